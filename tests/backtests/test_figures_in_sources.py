"""Every figure of the five source documents is shown, or left out with a reason.

The documents are walked: each quotation is found in its text, each number of the text belongs to
a quotation, each figure is in the table and the exhibit that are named for it.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from dashboard.exhibit import Answer, answer
from dashboard.exhibits import catalogue
from dashboard.pages import site
from dashboard.selection import Selection
from dashboard.settings import ROOT
from dashboard.warehouse import Snapshot

FIGURES = pd.read_csv(ROOT / "data/published/figures_in_sources.csv", keep_default_na=False)
SHOWN = FIGURES[FIGURES["status"] == "shown"]
EXHIBITS = {exhibit.id: exhibit for exhibit in catalogue()}

# The five documents, by the start of their file's name.
DOCUMENTS = {
    "Councils save more than £100 million through LGA sector-led improvement": "000",
    "LGA sets out sector-led improvement offer": "001",
    "Sector-led improvement update, November 2017": "002",
    "Vast majority of councils say sector-led improvement is right approach": "003",
    "Sector-led improvement in 2016/17": "004",
}
WORDS = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|fou?rty|"
    "fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|millionth|billion|half|"
    "thirds?|quarters?"
)
NUMBER = re.compile(rf"\d+(?:,\d{{3}})*(?:\.\d+)?|\b(?:{WORDS})\b", re.IGNORECASE)
MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"

# Numbers that are no findings, and why.
NO_FINDINGS = {
    r"(?:20)?\d\d[/-]\d\d\b": "names a financial year",
    rf"(?:\d\d? )?(?:{MONTHS})[ -]\d{{4}}": "names a date",
    r"[Ss]ince 2011|by 2025|by 2020|Review 2019|between 2017 and 2019": "names a year",
    r"(?:last|past) 12 months|(?:last|next) (?:two|three) years": "names a length of time",
    r"first half of": "names a part of a year",
    r"based around four themes|grouped into three broad areas": "counts parts of the text",
    r"are two (?:examples of how|of the factors)": "counts parts of the text",
    r"third phase of": "an ordinal: which phase of a programme",
    r"21st century": "a title",
    r"24/7": "a manner of speaking",
    r"Page 3 of 23|\(£ millions\)1|1 Cost/savings": "a page number, a unit or a footnote's mark",
    r"(?:may|august)-2017\b": "part of an address",
    r"lgavslsrv01": "a broken link",
    r"(?:Mobile|Tel):? \d{5} \d{6}": "a telephone number",
}
# How documents and exhibits say what the data call a qualifier.
HEDGES = {
    "over": ("over", "more than", "in excess of"),
    "at least": ("at least",),
    "up to": ("up to",),
    "almost": ("almost", "nearly"),
    "just below": ("just below",),
    "about": (
        "about",
        "around",
        "approximately",
        "circa",
        "in the vicinity of",
        "out of",
        "two-thirds",
    ),
}


def plain(text: str) -> str:
    """The text with every run of white space as one space."""
    return re.sub(r"\s+", " ", text)


@pytest.fixture(scope="module")
def texts(shared: Path) -> dict[str, str]:
    """The text of each document, by its title."""
    folder = shared / "source-documents"
    found = {}
    for title, start in DOCUMENTS.items():
        (path,) = folder.glob(f"{start}_*.txt")
        found[title] = plain(path.read_text(encoding="utf-8"))
    return found


def test_the_documents_are_those_of_the_sources() -> None:
    assert set(FIGURES["source_title"]) == set(DOCUMENTS)


def test_every_quotation_is_in_its_document(texts: dict[str, str]) -> None:
    missing = [
        row.quote
        for row in FIGURES.itertuples()
        if row.quote not in texts[row.source_title] or row.figure not in row.quote
    ]
    assert missing == []


def test_every_number_is_listed_or_is_no_finding(texts: dict[str, str]) -> None:
    unlisted = {title: _unlisted(title, text) for title, text in texts.items()}
    assert unlisted == {title: [] for title in DOCUMENTS}


def _unlisted(title: str, text: str) -> list[str]:
    rows = FIGURES[FIGURES["source_title"] == title]
    spans = [match.span() for reason in NO_FINDINGS for match in re.finditer(reason, text)]
    for quote, figure in zip(rows["quote"], rows["figure"], strict=True):
        for match in re.finditer(re.escape(quote), text):
            begin = match.start()
            spans += [
                (begin + one.start(), begin + one.end())
                for one in re.finditer(re.escape(figure), quote)
            ]
    return [
        text[max(0, number.start() - 60) : number.end() + 40]
        for number in NUMBER.finditer(text)
        if not any(start <= number.start() and number.end() <= end for start, end in spans)
    ]


def test_the_list_of_no_findings_has_nothing_to_spare(texts: dict[str, str]) -> None:
    every = "\n".join(texts.values())
    assert [reason for reason in NO_FINDINGS if not re.search(reason, every)] == []


def test_the_walk_would_notice_a_figure_that_nobody_listed() -> None:
    title = next(iter(DOCUMENTS))
    assert _unlisted(title, "In 2019/20 it helped 57 councils.")
    assert _unlisted(title, "Two thirds of councils took part.")
    assert not _unlisted(title, "In 2019/20 it helped councils.")


def test_the_number_and_the_hedge_are_those_of_the_words() -> None:
    """`value` and `qualifier` say what `figure` says."""
    for row in FIGURES.itertuples():
        words = row.figure.lower()
        if row.unit != "rank":
            assert any(row.value == pytest.approx(number) for number in _numbers_in(words)), (
                f"{row.figure}: {row.value}"
            )
        if row.qualifier != "exact":
            around = plain(row.quote.lower())
            assert any(hedge in around for hedge in HEDGES[row.qualifier]), row.quote
        elif row.unit not in ("rank", "percent"):
            assert not any(
                words.startswith(hedge) for hedges in HEDGES.values() for hedge in hedges
            ), row.figure


SPELLED = {
    "no": 0,
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "fifteen": 15,
    "fourty-seven": 47,
    "ninety three": 93,
    "ninety five": 95,
    "ninety six": 96,
    "one millionth": 1_000_000,
    "one hundred": 100,
    "all": 100,
    "a third": 33,
    "two-thirds": 67,
    "eight out of ten": 80,
}


def _numbers_in(words: str) -> list[float]:
    """What the words may stand for, in the units of the data."""
    found = [float(text.replace(",", "")) for text in re.findall(r"\d[\d,]*(?:\.\d+)?", words)]
    found += [1000 * number for number in found if "billion" in words]
    found += [number / 1_000_000 for number in found if "£" in words]
    spelled = [number for text, number in SPELLED.items() if re.search(rf"\b{text}\b", words)]
    return found + [float(number) for number in spelled]


def _held(row: pd.Series, snapshot: Snapshot) -> pd.DataFrame:
    """The rows of the table named that the key finds, with the value and the source."""
    table = snapshot.table(row["held_in"]).merge(
        snapshot.table("sources")[["source", "title"]], on="source"
    )
    for part in row["held_key"].split("; "):
        column, _, value = part.partition("=")
        table = table[table[column].astype("str") == value]
    table = table[(table[row["held_column"]] - row["value"]).abs() < 1e-9]
    return table[table["title"] == row["source_title"]]


def test_every_figure_shown_is_in_the_table_named(snapshot: Snapshot) -> None:
    wrong = []
    for row in SHOWN.to_dict("records"):
        held = _held(row, snapshot)
        if "qualifier" in held and row["held_column"] not in ("number_of_indicators",):
            held = held[held["qualifier"] == row["qualifier"]]
        if len(held) != 1:
            wrong.append((row["held_in"], row["held_key"], row["value"], len(held)))
    assert wrong == []


def test_every_exhibit_named_is_on_a_page() -> None:
    on_pages = {name for page in site() for name in page.exhibits}
    assert sorted(set(SHOWN["exhibit"]) - on_pages) == []


@cache
def _answers(exhibit: str, selection: str, snapshot: Snapshot) -> Answer:
    chosen, problems = Selection.parse(selection, snapshot.vocabulary)
    assert problems == []
    return answer(EXHIBITS[exhibit], chosen, snapshot)


def _written(value: float, unit: str) -> re.Pattern[str]:
    """How an exhibit writes the figure in words."""
    forms = [f"{value:,.10g}"]
    if unit == "gbp_million":
        forms += [f"£{value / 1000:g} billion"]
    return re.compile(rf"(?<![\d.,])(?:{'|'.join(map(re.escape, forms))})(?![\d,]|\.\d)")


def _shows(row: dict, found: Answer) -> bool:
    """Whether some row of the answer, or its words, give the figure with its hedge."""
    frame = found.table
    numbers = frame.select_dtypes("number")
    hit = ((numbers - row["value"]).abs() < 1e-6).any(axis="columns")
    texts = frame.map(str).agg(" ".join, axis="columns") if len(frame) else pd.Series()
    written = _written(row["value"], row["unit"])
    hedges = HEDGES.get(row["qualifier"], ("",))
    said = [
        (bool(number) or bool(written.search(text)))
        and any(hedge in text.lower() for hedge in hedges)
        for number, text in zip(hit, texts, strict=True)
    ]
    words = " ".join([found.sentence, *found.exhibit.notes, *found.exhibit.method])
    return any(said) or any(
        hedge in words.lower() and written.search(words) is not None for hedge in hedges
    )


@pytest.mark.parametrize("exhibit", sorted(set(SHOWN["exhibit"])))
def test_every_figure_shown_is_in_the_exhibit_named(exhibit: str, snapshot: Snapshot) -> None:
    if exhibit not in EXHIBITS:
        pytest.fail(f"There is no exhibit {exhibit}")
    rows = SHOWN[SHOWN["exhibit"] == exhibit].to_dict("records")
    missing = [
        (row["figure"], row["quote"], row["selection"])
        for row in rows
        if not _shows(row, _answers(exhibit, row["selection"], snapshot))
    ]
    assert missing == []


@pytest.mark.parametrize(
    ("exhibit", "selection", "value", "qualifier", "shown"),
    [
        ("headline-figures", "year=2016-17", 119, "exact", True),
        ("headline-figures", "year=2016-17", 120.5, "exact", False),
        ("headline-figures", "year=2016-17", 700, "over", True),
        ("savings-claims", "", 12345, "exact", False),
        ("published-and-computed", "", 73, "exact", False),
    ],
)
def test_a_figure_that_an_exhibit_does_not_show_is_noticed(
    exhibit: str, selection: str, value: float, qualifier: str, shown: bool, snapshot: Snapshot
) -> None:
    row = {"value": value, "qualifier": qualifier, "unit": "count"}
    assert _shows(row, _answers(exhibit, selection, snapshot)) is shown
