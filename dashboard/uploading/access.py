"""Who may load: whoever knows the operator's token, for as long as one visit lasts."""

from __future__ import annotations

import hmac

from flask import Request
from itsdangerous import BadSignature, TimestampSigner
from werkzeug.wrappers import Response

COOKIE = "loading"
PATH = "/load"
HOURS = 8


def is_token(given: str, token: str) -> bool:
    """Whether the text given is the token; takes as long whatever is wrong with it."""
    return hmac.compare_digest(given.strip().encode(), token.encode())


def let_in(response: Response, token: str, *, secure: bool, path: str = PATH) -> None:
    """Let the browser of this response load for some hours."""
    pass_ = TimestampSigner(token, salt=COOKIE).sign("load").decode()
    response.set_cookie(
        COOKIE,
        pass_,
        max_age=HOURS * 3600,
        path=path,
        httponly=True,
        secure=secure,
        # Other sites' forms and links do not carry it, so they can load nothing in our name.
        samesite="Strict",
    )


def may_load(request: Request, token: str) -> bool:
    """Whether the request comes from a browser that gave the token lately."""
    try:
        TimestampSigner(token, salt=COOKIE).unsign(
            request.cookies.get(COOKIE, ""), max_age=HOURS * 3600
        )
    except BadSignature:
        return False
    return True
