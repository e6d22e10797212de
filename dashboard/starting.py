"""What a server starts with: the newest data, or the last that are whole."""

from __future__ import annotations

import logging
from pathlib import Path

from dashboard.intake.build import ensure_built
from dashboard.settings import Settings
from dashboard.warehouse import NOT_MADE, Warehouse, WarehouseError

log = logging.getLogger(__name__)


def opened(settings: Settings, queries: tuple[Path, ...]) -> Warehouse:
    """Build the data if need be, and open them.

    If they cannot be built, the last good version is opened, and every page says so. Raises as
    `ensure_built` where there is none.
    """
    try:
        ensure_built(settings)
    except Exception as error:
        try:
            warehouse = Warehouse(settings.data, queries, NOT_MADE)
        except WarehouseError:
            raise error from None
        log.warning("%s The last good data are served.", error)
        return warehouse
    return Warehouse(settings.data, queries)
