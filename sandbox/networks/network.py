"""What every played network has: its calls by address, a limit that counts down, and its faults."""

import re
import time

from .calls import HTML, Answer
from .faults import AFTER, BEFORE

WINDOW = 900


class Network:
    prefix: str
    names: tuple[str, ...]
    """Names of the networks whose posts it keeps."""
    routes: tuple[tuple[str, str, str], ...]
    """(method, pattern of the path, name of the call); the call ``name`` is answered by the method ``on_name``."""

    def __init__(self, state, faults):
        self.state, self.faults = state, faults
        self.calls = []
        """Names of the calls that came, in order."""

    def answer(self, call) -> Answer:
        name, arguments = self.route(call)
        self.calls.append(name)
        fault = self.faults.take(self.prefix, name)
        if fault and fault.kind in BEFORE:
            return without_answer(fault)
        if fault and fault.kind == "answer":
            return Answer(**fault.options)
        refused = self.refuse(call) or (fault and self.refusal(fault))
        if refused:
            return refused
        answer = getattr(self, f"on_{name}")(call, *arguments, **({"fault": fault} if fault else {}))
        return spoilt(answer, fault) if fault and fault.kind in AFTER else answer

    def route(self, call):
        for method, pattern, name in self.routes:
            match = re.fullmatch(pattern, call.path)
            if match and method == call.method:
                return name, match.groups()
        return "nothing", ()

    def refuse(self, call) -> Answer | None:
        """Whoever is not let in."""
        raise NotImplementedError

    def refusal(self, fault) -> Answer | None:
        """A fault in the network's own words."""
        raise NotImplementedError

    def on_nothing(self, call, fault=None):
        return Answer({"error": "Not Found"}, 404)


def without_answer(fault):
    if fault.kind == "html":
        return Answer(HTML, 502, content_type="text/html")
    if fault.kind == "failed_before":
        return Answer({"error": "Internal Server Error"}, 500)
    return Answer(silent=seconds(fault, 30) if fault.kind == "silent_before" else 0.001)


def spoilt(answer, fault) -> Answer:
    if fault.kind == "failed_after":
        return Answer({"error": "Internal Server Error"}, 500)
    if fault.kind == "html_after":
        return Answer(HTML, 200, content_type="text/html")
    if fault.kind == "list_body":
        return Answer([answer.body])
    if fault.kind == "empty":
        return Answer({})
    if fault.kind == "cut":
        answer.cut = True
        return answer
    return Answer(silent=seconds(fault, 30) if fault.kind == "silent" else 0.001)


def seconds(fault, default):
    return float(fault.options.get("seconds", default))


def reset_after(fault, default=WINDOW) -> int:
    return int(time.time() + seconds(fault, default))
