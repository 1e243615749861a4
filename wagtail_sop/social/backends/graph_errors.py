"""What the Graph API's errors mean, and what its headers say about limits."""

import json
from datetime import UTC, datetime, timedelta

from .base import Usage
from .errors import (
    AccountBroken,
    ContentRefused,
    DeliveryError,
    DuplicateRefused,
    NotSent,
    OutcomeUnknown,
    RateLimited,
)


class GraphError(Exception):
    """An error as the Graph API describes it."""

    def __init__(self, error, response):
        super().__init__(str(error.get("message", "")))
        self.code = whole(error.get("code"))
        self.subcode = whole(error.get("error_subcode"))
        self.is_transient = bool(error.get("is_transient"))
        self.trace_id = str(error.get("fbtrace_id", ""))
        self.status = response.status_code
        self.headers = response.headers


def whole(value) -> int | None:
    return value if isinstance(value, int) else None


# What an error means. Meta's own advice to try codes 1 and 2 again is not followed where something public is made:
# each try of such a call has been seen to post once more.

THROTTLED = {4, 17, 32, 341, 613, *range(80000, 80015)}
TOKEN = {102, 190}
PERMISSION = {3, 10, *range(200, 300)}
NOT_FETCHED = {2207052, 2207003, 2207020, 2207032}
MAYBE_POSTED = {2207050, 2207051}
REFUSED = {
    **dict.fromkeys((2207009, 2207004, 2207005, 36003, 36001, 1366046), "picture"),
    **dict.fromkeys((2207010,), "too_long"),
    **dict.fromkeys((1609005,), "link"),
}
DUPLICATE = {506, 1366051, 1404082}
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def verdict(error: GraphError, text, repeatable) -> DeliveryError:
    kwargs = {"code": code_of(error), "trace_id": error.trace_id, "status": error.status}
    both = {error.code, error.subcode}
    return (
        account_trouble(error, text, kwargs)
        or refusal(error, both, text, kwargs)
        or put_off(error, both, text, kwargs)
        or nothing_certain(error, both, text, repeatable, kwargs)
        or ContentRefused(text, **kwargs)
    )


def code_of(error) -> str:
    return "/".join(str(code) for code in (error.code, error.subcode) if code)


def account_trouble(error, text, kwargs):
    if error.code in TOKEN:
        return AccountBroken(text, reason="token", **kwargs)
    if error.code in PERMISSION or (error.code, error.subcode) == (100, 33):
        return AccountBroken(text, reason="permission", **kwargs)
    if error.subcode == 4854002:
        return AccountBroken(text, reason="restricted", **kwargs)
    return None


def put_off(error, both, text, kwargs):
    """Refused for the moment: certainly nothing was posted."""
    now = datetime.now(UTC)
    if both & MAYBE_POSTED:
        return None
    if error.code == 368:
        # Blocked for posting too fast, or for a policy; asking again soon makes it longer.
        return RateLimited(text, retry_at=now + 3 * HOUR, **kwargs)
    if 2207042 in both or error.code in THROTTLED:
        return RateLimited(text, retry_at=regained(error.headers, now) or now + HOUR, **kwargs)
    if 2207027 in both or error.code == 9007:
        return NotSent(text, retry_at=now + MINUTE, **kwargs)
    if both & NOT_FETCHED or error.code == 9004:
        return NotSent(text, retry_at=now + 5 * MINUTE, **kwargs)
    return None


def refusal(error, both, text, kwargs):
    if both & DUPLICATE:
        return DuplicateRefused(text, **kwargs)
    reason = next((REFUSED[code] for code in both if code in REFUSED), None)
    return reason and ContentRefused(text, reason=reason, **kwargs)


def nothing_certain(error, both, text, repeatable, kwargs):
    unknown = error.code in (1, 2, None) or error.is_transient or error.status >= 500
    if not (unknown or both & MAYBE_POSTED):
        return None
    return (NotSent if repeatable else OutcomeUnknown)(text, **kwargs)


# Usage headers


def usage_of(response) -> Usage:
    """The highest share of any limit that the answer names."""
    if response is None:
        return Usage()
    rows = [header(response.headers, "x-app-usage"), *business_rows(response.headers)]
    shares = [row[name] for row in rows for name in SHARES if isinstance(row.get(name), int | float)]
    now = datetime.now(UTC)
    return Usage(max(shares, default=None), regained(response.headers, now))


SHARES = ("call_count", "total_time", "total_cputime")


def regained(headers, now) -> datetime | None:
    minutes = [row.get("estimated_time_to_regain_access") or 0 for row in business_rows(headers)]
    longest = max(minutes, default=0)
    return now + timedelta(minutes=longest) if longest else None


def business_rows(headers) -> list[dict]:
    found = header(headers, "x-business-use-case-usage").values()
    return [row for rows in found if isinstance(rows, list) for row in rows if isinstance(row, dict)]


def header(headers, name) -> dict:
    try:
        value = json.loads(headers.get(name, "{}"))
    except ValueError:
        return {}
    return value if isinstance(value, dict) else {}
