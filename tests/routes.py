"""An address for every route there is, so that a test over all of them covers new ones too."""

from __future__ import annotations

import re

from werkzeug.routing import Rule

METHODS = ("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS")
# A value for each variable part of a route; a new name needs a line here only if `x` is no good.
VALUES = {
    "exhibit_id": "take-up-by-region",
    "package_name": "dash",
    "fingerprinted_path": "dash-renderer/build/dash_renderer.min.js",
    "filename": "style.css",
    "path": "take-up",
}


def address_of(rule: Rule) -> str:
    """An address that leads to a route."""
    return re.sub(r"<(?:[^:<>]+:)?([^<>]+)>", lambda found: VALUES.get(found[1], "x"), rule.rule)
