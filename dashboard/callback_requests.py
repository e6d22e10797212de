"""Requests to Dash's callback address that none of our pages sends are refused.

Dash trusts the body of a request: what is missing or of another kind is an exception somewhere
inside it. Here a request is held against the callback that it names, before Dash reads it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from dash import Dash
from flask import abort, request

ADDRESS = "/_dash-update-component"
MOST_IDS = 1_000
WILDCARDS = ("ALL", "MATCH")
NOT_OURS = "No page of this dashboard sends such a request."

_SURROGATE = re.compile("[\ud800-\udfff]")


class NotOursError(ValueError):
    """A request that none of our pages sends."""


def check_callback_requests(app: Dash, known: Mapping[str, frozenset[str]]) -> None:
    """Refuse malformed requests with 400.

    `known` gives what may stand in an id with wildcards: {"exhibit": the exhibits' ids, …}.
    """

    @app.server.before_request
    def check() -> None:
        if request.endpoint != ADDRESS or request.method != "POST":
            return
        try:
            body = request.get_json()
            check_body(body, app.callback_map, known)
        except (NotOursError, RecursionError):
            abort(400, NOT_OURS)


def check_body(
    body: Any, callbacks: Mapping[str, Mapping[str, Any]], known: Mapping[str, frozenset[str]]
) -> None:
    """Raise NotOursError unless a body is one that the callback it names can be called with."""
    _require(isinstance(body, dict) and isinstance(body.get("output"), str))
    callback = callbacks.get(body["output"])
    _require(callback is not None and "callback" in callback)
    assert callback is not None
    _require(not _SURROGATE.search(json.dumps(body, ensure_ascii=False)))
    sent = []
    for name in ("inputs", "state"):
        declared, given = callback[name], body.get(name, [])
        _require(isinstance(given, list) and len(given) == len(declared))
        for spec, one in zip(declared, given, strict=True):
            spec_id, prop = _read_id(spec["id"]), spec["property"]
            sent += _check(spec_id, prop, one, known, _check_value)
    outputs = callback["output"]
    several = isinstance(outputs, (list, tuple))
    given = body.get("outputs")
    given = given if several else [given]
    _require(isinstance(given, list) and len(given) == len(outputs if several else [outputs]))
    for output, one in zip(outputs if several else [outputs], given, strict=True):
        prop = output.component_property
        _check(_read_id(output.component_id_str()), prop, one, known, None)
    changed = body.get("changedPropIds", [])
    _require(isinstance(changed, list) and len(changed) <= MOST_IDS)
    _require(all(isinstance(one, str) and one in sent for one in changed))


def check_cards(outputs: list[Any], states: list[Any]) -> None:
    """Refuse with 400 unless the outputs and states of `show_answers` are those of whole cards.

    Each exhibit asked for has all parts of its card, each control its value and its options.
    """
    parts: dict[str, list[str]] = {}
    for group in [*outputs, *states]:
        for one in group if isinstance(group, list) else ():
            kind, name = _kind_and_name(one["id"])
            parts.setdefault(f"{kind}.{one['property'].partition('@')[0]}", []).append(name)
    exhibits, controls = parts.get("detail.children", []), parts.get("control.value", [])
    # The value of a control is asked for and given.
    half = len(controls) // 2
    whole = (
        len(set(exhibits)) == len(exhibits)
        and parts.get("sentence.children", []) == parts.get("basis.children", []) == exhibits
        and {*parts.get("figure.figure", []), *parts.get("face.children", [])} == set(exhibits)
        and set(parts.get("grid.rowData", [])) <= set(exhibits)
        and set(parts.get("view.value", []) + parts.get("face-view.value", [])) == set(exhibits)
        and controls[:half] == controls[half:] == parts.get("control.options", [])
    )
    if not whole:
        abort(400, NOT_OURS)


def _kind_and_name(ident: dict[str, str]) -> tuple[str, str]:
    """Which part of which exhibit's card, or which control."""
    if "exhibit" in ident:
        return ident["part"], ident["exhibit"]
    ((kind, name),) = ident.items()
    return kind, name


def _check(
    spec: str | dict,
    prop: str,
    given: Any,
    known: Mapping[str, frozenset[str]],
    check_value: Callable[[str | dict, str, Any], None] | None,
) -> list[str]:
    """Check one input, state or output, which is a list where its id says ALL."""
    if isinstance(spec, dict) and ["ALL"] in spec.values():
        _require(isinstance(given, list) and len(given) <= MOST_IDS)
        ones = given
    else:
        ones = [given]
    found = []
    for one in ones:
        _require(isinstance(one, dict) and isinstance(one.get("property"), str))
        # Dash marks an output that several callbacks have with @ and a digest.
        _require(one["property"].partition("@")[0] == prop.partition("@")[0])
        _check_id(spec, one.get("id"), known)
        if check_value:
            check_value(spec, prop, one.get("value"))
        found.append(f"{_id_text(one['id'])}.{prop}")
    return found


def _check_id(spec: str | dict, given: Any, known: Mapping[str, frozenset[str]]) -> None:
    if isinstance(spec, str):
        _require(given == spec)
        return
    _require(isinstance(given, dict) and set(given) == set(spec))
    for key, value in spec.items():
        one = given[key]
        wild = isinstance(value, list) and value[0] in WILDCARDS
        _require(isinstance(one, str) and (one in known.get(key, ()) if wild else one == value))


def _check_value(spec: str | dict, prop: str, value: Any) -> None:
    if prop == "data":
        _require(value is None or isinstance(value, dict))
    else:
        # Controls of the selection, which have ids with wildcards, can hold several values.
        several = isinstance(value, list) and isinstance(spec, dict)
        _require(
            all(one is None or isinstance(one, str) for one in (value if several else [value]))
        )


def _read_id(text: str) -> str | dict:
    return json.loads(text) if text.startswith("{") else text


def _id_text(one: str | dict) -> str:
    """An id as Dash writes it."""
    return one if isinstance(one, str) else json.dumps(one, sort_keys=True, separators=(",", ":"))


def _require(condition: object) -> None:
    if not condition:
        raise NotOursError
