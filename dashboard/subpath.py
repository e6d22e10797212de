"""Serving below a path of another site, such as `/sli` (DASHBOARD_PREFIX).

The whole program knows itself at `/`. Here, and nowhere else, its addresses get the prefix on
their way out and lose it on their way in, so that a new page or link needs no thought.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, Response, request

# The keys under which components, figures and lists of ours hold an address of this site.
ADDRESS_KEYS = frozenset({"href", "src", "geojson", "topojsonURL", "address"})
_IN_PAGES = r'\b(href|src|action|data-follow)="(/(?!/)[^"]*)"'
_IN_COOKIES = re.compile(r"(; Path=)(/load)\b")


class Mounted:
    """A WSGI application below a prefix; the proxy before it may take the prefix off or not."""

    def __init__(self, inner: Callable[..., Iterable[bytes]], prefix: str) -> None:
        """`prefix` begins with a stroke and does not end with one."""
        self._inner = inner
        self._prefix = prefix

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer a request."""
        path = environ.get("PATH_INFO", "")
        environ["SCRIPT_NAME"] = self._prefix
        environ["PATH_INFO"] = inside(path, self._prefix) or "/"
        return self._inner(environ, start_response)


def inside(path: str, prefix: str) -> str:
    """A path as the program knows it."""
    if path == prefix or path.startswith(f"{prefix}/"):
        return path.removeprefix(prefix) or "/"
    return path


def outside(path: str, prefix: str) -> str:
    """A path as a browser has to ask for it; whatever is no path of ours stays as it is."""
    ours = path.startswith("/") and not path.startswith("//")
    return prefix + path if ours and inside(path, prefix) == path else path


def use_prefix(server: Flask, prefix: str) -> None:
    """Translate what goes in and out. Call last, so that this is done before compressing."""

    @server.before_request
    def take_off() -> None:
        if request.endpoint == "/_dash-update-component" and request.is_json:
            _strip(request.get_json(silent=True), prefix)

    @server.after_request
    def put_on(response: Response) -> Response:
        headers = response.headers
        if "Location" in headers:
            headers["Location"] = outside(headers["Location"], prefix)
        cookies = headers.getlist("Set-Cookie")
        if cookies:
            headers.setlist("Set-Cookie", [_IN_COOKIES.sub(rf"\1{prefix}\2", c) for c in cookies])
        if response.mimetype == "text/html" and not response.direct_passthrough:
            text = response.get_data(as_text=True)
            response.set_data(
                re.sub(_IN_PAGES, lambda m: f'{m[1]}="{outside(m[2], prefix)}"', text)
            )
        elif response.status_code == 200 and _holds_addresses():
            content = json.loads(response.get_data())
            response.set_data(json.dumps(placed(content, prefix), separators=(",", ":")))
        return response


def placed(content: Any, prefix: str) -> Any:
    """JSON content with the prefix on every address of ours."""
    if isinstance(content, dict):
        return {
            key: outside(value, prefix)
            if key in ADDRESS_KEYS and isinstance(value, str)
            else placed(value, prefix)
            for key, value in content.items()
        }
    if isinstance(content, list):
        return [placed(value, prefix) for value in content]
    return content


def _holds_addresses() -> bool:
    return request.endpoint in (
        "/_dash-update-component",
        "/_dash-layout",
        "data.list_exhibits",
        "data.as_figure",
    )


def _strip(body: Any, prefix: str) -> None:
    """Take the prefix off the paths in a request to a callback, whatever shape it has."""
    if not isinstance(body, dict):
        return
    for name in ("inputs", "state"):
        given = body.get(name)
        for one in given if isinstance(given, list) else ():
            if isinstance(one, dict) and one.get("property") == "pathname":
                value = one.get("value")
                one["value"] = inside(value, prefix) if isinstance(value, str) else value
