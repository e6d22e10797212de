"""Ids shared by layouts, callbacks and the browser's own scripts."""

from __future__ import annotations

import json
from typing import Any

ADDRESS = "address"
NAV = "nav"
BAR = "bar"
HEADING = "heading"
PAGE = "page"
ASKING = "asking"
NOTICES = "notices"
CHIPS = "chips"
FILTER_BAR = "filter-bar"
FILTER_TOGGLE = "filter-toggle"
FILTER_BODY = "filter-body"
DEFAULTS = "defaults"
SHOWN = "shown"
WRITTEN = "written"
ROOM = "room"
TITLE = "title"
FIND = "find-council"
FOUND = "found-councils"
FIND_INDICATOR = "find-indicator"
FIND_THEME = "find-theme"
FOUND_INDICATORS = "found-indicators"
FOUND_NUMBER = "found-number"
PRINT = "print"
PRINTED = "printed"
VERSION = "version"
PRESS = "press-print"
SAID = "said"


def part(name: str, exhibit: object) -> Any:
    """The id of a part of an exhibit's card; `exhibit` may be a wildcard."""
    return {"part": name, "exhibit": exhibit}


def in_page(ident: dict[str, str]) -> str:
    """The id of a part as the page holds it, for attributes that name another part."""
    return json.dumps(ident, sort_keys=True, separators=(",", ":"))


def control(key: object) -> Any:
    """The id of the control for a key of the selection."""
    return {"control": key}


def summary(key: object) -> Any:
    """The id of the words that say what a control is set to."""
    return {"summary": key}
