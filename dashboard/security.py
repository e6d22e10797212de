"""Headers and caching: nothing is fetched from, or sent to, another host."""

from __future__ import annotations

from collections.abc import Callable

from dash import Dash
from flask import Response, request

PERMISSIONS = ", ".join(
    f"{name}=()" for name in ("camera", "geolocation", "microphone", "payment", "usb")
)
FOR_EVER = "public, max-age=31536000, immutable"


def protect(app: Dash, leads_somewhere: Callable[[str], bool]) -> None:
    """Add the security headers. Call after every callback is declared: scripts are hashed.

    `leads_somewhere` tells whether there is a page at a path.
    """
    scripts = " ".join(["'self'", *(f"'{value.strip(chr(39))}'" for value in app.csp_hashes())])
    policy = "; ".join(
        [
            "default-src 'self'",
            f"script-src {scripts}",
            # plotly and the table set inline styles; styles cannot send anything anywhere.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "worker-src 'self' blob:",
            "connect-src 'self'",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )

    @app.server.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        headers["Content-Security-Policy"] = policy
        headers["X-Content-Type-Options"] = "nosniff"
        headers["Referrer-Policy"] = "same-origin"
        headers["Permissions-Policy"] = PERMISSIONS
        headers["X-Frame-Options"] = "DENY"
        # Windows of other sites get no hold on ours, and their pages cannot take in our answers.
        headers["Cross-Origin-Opener-Policy"] = "same-origin"
        headers["Cross-Origin-Resource-Policy"] = "same-origin"
        if request.is_secure:
            headers["Strict-Transport-Security"] = "max-age=31536000"
        # Dash adds the time of a file's last change to its address, so it can be kept for good.
        found = response.status_code == 200
        if found and request.path.startswith("/assets/") and "m" in request.args:
            headers["Cache-Control"] = FOR_EVER
        # Dash answers every address with the page; one that leads nowhere should say so.
        page = response.mimetype == "text/html" and request.blueprint is None
        if found and page and not leads_somewhere(request.path):
            response.status_code = 404
        return response
