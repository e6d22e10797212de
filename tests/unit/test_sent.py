"""What a request is answered with, by what its page shows already."""

from __future__ import annotations

from typing import Any

import pytest
from dash import no_update

from dashboard.components.sent import Sent, values_of


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


@pytest.mark.parametrize(
    ("shown", "wrote", "held", "address", "expected"),
    [
        ("a", "b", "b", "b", no_update),
        # The reader chose b and then, before that was asked, a again: a stays.
        ("a", "b", "a", "b", no_update),
        ("a", "b", "c", "b", no_update),
        # Another theme, which has no offer b.
        ("b", "b", "b", "a", "a"),
    ],
)
def test_a_control_that_wrote_the_address_is_set_only_if_it_is_as_it_was_then(
    shown: str, wrote: str, held: str, address: str, expected: Any
) -> None:
    kept = {"path": "/take-up", "values": {"offer": shown}}
    sent = Sent(kept, "/take-up", {"offer": wrote})
    assert sent.control("offer", address, held) is expected


def test_only_the_address_that_controls_wrote_is_theirs() -> None:
    written = {"search": "?offer=b", "values": {"offer": "b"}}
    assert values_of(written, "?offer=b") == {"offer": "b"}
    assert values_of(written, "?offer=c") == {}
    assert values_of(None, "?offer=b") == {}
    assert values_of({"search": None}, None) == {}


def test_what_another_page_showed_counts_for_nothing() -> None:
    before = Sent(None, "/savings")
    assert before.once("links", "x") == "x"
    kept = {"path": "/savings", "values": {"offer": "a"}, "marks": before.marks}
    assert Sent(kept, "/savings").once("links", "x") is no_update
    sent = Sent(kept, "/take-up")
    assert sent.control("offer", "b", "c") == "b"
    assert sent.once("links", "x") == "x"
