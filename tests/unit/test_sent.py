"""What a request is answered with, by what its page shows already."""

from __future__ import annotations

from typing import Any

import pytest
from dash import no_update

from dashboard.components.sent import Sent


@pytest.mark.parametrize(
    ("shown", "held", "address", "expected"),
    [
        # The reader chose b and the address follows.
        ("a", "b", "b", no_update),
        # Back, a link or a click in a chart: the control follows the address.
        ("a", "a", "b", "b"),
        # Back, before b was shown.
        ("a", "b", "a", "a"),
        # The reader chose b and then, before that was asked, c: the last choice stays.
        ("a", "c", "b", no_update),
        # Nothing has been shown yet.
        (None, "a", "b", "b"),
    ],
)
def test_a_control_follows_the_address_unless_the_reader_has_chosen_anew(
    shown: str | None, held: str, address: str, expected: Any
) -> None:
    kept = {"path": "/take-up", "values": {"offer": shown} if shown else {}}
    assert Sent(kept, "/take-up").control("offer", address, held) is expected


def test_what_another_page_showed_counts_for_nothing() -> None:
    before = Sent(None, "/savings")
    assert before.once("links", "x") == "x"
    kept = {"path": "/savings", "values": {"offer": "a"}, "marks": before.marks}
    assert Sent(kept, "/savings").once("links", "x") is no_update
    sent = Sent(kept, "/take-up")
    assert sent.control("offer", "b", "c") == "b"
    assert sent.once("links", "x") == "x"
