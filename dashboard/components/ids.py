"""Ids shared by layouts, callbacks and the browser's own scripts."""

from __future__ import annotations

from typing import Any

ADDRESS = "address"
BAR = "bar"
HEADING = "heading"
PAGE = "page"
NOTICES = "notices"
CHIPS = "chips"
FILTER_BAR = "filter-bar"
FILTER_TOGGLE = "filter-toggle"
FILTER_BODY = "filter-body"
DEFAULTS = "defaults"
SHOWN = "shown"
TITLE = "title"
FIND = "find-council"
FOUND = "found-councils"
PRINT = "print"
PRINTED = "printed"
PRESS = "press-print"


def part(name: str, exhibit: object) -> Any:
    """The id of a part of an exhibit's card; `exhibit` may be a wildcard."""
    return {"part": name, "exhibit": exhibit}


def control(key: object) -> Any:
    """The id of the control for a key of the selection."""
    return {"control": key}


def summary(key: object) -> Any:
    """The id of the words that say what a control is set to."""
    return {"summary": key}
