"""The social networks, played by this machine: real HTTP servers that accept posts, refuse them and misbehave.

    with Networks() as networks:
        networks.fault("x", "create", "failed_after")
        …post to networks.url + "/x"…
        networks.posts("x")

``python -m sandbox.networks --port 8100`` serves them alone, with what arrived to be seen on the first page.
"""

from .server import Networks

__all__ = ["Networks"]
