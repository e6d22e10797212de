"""Nothing is answered before it is known who asks, except what is in OPEN."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Flask, Response, current_app, jsonify, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from dashboard.access.pages import page
from dashboard.access.proxy import person_named
from dashboard.access.roles import Person, may_load, may_read
from dashboard.settings import Settings, is_loopback

# How the program is and how to sign in; all else is refused to whoever is not known.
OPEN = frozenset(
    {
        "data.health",
        "sign_in.begin",
        "sign_in.back",
        "sign_in.leave",
        "sign_in.sign_out",
        "_dash_assets.static",
        "/_dash-component-suites/<string:package_name>/<path:fingerprinted_path>",
        "/_favicon.ico",
    }
)
LOADING = "loading"


def guard(server: Flask, settings: Settings) -> None:
    """Ask who sends each request, as the settings of sign-in say. Call before other checks."""
    sign_in = settings.sign_in
    if sign_in.way == "none":
        return
    if sign_in.way == "oidc":
        # Loaded here: most who run this have no need of it.
        from dashboard.access.oidc import person_signed_in, sign_in_pages, use_sessions

        use_sessions(
            server, sign_in, secure=bool(settings.trusted_proxies) or not is_loopback(settings.host)
        )
    server.register_blueprint(Blueprint("access", __name__, template_folder="templates"))

    def person() -> Person | None:
        return person_signed_in() if sign_in.way == "oidc" else person_named(request, sign_in)

    @server.before_request
    def admit() -> AnyResponse | None:
        if request.endpoint in OPEN:
            return None
        known = person()
        if known is None:
            return _ask_to_sign_in(sign_in.way == "oidc")
        if not may_read(known, sign_in):
            return _refuse(
                403,
                f"You are signed in as {known.name}, who is not on the list of those who may "
                "see this dashboard. Whoever runs it can add you.",
            )
        if request.blueprint == LOADING and not may_load(known, sign_in):
            return _refuse(
                403,
                f"You are signed in as {known.name}, who may see this dashboard but is not on the "
                "list of those who may load records. Whoever runs it can add you.",
                reads=True,
            )
        return None

    @server.after_request
    def keep_private(response: Response) -> Response:
        # No cache on the way may hand to one person what was shown to another.
        if request.endpoint not in OPEN:
            control = response.headers.get("Cache-Control", "no-cache")
            if "no-store" not in control:
                control = "private, " + control.replace("public, ", "")
            response.headers["Cache-Control"] = control
            response.headers.add("Vary", "Cookie")
        return response

    if sign_in.way == "oidc":
        server.register_blueprint(sign_in_pages(server, sign_in))


def _ask_to_sign_in(can: bool) -> AnyResponse:
    if not can:
        return _refuse(401, "The reverse proxy before this dashboard has not said who you are.")
    if request.method == "GET" and _wants_page():
        here = request.full_path.rstrip("?")
        return redirect(f"{url_for('sign_in.begin')}?{urlencode({'next': here})}", 302)
    return _refuse(401, "Sign in first: open /sign-in in a browser.")


def _refuse(status: int, words: str, *, reads: bool = False) -> AnyResponse:
    """Say why not; `reads` tells that the rest of the dashboard may be seen."""
    if _wants_page():
        oidc = "sign_in" in current_app.blueprints
        title = "You are not signed in" if status == 401 else "You cannot see this page"
        return page("wrong.html", status, title=title, words=words, reads=reads, oidc=oidc)
    response = jsonify({"error": words})
    response.status_code = status
    return response


def _wants_page() -> bool:
    return "text/html" in request.headers.get("Accept", "")
