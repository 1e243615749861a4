"""How the played networks misbehave when they are told to."""

import threading
from dataclasses import dataclass, field

BEFORE = {"failed_before", "html", "silent_before", "hang_up_before"}
"""Nothing is done."""
AFTER = {"failed_after", "html_after", "silent", "cut", "hang_up", "list_body", "empty"}
"""It is done, and the answer is spoilt."""
REFUSALS = {
    "rate_limited",
    "revoked",
    "expired",
    "forbidden",
    "restricted",
    "duplicate",
    "no_credits",
    "capped",
}
"""The network's own words for it; see ``refusal`` in each network."""
SETTINGS = {"container_stuck", "container_error", "image_unreachable", "answer"}
KINDS = BEFORE | AFTER | REFUSALS | SETTINGS


@dataclass
class Fault:
    network: str
    call: str
    """Name of the call, like "create"; "*" for every call of the network."""
    kind: str
    times: int = 1
    options: dict = field(default_factory=dict)
    """``seconds`` of a limit or a silence; ``status``, ``body``, ``headers`` of an "answer"."""


class Faults:
    def __init__(self):
        self.waiting = []
        self.latency = 0.0
        self.lock = threading.Lock()

    def add(self, network, call, kind, times=1, **options):
        """Let the next ``times`` calls go wrong; -1 means every one, until ``clear``."""
        if kind not in KINDS:
            raise ValueError(f"There is no fault '{kind}'. Use one of {', '.join(sorted(KINDS))}.")
        with self.lock:
            self.waiting.append(Fault(network, call, kind, times, options))

    def take(self, network, call) -> Fault | None:
        with self.lock:
            for fault in self.waiting:
                if fault.network == network and fault.call in (call, "*"):
                    fault.times -= 1
                    if fault.times == 0:
                        self.waiting.remove(fault)
                    return fault
        return None

    def clear(self):
        with self.lock:
            self.waiting.clear()
            self.latency = 0.0
