"""The take-up and impact of sector-led improvement in England's councils."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    from dashboard import callback_requests, callbacks, errors, forwarding, security, subpath
    from dashboard import exhibits as declared
    from dashboard import pages as declared_pages
    from dashboard.access.guard import guard
    from dashboard.ahead import asked_ahead
    from dashboard.components.filter_bar import trouble_words
    from dashboard.components.shell import INDEX, NAME, shell
    from dashboard.document import Document, compress, serve_plotly
    from dashboard.exhibit import answer, by_id
    from dashboard.forwarding import Forwarding
    from dashboard.logs import RequestLog
    from dashboard.routes import data_routes
    from dashboard.selection import KEYS, Selection
    from dashboard.starting import opened
    from dashboard.warehouse import QUERIES, Snapshot

    warehouse = opened(settings, (*queries, QUERIES))
    catalogue = by_id(tuple(exhibits if exhibits is not None else declared.catalogue()))
    shown = tuple(pages if pages is not None else declared_pages.site())

    def draws(path: str) -> bool:
        place = declared_pages.find(shown, path, warehouse.snapshot().vocabulary)
        return place is not None and any(
            catalogue[name].face is None for name in place.page.exhibits
        )

    app = Document(
        __name__,
        assets_folder=str(ASSETS),
        title=NAME,
        update_title="",
        index_string=INDEX,
        routes_pathname_prefix="/",
        requests_pathname_prefix=f"{settings.prefix}/",
        suppress_callback_exceptions=True,
        serve_locally=True,
        meta_tags=[{"name": "viewport", "content": "width=device-width, initial-scale=1"}],
    )
    errors.answer_errors(app.server)
    forwarding.check_hosts(app.server, settings)
    guard(app.server, settings)
    app.layout = lambda: shell(warehouse.snapshot(), shown, settings.sign_in.way == "oidc")
    app.server.register_blueprint(data_routes(warehouse, catalogue))
    if settings.load_token:
        from dashboard.uploading.routes import upload_pages

        app.server.register_blueprint(
            upload_pages(settings, trouble=lambda: trouble_words(warehouse, "Readers see"))
        )
    serve_plotly(app)
    app.draws = draws
    callbacks.register(app, warehouse, catalogue, shown)
    keys = frozenset(KEYS)
    known = {"exhibit": frozenset(catalogue), "control": keys, "summary": keys}
    callback_requests.check_callback_requests(app, known)
    security.protect(
        app,
        lambda path: declared_pages.find(shown, path, warehouse.snapshot().vocabulary) is not None,
    )
    compress(app)

    def first_answer(exhibit: Exhibit) -> Callable[[Snapshot], object]:
        return lambda snapshot: answer(exhibit, Selection(), snapshot).figure(wide=True)

    def when_there_is_time(snapshot: Snapshot) -> Iterator[object]:
        app.press_plotly()
        yield None
        yield from asked_ahead(catalogue.values(), snapshot)

    # The first requests arrive in parallel threads: import and open everything before them.
    warehouse.warmed_by(
        [first_answer(exhibit) for exhibit in catalogue.values()], when_there_is_time
    )
    inside: Any = app.server.wsgi_app
    if settings.prefix:
        subpath.use_prefix(app.server, settings.prefix)
        inside = subpath.Mounted(inside, settings.prefix)
    app.server.wsgi_app = RequestLog(  # type: ignore[method-assign]
        Forwarding(inside, settings.trusted_proxies, settings.sign_in.proxies),
        lambda: warehouse.snapshot().version,
    )
    return app
