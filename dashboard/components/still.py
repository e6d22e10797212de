"""Parts of a page that no callback touches, drawn as one component each.

The browser looks at every Dash component at each step of a change, and takes a step more for every
new one. A page has hundreds that are no more than words, marks and boxes, so these travel as a tree
of plain elements (`assets/still.js` draws it) and count as one, with those that callbacks touch in
their places.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dash import dcc
from dash.development.base_component import Component

from dashboard.components import ids

HTML = "dash_html_components"
# What callbacks name, or read presses of.
LIVE = frozenset(value for name, value in vars(ids).items() if name.isupper())


class Still(Component):
    """A tree of plain elements: [tag, attributes, child, …].

    A child is a tree, text, or the place of a live component: {"place": 0} is the first of
    `children`. The tag is empty for parts that stand side by side, and `Link` for a link that
    changes the page without loading it anew.
    """

    _namespace = "dashboard"
    _type = "Still"
    # As Dash wants it, of the class.
    _children_props: list[str] = []  # noqa: RUF012
    _base_nodes: list[str] = ["children"]  # noqa: RUF012
    _prop_names: list[str] = ["children", "tree"]  # noqa: RUF012
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_properties: list[str] = ["children", "tree"]  # noqa: RUF012
    available_wildcard_properties: list[str] = []  # noqa: RUF012

    def __init__(self, tree: list[Any], children: Sequence[Component] = ()) -> None:
        given = {"children": list(children)} if children else {}
        super().__init__(tree=tree, **given)


def still(part: Any) -> Any:
    """`part`, a component, text or a list of them, with whatever no callback touches made still.

    A list stays one, and so does what is in it where callbacks touch each.
    """
    if isinstance(part, (list, tuple)):
        live: list[Component] = []
        trees = _trees(part, live)
        # Nothing is left to draw round components that are all live themselves.
        if all(isinstance(one, dict) for one in trees):
            return live
        return [Still(["", {}, *trees], live)]
    if not isinstance(part, Component):
        return part
    if _is_live(part):
        return _with_still_children(part)
    live = []
    return Still(_tree(part, live), live)


def _is_live(part: Component) -> bool:
    """Whether a callback touches a component, or it is more than a plain element."""
    if part._namespace != HTML and not isinstance(part, dcc.Link):
        return True
    ident = getattr(part, "id", None)
    return ident in LIVE if isinstance(ident, str) else ident is not None


def _with_still_children(part: Component) -> Component:
    if part._namespace == HTML and getattr(part, "children", None) is not None:
        part.children = still(part.children)
    return part


def _tree(part: Any, live: list[Component]) -> Any:
    """The elements of a component, text as it is. Live components are added to `live`."""
    if not isinstance(part, Component):
        return part
    if _is_live(part):
        live.append(_with_still_children(part))
        return {"place": len(live) - 1}
    attributes = part.to_plotly_json()["props"]
    inside = attributes.pop("children", None)
    tag = "Link" if isinstance(part, dcc.Link) else part._type.lower()
    return [tag, attributes, *_trees(inside, live)]


def _trees(inside: Any, live: list[Component]) -> list[Any]:
    parts = inside if isinstance(inside, (list, tuple)) else [inside]
    return [_tree(one, live) for one in parts if one is not None and one != ""]
