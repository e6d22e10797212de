"""Sign-in by OpenID Connect: code flow with PKCE, through Authlib.

What is kept is one signed cookie with who somebody is, those of their groups that the settings
name, and until when; no token of the provider.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode, urlsplit

from authlib.integrations.base_client import OAuthError
from authlib.integrations.flask_client import OAuth
from flask import Blueprint, Flask, redirect, request, session, url_for
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug.wrappers import Response

from dashboard.access.pages import page
from dashboard.access.roles import Person
from dashboard.access.settings import SignIn

HOURS = 8
TIMEOUT_SECONDS = 10
LEEWAY_SECONDS = 60
WHO = "who"
NEXT = "next"
LONGEST_NEXT = 2_000
# Signatures that only the provider can make: never "none", never one made with our own secret.
ALGORITHMS = ("RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA")

log = logging.getLogger(__name__)


def person_signed_in() -> Person | None:
    """Who the session of this request belongs to, if it is not over."""
    who = session.get(WHO)
    if not isinstance(who, dict) or who.get("until", 0) < time.time():
        return None
    return Person(who["name"], frozenset(who["groups"]))


def use_sessions(server: Flask, sign_in: SignIn, *, secure: bool) -> None:
    """Keep sessions in a cookie that scripts and other sites cannot use."""
    server.secret_key = sign_in.secret
    server.config.update(
        SESSION_COOKIE_NAME="__Host-session" if secure else "session",
        SESSION_COOKIE_PATH="/",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        # Not Strict: the way back from the provider begins on its site.
        SESSION_COOKIE_SAMESITE="Lax",
        PERMANENT_SESSION_LIFETIME=timedelta(hours=HOURS),
        SESSION_REFRESH_EACH_REQUEST=False,
    )


def sign_in_pages(server: Flask, sign_in: SignIn) -> Blueprint:
    """The routes of signing in and out."""
    provider = OAuth(server).register(
        "provider",
        client_id=sign_in.client_id,
        client_secret=sign_in.client_secret,
        server_metadata_url=f"{sign_in.issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": sign_in.scopes,
            "code_challenge_method": "S256",
            "timeout": TIMEOUT_SECONDS,
            "default_timeout": TIMEOUT_SECONDS,
        },
    )
    routes = Blueprint("sign_in", __name__)

    def metadata() -> Mapping[str, Any]:
        found = provider.load_server_metadata()
        if str(found.get("issuer", "")).rstrip("/") != sign_in.issuer:
            raise OAuthError("wrong_issuer")
        offered = found.get("id_token_signing_alg_values_supported") or ["RS256"]
        found["id_token_signing_alg_values_supported"] = [a for a in offered if a in ALGORITHMS]
        return found

    @routes.get("/sign-in")
    def begin() -> Response:
        metadata()
        session.clear()
        session[NEXT] = safe_next(request.args.get("next"))
        return provider.authorize_redirect(url_for("sign_in.back", _external=True))

    @routes.get("/sign-in/back")
    def back() -> Response:
        issuer = metadata()["issuer"]
        claims = provider.authorize_access_token(
            claims_options={
                "iss": {"essential": True, "value": issuer},
                "aud": {"essential": True, "value": sign_in.client_id},
                "exp": {"essential": True},
            },
            leeway=LEEWAY_SECONDS,
        ).get("userinfo")
        if not claims:
            raise OAuthError("no_id_token")
        place = safe_next(session.get(NEXT))
        session.clear()
        session.permanent = True
        person = person_claimed(claims, sign_in)
        session[WHO] = {
            "name": person.name,
            "groups": sorted(person.groups),
            "until": int(time.time()) + HOURS * 3600,
        }
        return redirect(place, 303)

    @routes.get("/sign-out")
    def leave() -> Response:
        return page("sign_out.html")

    @routes.post("/sign-out")
    def sign_out() -> Response:
        if (origin := request.headers.get("Origin")) and urlsplit(origin).netloc != request.host:
            return page(
                "wrong.html",
                403,
                title="You are still signed in",
                words="The form to sign out was sent from another site.",
                oidc=True,
            )
        session.clear()
        return page("signed_out.html", address=_end_of_session(provider, sign_in))

    @routes.errorhandler(OAuthError)
    @routes.errorhandler(JoseError)
    @routes.errorhandler(RequestException)
    @routes.errorhandler(ValueError)
    @routes.errorhandler(KeyError)
    @routes.errorhandler(RuntimeError)
    def failed(error: Exception) -> Response:
        session.clear()
        # What the provider wrote may name somebody; its kind is enough to find the cause.
        log.warning("Signing in did not work: %s", type(error).__name__)
        words = "Nothing was changed. If it does not work again, tell whoever runs this dashboard."
        return page("wrong.html", 400, title="Signing in did not work", words=words, again=True)

    return routes


def person_claimed(claims: Mapping[str, Any], sign_in: SignIn) -> Person:
    """Somebody from the claims of an ID token whose signature has been checked.

    An e-mail address counts only if the provider has verified it: in some, anybody can write any
    address into their own profile. Otherwise the person is known by `sub`.
    """
    email = claims.get("email") if claims.get("email_verified") is True else None
    given = claims.get(sign_in.groups_claim)
    groups = {str(one) for one in given} if isinstance(given, list) else set()
    named = {one.casefold() for one in (*sign_in.readers, *sign_in.loaders)}
    name = email if isinstance(email, str) and email else str(claims["sub"])
    return Person(name, frozenset(one for one in groups if one.casefold() in named))


def safe_next(address: object) -> str:
    """A place of this site to go on to; whatever is anything else becomes the first page."""
    text = address if isinstance(address, str) else ""
    plain = text.isprintable() and "\\" not in text and len(text) <= LONGEST_NEXT
    if not plain or not text.startswith("/") or text.startswith(("//", "/sign-")):
        return "/"
    try:
        parts = urlsplit(text)
    except ValueError:
        return "/"
    return "/" if parts.scheme or parts.netloc else text


def _end_of_session(provider: Any, sign_in: SignIn) -> str:
    """Where to sign out of the provider too, if it says so."""
    try:
        address = provider.load_server_metadata().get("end_session_endpoint") or ""
    except (RequestException, ValueError):
        return ""
    if not address.startswith("https://") and not sign_in.issuer.startswith("http://"):
        return ""
    return f"{address}?{urlencode({'client_id': sign_in.client_id})}" if address else ""
