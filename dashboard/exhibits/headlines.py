"""Headlines: the year's key figures beside those of the year before, and what changed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from dashboard.charts.rows import rows_figure
from dashboard.charts.theme import Figure
from dashboard.components.headline import change_list, headline_cards
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits.headlines_changes import (
    ALSO,
    NO_FIGURE,
    NOT_COMPARED,
    WITHIN,
    Change,
    changes,
)
from dashboard.exhibits.headlines_figures import (
    PART,
    THEME,
    Headline,
    Statement,
    chosen_rounds,
    counts_of,
    described,
    headlines,
    statements,
)
from dashboard.exhibits.headlines_words import HEADLINES, small_labels, year_before
from dashboard.vocabulary import sentence_case
from dashboard.wording import counted, listed, lower_first

# Fewer headlines than this are named one by one.
FEW = 4
FIGURE_COLUMNS = (
    "headline",
    "counts",
    "financial_year",
    "figure",
    "value",
    "unit",
    "published_wording",
    "covers",
    "year_before",
    "sources_differ",
    "source",
    "note",
    "source_address",
    "basis",
)
CHANGE_COLUMNS = (
    "topic",
    "sentence",
    "verdict",
    "counts",
    "financial_year",
    "figure",
    "published_wording",
    "source",
    "note",
    "source_address",
    "basis",
)
METHOD_SAME = (
    "Each row is what one document says. Where documents differ every figure is shown, the one "
    "that most of them give first. Two figures differ when not both can be right: 649 is not over "
    "700. A less exact form of a figure (over 26 beside 26.5) is left to the table."
)
METHOD_YEARS = (
    "A figure belongs to the financial year that its source states. A poll belongs to the year of "
    "its month: the latest of the year is shown, with the same month a year earlier beside it or, "
    "where that is not published, the latest of the year before. The LGA’s reports on a basket of "
    "indicators, published in May, belong to the year that ended in March. Figures of calendar "
    "years, and polls whose month is not stated, belong to no year and are on the Opinion page. "
    "Nothing is estimated, or carried over from another year."
)
METHOD_HEDGES = (
    "Over, at least and up to leave one side open. About and almost are read as within a tenth of "
    "the figure, and almost as below it. A figure is called higher or lower only where every "
    "reading of both years agrees; polls only where the difference is larger than the margin of "
    "error (95%, samples of about 1,000)."
)


def figures(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """Rows of documents with the figures they come to, and a row for a headline with none."""
    stated = chosen_rounds(statements(frame))
    found = headlines(stated)
    beside = {one.name: _before_words(one) for one in found if one.before}
    differ = {row for one in counts_of(stated) if one.differ for row in one.rows}
    rows = [
        row
        | {
            "year_before": beside.get(row["headline_name"]) if row["selected"] else None,
            "sources_differ": row["row"] in differ,
        }
        for row in described(stated)
    ]
    rows += [
        {
            "headline": one.label,
            "headline_name": one.name,
            "financial_year": view.year,
            "figure": f"No figure published for {view.year}",
            "year_before": beside.get(one.name),
            "position": position,
            "selected": True,
        }
        for position, one in enumerate(found, start=1)
        if not one.now
    ]
    # The year in hand stands before the year before.
    rows.sort(key=lambda row: (row["position"], not row["selected"]))
    columns = [*dict.fromkeys([*frame.columns, "headline_name", *FIGURE_COLUMNS])]
    return pd.DataFrame(rows, columns=columns, dtype=object).astype({"value": float})


def _before_words(one: Headline) -> str:
    part = {PART: " so far in the year"}
    return listed(
        [f"{then.dated} ({then.words}){part.get(then.covers, '')}" for then in one.before]
    )


def _figures_sentence(frame: pd.DataFrame, view: View) -> str:
    found = headlines(statements(frame))
    year, before = view.year, year_before(view.year)
    held = [one for one in found if one.now]
    partly = [one.name for one in held if not one.whole()]
    differ = [one.name for one in held if one.differ]
    beside = [one.name for one in found if one.before]
    if not held:
        none = f"No headline figure is published for {year}."
        return f"{none} {_year_before_words(before, beside)}"
    number = f"All {len(found)}" if len(held) == len(found) else f"{len(held)} of the {len(found)}"
    verb = "is" if len(held) == 1 else "are"
    parts = [f"{number} headline figures {verb} published for {year}."]
    if partly:
        parts.append(f"Only a part of the year is covered for {small_labels(partly)}.")
    if differ:
        parts.append(f"Sources differ on {small_labels(differ)}, so each figure is shown.")
    parts.append(_year_before_words(before, beside))
    return " ".join(parts)


def _year_before_words(before: str, beside: list[str]) -> str:
    if not beside:
        return f"None is published for the year before, {before}."
    which = f"{len(beside)} of them"
    if len(beside) == len(HEADLINES):
        which = "each of them"
    elif len(beside) < FEW:
        which = f"{small_labels(beside)}{' only' if len(beside) == 1 else ''}"
    return f"The year before, {before}, has a figure for {which}."


def _figures_face(frame: pd.DataFrame, view: View) -> Any:
    return headline_cards(headlines(statements(frame)), view.year)


def _figures_chart(frame: pd.DataFrame, view: View) -> Figure:
    columns = ("headline", "figure", "counts", "financial_year", "source")
    words = ("Headline", "Figure", "What it counts", "Year", "Source")
    return rows_figure(frame.drop_duplicates(list(columns[:4])), columns, words)


def what_changed(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    """A row for each figure behind a sentence; one row where there is no figure."""
    stated = chosen_rounds(statements(frame))
    by_place = {row["row"]: row for row in described(stated)}
    rows = [row for change in changes(stated, view.year) for row in _rows(change, by_place)]
    return pd.DataFrame(rows, columns=[*CHANGE_COLUMNS], dtype=object)


def _rows(change: Change, by_place: Mapping[int, Statement]) -> list[dict[str, Any]]:
    words = {"topic": change.topic, "sentence": change.sentence, "verdict": change.verdict}
    places = dict.fromkeys(place for one in change.counts for place in one.rows)
    return [words | by_place[place] for place in places] or [words]


def _sentences(frame: pd.DataFrame) -> list[Change]:
    names = ["topic", "sentence", "verdict"]
    found = zip(*(frame[name] for name in names), strict=True)
    return [Change(*words) for words in dict.fromkeys(found)]


def _changes_sentence(frame: pd.DataFrame, view: View) -> str:
    before = year_before(view.year)
    by_verdict: dict[str, list[str]] = {}
    for change in _sentences(frame):
        if change.verdict not in (ALSO, NO_FIGURE, NOT_COMPARED):
            by_verdict.setdefault(change.verdict, []).append(lower_first(change.topic))
    if not by_verdict:
        return f"No figure published for {view.year} can be compared with one for {before}."
    known = {
        "higher": "higher",
        "lower": "lower",
        "same": "the same",
        WITHIN: "within the margin of error",
        "mixed": "mixed",
        "cannot tell": "cannot tell",
    }
    parts = [
        f"{words}: {listed(by_verdict[kind])}"
        for kind, words in known.items()
        if kind in by_verdict
    ]
    number = sum(map(len, by_verdict.values()))
    lead = f"{counted(number, 'figure')} can be set beside {before}."
    return f"{lead} {sentence_case('; '.join(parts))}."


HEADLINE_FIGURES = Exhibit(
    id="headline-figures",
    question="What are the headlines of the year?",
    theme=THEME,
    keys=("year",),
    ahead="year",
    columns=FIGURE_COLUMNS,
    prepare=figures,
    sentence=_figures_sentence,
    chart=_figures_chart,
    face=_figures_face,
    sources=None,
    not_in_table=("source_address",),
    method=(METHOD_SAME, METHOD_YEARS),
)
WHAT_CHANGED = Exhibit(
    id="what-changed",
    question="What changed since the year before?",
    theme=THEME,
    keys=("year",),
    ahead="year",
    columns=CHANGE_COLUMNS,
    prepare=what_changed,
    sentence=_changes_sentence,
    chart=lambda frame, view: rows_figure(
        frame.drop_duplicates("sentence"), ("sentence", "verdict"), ("What changed", "In short")
    ),
    face=lambda frame, view: change_list(_sentences(frame)),
    sources=None,
    not_in_table=("source_address",),
    method=(METHOD_HEDGES, METHOD_YEARS, METHOD_SAME),
)
EXHIBITS = (HEADLINE_FIGURES, WHAT_CHANGED)
