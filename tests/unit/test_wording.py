"""Numbers as readers see them."""

import pytest

from dashboard.wording import counted, listed, lower_first, n_of_n, whole_percent


@pytest.mark.parametrize(
    ("value", "words"),
    [(51.79, "52%"), (47.5, "48%"), (2.5, "3%"), (0, "0%"), (0.3, "under 1%"), (float("nan"), "–")],
)
def test_percentages_are_whole_and_halves_go_up(value: float, words: str) -> None:
    assert whole_percent(value) == words


def test_lists_and_counts() -> None:
    assert listed(["a"]) == "a"
    assert listed(["a", "b", "c"]) == "a, b and c"
    assert listed(["a", "b"], "or") == "a or b"
    assert counted(1, "council") == "1 council"
    assert counted(0, "council") == "no councils"
    assert counted(1204, "council") == "1,204 councils"
    assert n_of_n(3, 7) == "3 of 7"


def test_names_and_acronyms_keep_their_capitals() -> None:
    assert lower_first("Peer challenge") == "peer challenge"
    assert lower_first("LG Inform") == "LG Inform"
    assert lower_first("One Public Estate") == "One Public Estate"
    assert lower_first("Focus on Leadership") == "Focus on Leadership"
    assert lower_first("Governance support from the Centre") == "governance support from the Centre"
