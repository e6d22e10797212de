"""The few plain pages of sign-in."""

from __future__ import annotations

from typing import Any

from flask import Response, render_template


def page(template: str, status: int = 200, **values: Any) -> Response:
    """One of the pages in `templates/access`, never kept by a browser."""
    text = render_template(f"access/{template}", **values)
    response = Response(text, status, mimetype="text/html")
    response.headers["Cache-Control"] = "no-store"
    return response
