"""Bodies of requests to Dash's callback address, as the pages send them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dash import Dash

from dashboard.exhibits import catalogue
from dashboard.pages import site

FACES = {exhibit.id: exhibit.face is not None for exhibit in catalogue()}


def bodies(app: Dash, search: str = "") -> Iterator[dict[str, Any]]:
    """One for each callback on the server and each page that it can stand on."""
    for output, callback in app.callback_map.items():
        if "callback" not in callback:
            continue
        for page in site():
            if page.takes is None and page.exhibits:
                body = _body(output, callback, page, search)
                if body is not None:
                    yield body


def _body(output: str, callback: dict, page: Any, search: str) -> dict[str, Any] | None:
    views = {"pathname": page.path, "search": search, "data": None, "value": "table"}
    asked = callback["output"]
    declared = list(asked) if isinstance(asked, (list, tuple)) else [asked]
    outputs = [
        _spread(one.component_id_str(), {"property": one.component_property}, page)
        for one in declared
    ]
    inputs, state = (
        [
            _spread(one["id"], {"property": one["property"], "value": views[one["property"]]}, page)
            for one in callback[name]
        ]
        for name in ("inputs", "state")
    )
    if None in (*inputs, *state, *outputs):
        return None
    first = inputs[0][0] if isinstance(inputs[0], list) else inputs[0]
    name = first["id"]
    if isinstance(name, dict):
        name = json.dumps(name, sort_keys=True, separators=(",", ":"))
    return {
        "output": output,
        "outputs": outputs if isinstance(asked, (list, tuple)) else outputs[0],
        "inputs": inputs,
        "state": state,
        "changedPropIds": [f"{name}.{first['property']}"],
    }


def _spread(name: str, rest: dict[str, Any], page: Any) -> Any:
    """One for a plain id, one for MATCH (or None), a list for ALL."""
    if not name.startswith("{"):
        return {"id": name, **rest}
    ident = json.loads(name)
    (wild,) = (key for key, value in ident.items() if isinstance(value, list))
    values = (
        [one for one in page.exhibits if _has(one, ident)] if wild == "exhibit" else page.filters
    )
    ones = [{"id": {**ident, wild: value}, **rest} for value in values]
    return ones if ident[wild] == ["ALL"] else next(iter(ones), None)


def _has(exhibit: str, ident: dict[str, Any]) -> bool:
    """Whether an exhibit's card has a part: it shows a chart or words of its own."""
    has_face = FACES[exhibit]
    return {"figure": not has_face, "view": not has_face, "face": has_face, "face-view": has_face,
            "grid": False}.get(ident["part"], True)  # fmt: skip
