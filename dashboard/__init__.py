"""The take-up and impact of sector-led improvement in England's councils."""

from __future__ import annotations

import logging
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dash import Dash

    from dashboard.exhibit import Exhibit
    from dashboard.pages import Page
    from dashboard.settings import Settings

ASSETS = Path(__file__).resolve().parents[1] / "assets"


def create_app(
    settings: Settings,
    exhibits: Sequence[Exhibit] | None = None,
    pages: Sequence[Page] | None = None,
    queries: Sequence[Path] = (),
) -> Dash:
    """Build the data if need be and return the application.

    `exhibits` and `pages` default to all that are declared; `queries` are folders to look for
    `<exhibit id>.sql` in before the project's own. Raises ContractError, ValueError or
    WarehouseError when there is no data that can be served.
    """
    # Loaded here, so that the command line starts without the web's libraries.
    from dash import Dash
    from flask_compress import Compress

    from dashboard import callbacks, security
    from dashboard import exhibits as declared
    from dashboard import pages as declared_pages
    from dashboard.components.shell import INDEX, NAME, shell
    from dashboard.exhibit import answer, by_id
    from dashboard.intake.build import ensure_built
    from dashboard.routes import data_routes
    from dashboard.selection import Selection
    from dashboard.warehouse import QUERIES, Warehouse

    ensure_built(settings)
    warehouse = Warehouse(settings.data, (*queries, QUERIES))
    catalogue = by_id(tuple(exhibits if exhibits is not None else declared.catalogue()))
    shown = tuple(pages if pages is not None else declared_pages.site())

    app = Dash(
        __name__,
        assets_folder=str(ASSETS),
        title=NAME,
        update_title="",
        index_string=INDEX,
        suppress_callback_exceptions=True,
        serve_locally=True,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    app.layout = lambda: shell(warehouse.snapshot())
    app.server.register_blueprint(data_routes(warehouse, catalogue))
    callbacks.register(app, warehouse, catalogue, shown)
    security.protect(
        app,
        lambda path: declared_pages.find(shown, path, warehouse.snapshot().vocabulary) is not None,
    )
    Compress(app.server)

    # The first requests arrive in parallel threads: import and open everything before them.
    for name in catalogue:
        answer(catalogue[name], Selection(), warehouse.snapshot()).figure()
    return app


def serve(app: Dash, settings: Settings) -> None:
    """Serve until stopped, on the address the settings give."""
    from waitress import serve as waitress_serve

    logging.basicConfig(level=logging.INFO, format="%(message)s")
    logging.getLogger("waitress").setLevel(logging.ERROR)
    logging.info("Serving on http://%s:%s (stop with Ctrl+C)", settings.host, settings.port)
    threads = 4 * (os.cpu_count() or 2)
    waitress_serve(
        app.server, host=settings.host, port=settings.port, threads=threads, connection_limit=1000
    )
