"""What a page has been sent, so that a filter change sends only what differs.

Every value sent has a mark, kept in the page itself. The page drops the answer to an older request
when it has sent a newer one (`assets/answers.js`), so the marks a request brings are those of what
its page shows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from zlib import crc32

from dash import no_update


class Sent:
    """Marks of what the page shows (`known`) and of what it will show (`marks`).

    `values` are what its controls held when it was shown, `written` what they held when they wrote
    the address that is asked for (empty where a link, Back or a chart wrote it).
    """

    def __init__(
        self, shown: Mapping[str, Any] | None, path: str, written: Mapping[str, Any] | None = None
    ) -> None:
        """`shown` is what the page kept; another page starts with nothing."""
        here = shown if shown and shown.get("path") == path else {}
        marks, values = here.get("marks"), here.get("values")
        self.known: Mapping[str, int] = marks if isinstance(marks, dict) else {}
        self.values: Mapping[str, Any] = values if isinstance(values, dict) else {}
        self.written = written or {}
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

        Where the reader has chosen anew since the address was written, that choice is on its way,
        and would be lost.
        """
        if key in self.written:
            anew = held != self.written[key]
        else:
            anew = self.values.get(key, held) not in (held, value)
        return no_update if anew or value == held else value


def values_of(written: Mapping[str, Any] | None, search: str | None) -> Mapping[str, Any]:
    """What the controls held when they wrote an address, if they did write it."""
    values = written.get("values") if written and written.get("search") == search else None
    return values if isinstance(values, dict) else {}
