import pytest

from tests.sandbox.demo import Demo


@pytest.fixture(scope="session")
def demo(tmp_path_factory):
    demo = Demo(tmp_path_factory.mktemp("demo") / "var").start()
    yield demo
    if demo.process.poll() is None:
        demo.stop()
