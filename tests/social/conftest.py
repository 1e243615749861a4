"""The played networks, for every test of the wing."""

import io

import pytest
from PIL import Image

from sandbox.networks import Networks, accounts
from wagtail_sop.social.backends import get_backend
from wagtail_sop.social.backends.base import Credentials, Picture
from wagtail_sop.social.backends.http import Session


@pytest.fixture
def networks():
    with Networks() as running:
        yield running


@pytest.fixture
def account(networks):
    """Makes the backend of an account on a played network; what is named otherwise replaces its credentials."""

    def make(network, options=None, timeout=(5, 1.5), **credentials):
        values = {**accounts.CREDENTIALS[network], **credentials}
        options = {"base_url": networks.base_url(network), **(options or {})}
        return get_backend(network, Credentials(values), options=options, session=Session(timeout))

    return make


@pytest.fixture
def jpeg():
    file = io.BytesIO()
    Image.new("RGB", (640, 480), "#7a4317").save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def picture(networks, jpeg):
    """Makes a picture that the played networks can also fetch."""

    def make(alt_text="Kepala Dinas menyerahkan bantuan.", content=jpeg, url=None):
        url = networks.serve_picture(content) if url is None else url
        return Picture(content, "image/jpeg", 640, 480, alt_text=alt_text, url=url)

    return make
