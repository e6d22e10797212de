"""What the exhibits of one council's page share."""

from __future__ import annotations

from dashboard.exhibit import View

CHOOSE_ONE = "This shows one council at a time: choose one."


def chosen_council(view: View) -> str | None:
    """The short name of the one council chosen, or None where none or several are."""
    chosen = view.selection.council
    return view.label("council", chosen[0]) if len(chosen) == 1 else None
