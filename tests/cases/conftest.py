import pytest
from django.utils import translation


@pytest.fixture(autouse=True)
def in_the_language_of_the_source():
    with translation.override("en"):
        yield
