"""People as a trusted reverse proxy names them, in headers of the request."""

from __future__ import annotations

from flask import Request

from dashboard.access.roles import Person
from dashboard.access.settings import SignIn
from dashboard.forwarding import FROM_PROXY

LONGEST = 320


def person_named(request: Request, sign_in: SignIn) -> Person | None:
    """Who a request is from, or None when no trusted proxy says so.

    A header that was sent twice is joined with a comma: then one may be the sender's own, and
    neither is believed.
    """
    if not request.environ.get(FROM_PROXY):
        return None
    name = request.headers.get(sign_in.user_header, "").strip()
    if not name or "," in name or len(name) > LONGEST:
        return None
    groups = request.headers.get(sign_in.groups_header, "").split(",")
    return Person(name, frozenset(group for one in groups if (group := one.strip())))
