"""Parts of a page that no callback touches, drawn as one component each.

The browser looks at every Dash component at each step of a change, and takes a step more for every
new one. A page has hundreds that are no more than words and marks, so these travel as a tree of
plain elements (`assets/still.js` draws it) and count as one.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from dash import dcc
from dash.development.base_component import Component

from dashboard.components import ids

HTML = "dash_html_components"
# What callbacks name, or read presses of.
LIVE = frozenset(value for name, value in vars(ids).items() if name.isupper())


class Still(Component):
    """A tree of plain elements: [tag, attributes, child, …], where a child is a tree or text.

    The tag is empty for parts that stand side by side, and `Link` for a link that changes the page
    without loading it anew.
    """

    _namespace = "dashboard"
    _type = "Still"
    # As Dash wants it, of the class.
    _children_props: list[str] = []  # noqa: RUF012
    _base_nodes: list[str] = []  # noqa: RUF012
    _prop_names: list[str] = ["tree"]  # noqa: RUF012
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_properties: list[str] = ["tree"]  # noqa: RUF012
    available_wildcard_properties: list[str] = []  # noqa: RUF012

    def __init__(self, tree: list[Any]) -> None:
        super().__init__(tree=tree)


def still(part: Any) -> Any:
    """`part`, a component, text or a list of them, with whatever no callback touches made still.

    Components that callbacks touch stay, and so does what holds them.
    """
    if isinstance(part, (list, tuple)):
        return _still_list(part)
    if not isinstance(part, Component):
        return part
    tree = _tree(part)
    if tree is not None:
        return Still(tree)
    if part._namespace == HTML and getattr(part, "children", None) is not None:
        part.children = still(part.children)
    return part


def _still_list(parts: Iterable[Any]) -> list[Any]:
    """Neighbours that are still become one."""
    found: list[Any] = []
    for part in parts:
        tree = _tree(part)
        if tree is None:
            found.append(still(part))
        elif found and isinstance(found[-1], Still):
            found[-1].tree.append(tree)  # type: ignore[attr-defined]
        else:
            found.append(Still(["", {}, tree]))
    return found


def _tree(part: Any) -> Any:
    """The elements of a component, text as it is; None if a callback touches any of it."""
    if part is None:
        return ""
    if not isinstance(part, Component):
        return part
    link = isinstance(part, dcc.Link)
    if part._namespace != HTML and not link:
        return None
    attributes = part.to_plotly_json()["props"]
    ident = attributes.get("id")
    if ident in LIVE if isinstance(ident, str) else ident is not None:
        return None
    inside = attributes.pop("children", None)
    tree = ["Link" if link else part._type.lower(), attributes]
    for one in inside if isinstance(inside, (list, tuple)) else [inside]:
        child = _tree(one)
        if child is None:
            return None
        if child != "":
            tree.append(child)
    return tree
