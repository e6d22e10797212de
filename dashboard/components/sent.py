"""What a page has been sent, so that a filter change sends only what differs.

Every value sent has a mark, kept in the page itself. Dash drops the answer to an older request
when a newer one is under way, so the marks a request brings are those of what its page shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from zlib import crc32

from dash import no_update


class Sent:
    """Marks of what the page shows (`known`) and of what it will show (`marks`).

    `values` are what its controls held when it was shown.
    """

    def __init__(self, shown: Mapping[str, Any] | None, path: str) -> None:
        """`shown` is what the page kept; another page starts with nothing."""
        here = shown if shown and shown.get("path") == path else {}
        marks, values = here.get("marks"), here.get("values")
        self.known: Mapping[str, int] = marks if isinstance(marks, dict) else {}
        self.values: Mapping[str, Any] = values if isinstance(values, dict) else {}
        self.marks: dict[str, int] = {}

    def once(self, name: str, value: Any) -> Any:
        """The value, or no_update when the page shows it already."""
        return self.made_from(name, repr(value), lambda: value)

    def made_from(self, name: str, origin: str, make: Callable[[], Any]) -> Any:
        """A value that follows from `origin`, made only when the page has not got it."""
        self.marks[name] = crc32(origin.encode())
        return no_update if self.known.get(name) == self.marks[name] else make()

    def control(self, key: str, value: Any, held: Any) -> Any:
        """The value for a control that holds another, or no_update.

        Where both differ from what the page shows, the reader has chosen anew since the address
        was written: that choice is on its way, and would be lost.
        """
        before = self.values.get(key, held)
        return no_update if value == held or before not in (held, value) else value
