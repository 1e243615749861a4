"""Verification of OAuth 1.0a signatures (RFC 5849), written apart from the library that makes them."""

import base64
import hashlib
import hmac
import re
import threading
import time
from urllib.parse import parse_qsl, quote, unquote

CLOCK_TOLERANCE = 300


class Verifier:
    def __init__(self, keys):
        self.keys = keys
        self.seen = set()
        self.lock = threading.Lock()

    def problem(self, method, url, query_string, header) -> str:
        """Why the call is not let in; empty if it is."""
        if not header.startswith("OAuth "):
            return "Unauthorized"
        given = dict(parameters_of(header))
        if any(given.get(f"oauth_{name}") != self.keys[key] for name, key in NAMES):
            return "Invalid or expired token."
        if abs(time.time() - int(given["oauth_timestamp"])) > CLOCK_TOLERANCE:
            return "Timestamp out of bounds."
        if not hmac.compare_digest(given.pop("oauth_signature"), self.sign(method, url, query_string, given)):
            return "Could not authenticate you."
        return self.used_before(given["oauth_nonce"])

    def used_before(self, nonce):
        with self.lock:
            if nonce in self.seen:
                return "Nonce already used."
            self.seen.add(nonce)
        return ""

    def sign(self, method, url, query_string, given):
        pairs = [*parse_qsl(query_string, keep_blank_values=True), *given.items()]
        sorted_pairs = sorted((escape(name), escape(value)) for name, value in pairs)
        normalised = "&".join(f"{name}={value}" for name, value in sorted_pairs)
        base = "&".join(escape(part) for part in (method, url, normalised))
        key = f"{escape(self.keys['consumer_secret'])}&{escape(self.keys['access_token_secret'])}"
        return base64.b64encode(hmac.new(key.encode(), base.encode(), hashlib.sha1).digest()).decode()


NAMES = (("consumer_key", "consumer_key"), ("token", "access_token"))


def parameters_of(header):
    for name, value in re.findall(r'(\w+)="([^"]*)"', header.removeprefix("OAuth ")):
        if name != "realm":
            yield name, unquote(value)


def escape(text):
    return quote(text, safe="-._~")
