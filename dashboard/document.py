"""The document that the browser opens first: what it loads, in which order, and how it is kept.

plotly.js is more than all other scripts together. Dash asks for it when the first chart stands
empty on the page; here it is on its way while the page is still being put together. What tables
need is the largest of the others, and nothing waits for it: see `assets/tables.js`.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Any

import plotly
from dash import Dash
from flask import Blueprint, Request, Response, request
from flask_compress import Compress
from flask_compress.compat import compression

from dashboard.routes import FOR_EVER

# Of what Dash loads on every page: a library for browsers of ten years ago, which also replaces
# what newer ones do faster, and a table that we have no use for.
NEEDLESS = ("/deps/polyfill@", "/dash_table/")
TABLES = "/dash_ag_grid/"
# Compressed copies kept in memory, in bytes; all of our scripts are half of it.
MOST_KEPT = 6_000_000
PLOTLY = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
# Tells the browser to compile the script while it arrives, away from the page's own work: its one
# outermost function would otherwise be read twice, and everything waits for that.
HINT = b"//# allFunctionsCalledOnLoad\n"
# Two seconds of a processor, for a fifth less to send than at the level of what changes.
SMALLEST = 19


class Document(Dash):
    """Dash with a document of our own; `draws` tells whether the page at a path has charts.

    `press_plotly` makes what is sent of plotly.js smaller, once there is time for it.
    """

    draws: Callable[[str], bool]
    plotly_address: str
    press_plotly: Callable[[], None]

    def interpolate_index(self, **parts: Any) -> str:  # type: ignore[override]
        """Put the document together."""
        scripts = parts["scripts"].splitlines()
        parts["scripts"] = "\n".join(
            one for one in scripts if not any(part in one for part in (*NEEDLESS, TABLES))
        )
        (tables,) = (one for one in scripts if TABLES in one)
        address = tables.split('src="')[1].split('"')[0]
        soon = "preload" if self.draws(request.path) else "prefetch"
        link = f'<link id="plotly" rel="{soon}" as="script" href="{self.plotly_address}">'
        meta = f'<meta id="tables" name="tables" content="{address}">'
        parts["css"] = f"{link}\n{meta}\n{parts['css']}"
        return super().interpolate_index(**parts)


def serve_plotly(app: Document) -> None:
    """Serve plotly.js from an address that changes with it, so that it can be kept for good."""
    content = HINT + PLOTLY.read_bytes()
    address = f"/plotly-{hashlib.sha256(content).hexdigest()[:12]}.js"
    routes = Blueprint("plotly", __name__)
    pressed: list[bytes] = []

    def press() -> None:
        if not pressed:
            pressed.append(compression.zstd.compress(content, SMALLEST))

    @routes.get(address)
    def script() -> Response:
        small = pressed and request.accept_encodings.quality("zstd") > 0
        response = Response(pressed[0] if small else content, mimetype="text/javascript")
        if small:
            response.headers["Content-Encoding"] = "zstd"
        response.headers["Cache-Control"] = FOR_EVER
        return response

    app.server.register_blueprint(routes)
    app.plotly_address = address
    app.press_plotly = press


def compress(app: Dash) -> None:
    """Compress what is sent; libraries, which never change while we serve, only once."""
    app.server.config["COMPRESS_CACHE_BACKEND"] = Kept
    app.server.config["COMPRESS_CACHE_KEY"] = _key
    Compress(app.server)


def _key(asked: Request) -> str:
    ours = asked.path.startswith(("/_dash-component-suites/", "/plotly-"))
    return asked.path if ours and asked.method == "GET" else ""


class Kept:
    """What was compressed, as much as there is room for; the oldest goes first."""

    def __init__(self) -> None:
        self._found: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._lock = Lock()

    def get(self, key: str) -> bytes | None:
        """What is kept for an algorithm and an address."""
        return self._found.get(key)

    def set(self, key: str, value: bytes) -> None:
        """Keep it, unless it is of an address whose content changes: those have no name."""
        if key.endswith(";") or key in self._found:
            return
        with self._lock:
            self._found[key] = value
            self._size += len(value)
            while self._size > MOST_KEPT:
                self._size -= len(self._found.popitem(last=False)[1])
