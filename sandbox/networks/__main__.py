"""``python -m sandbox.networks --port 8100``: the played networks, until Ctrl-C."""

import argparse
import signal
from pathlib import Path

from . import accounts
from .server import Networks


def main():
    options = parse()
    networks = Networks(options.port, options.host, options.state)
    networks.faults.latency = options.latency
    # Alone, they also play what people see: an address in an answer leads to the post on the page of what arrived.
    accounts.WEB.update(dict.fromkeys(accounts.WEB, networks.url))
    signal.signal(signal.SIGTERM, stop)
    print(f"Jejaring tiruan: {networks.url}/", flush=True)
    for network, path in accounts.PATHS.items():
        print(f"  {network}: base_url {networks.url}{path}", flush=True)
    try:
        networks.serve_forever()
    except KeyboardInterrupt:
        pass
    finally:
        networks.stopping.set()


def stop(number, frame):
    raise KeyboardInterrupt


def parse():
    parser = argparse.ArgumentParser(description="Play the social networks on this machine.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8100)
    parser.add_argument("--latency", type=float, default=0.0, help="seconds before each answer")
    parser.add_argument("--state", type=Path, default=":memory:", help="SQLite file; without it, memory")
    return parser.parse_args()


main()
