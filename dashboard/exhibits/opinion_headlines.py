"""Opinion in the headlines: the year's view of leaders, and residents' satisfaction."""

from __future__ import annotations

import pandas as pd
from dash.development.base_component import Component

from dashboard.charts.polling import poll_panels
from dashboard.charts.rows import rows_figure
from dashboard.charts.theme import Figure, empty_figure
from dashboard.components.opinion import surveys_by_year
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits.opinion import add_margins, month_names
from dashboard.exhibits.opinion_surveys import add_differing
from dashboard.exhibits.opinion_words import (
    LEADERS,
    METHOD_CHANGE,
    METHOD_MARGIN,
    METHOD_SAME,
    METHOD_SAMPLE,
    NONE_HELD,
    NOTE_NO_SAMPLE,
    QUESTIONS,
    THEME,
    hedged,
    points,
    when,
)
from dashboard.records import Row, records
from dashboard.statistics.polling import change_interval, margin
from dashboard.wording import listed, lower_first, whole_percent

SATISFACTION = "council_satisfaction"
HEIGHT = 210
# Narrow enough for the head of a column on a phone.
SHORT = {LEADERS["leaders_and_chief_executives"]: "Both together"}


def year_before(year: str) -> str:
    """The financial year before: `2015/16` for `2016/17`."""
    start = int(year[:4]) - 1
    return f"{start}/{(start + 1) % 100:02d}"


def _leaders(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    names = [LEADERS.get(name, name) for name in frame["audience"]]
    return add_differing(frame).assign(audience=names)


def _said(rows: list[Row]) -> str:
    """“93% of leaders and 90% of chief executives”, with what other sources say beside it."""
    shares: dict[str, list[str]] = {}
    for row in rows:
        share = hedged(row["percent"], row["published_wording"])
        shares.setdefault(row["audience"], []).append(share)
    parts = []
    for audience, (first, *others) in shares.items():
        other = f" (another source says {listed(others)})" if others else ""
        parts.append(f"{first} of {lower_first(audience)}{other}")
    return listed(parts)


def _leaders_sentence(frame: pd.DataFrame, view: View) -> str:
    surveys: dict[str, list[Row]] = {}
    for row in records(frame):
        surveys.setdefault(row["survey_year"], []).append(row)
    if not surveys:
        return NONE_HELD
    year = view.year
    mine = surveys.get(year)
    before = [one for one in surveys if one < year]
    after = [one for one in surveys if one > year]
    said = "said that LGA support has a positive impact on their authority"
    parts = [f"In {year}, {_said(mine)} {said}." if mine else f"No survey is of {year}."]
    if before:
        other = before[-1]
        name = "The year before" if other == year_before(year) else "The survey before"
    elif after:
        other, name = after[0], "The first survey after"
    else:
        return parts[0]
    # Without a survey of the year it has yet to be told what was asked.
    parts.append(f"{name}, {other}: {_said(surveys[other])}{'' if mine else f' {said}'}.")
    return " ".join(parts)


def survey_rows(frame: pd.DataFrame) -> pd.DataFrame:
    """One row for each survey, newest first, and a column for each audience: shares in words."""
    audiences = [name for name in LEADERS.values() if name in set(frame["audience"])]
    said: dict[str, dict[str, list[str]]] = {}
    selected = set()
    for row in records(frame):
        survey = said.setdefault(row["survey_year"], {name: [] for name in audiences})
        survey[row["audience"]].append(hedged(row["percent"], row["published_wording"]))
        if row["selected"]:
            selected.add(row["survey_year"])
    rows = [
        {
            "Survey": year,
            **{SHORT.get(name, name): " or ".join(words) or "–" for name, words in by_name.items()},
            "selected": year in selected,
        }
        for year, by_name in sorted(said.items(), reverse=True)
    ]
    return pd.DataFrame(rows)


def _leaders_face(frame: pd.DataFrame, view: View) -> Component:
    return surveys_by_year(survey_rows(frame) if len(frame) else frame)


def _leaders_chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_figure(NONE_HELD, HEIGHT)
    shown = survey_rows(frame).drop(columns="selected")
    return rows_figure(shown, list(shown), list(shown))


def _satisfaction(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    frame = add_margins(frame)
    figures = frame[frame["measure"] == "net_positive"]
    if figures.empty:
        return frame
    first = figures.iloc[0]
    low, high = change_interval(
        first["percent"], first["sample_size"], frame["percent"], frame["sample_size"]
    )
    later = (frame["measure"] == "net_positive") & (frame["round"] > first["round"])
    return frame.assign(
        asked=QUESTIONS[SATISFACTION].asked,
        change=(frame["percent"] - first["percent"]).where(later),
        change_low=pd.Series(low, frame.index).where(later),
        change_high=pd.Series(high, frame.index).where(later),
    )


def _satisfaction_sentence(frame: pd.DataFrame, view: View) -> str:
    rows = records(frame)
    figures = [row for row in rows if row["measure"] == "net_positive"]
    if not figures:
        return NONE_HELD
    year = view.year
    mine = [row for row in figures if row["financial_year"] == year]
    if not mine:
        return _without(rows, figures, year)
    now = mine[-1]
    rounds = f", the latest of {len(mine)} rounds with a figure in {year}" if len(mine) > 1 else ""
    give = points(float(margin(now["percent"], now["sample_size"])))
    parts = [
        f"{whole_percent(now['percent'])} of British adults were satisfied with the way their "
        f"council runs things in {when(now)}{rounds}, give or take {give}."
    ]
    if pd.notna(now["change"]):
        parts.append(f"{_change(now, figures[0])}.")
    parts.append(_year_before(rows, now, year_before(year)))
    return " ".join(part for part in parts if part)


def _change(now: Row, first: Row) -> str:
    """The change over the series, and whether it is larger than its margin."""
    start = f"{when(first)} ({whole_percent(first['percent'])})"
    if now["change"] == 0:
        return f"That is the same as in {start}, the first round"
    side = "above" if now["change"] > 0 else "below"
    larger = now["change_low"] > 0 or now["change_high"] < 0
    against = "more than" if larger else "within"
    return (
        f"That is {points(now['change'])} {side} {start}, the first round: {against} the margin "
        "of error"
    )


def _year_before(rows: list[Row], now: Row, year: str) -> str:
    earlier = [row for row in rows if row["financial_year"] == year]
    figures = [row for row in earlier if row["measure"] == "net_positive"]
    if figures:
        then = figures[-1]
        low, high = change_interval(
            then["percent"], then["sample_size"], now["percent"], now["sample_size"]
        )
        against = "larger than" if low > 0 or high < 0 else "within"
        if now["percent"] == then["percent"]:
            return f"The year before: {whole_percent(then['percent'])} ({when(then)}), the same."
        return (
            f"The year before: {whole_percent(then['percent'])} ({when(then)}), a change "
            f"{against} the margin of error."
        )
    if earlier:
        return f"The year before has only a bound: {_bound(earlier[-1])}."
    begun = any(_is_before(row, year) for row in rows)
    return f"No round of {year} has a figure." if begun else ""


def _is_before(row: Row, year: str) -> bool:
    """Whether a round is of an earlier year; of some only the number is known."""
    return isinstance(row["financial_year"], str) and row["financial_year"] < year


def _bound(row: Row) -> str:
    return f"over {whole_percent(row['percent'])} in {when(row)}"


def _without(rows: list[Row], figures: list[Row], year: str) -> str:
    """What to say of a year without a figure: its bound, and the nearest round with one."""
    bounds = [row for row in rows if row["financial_year"] == year]
    asked = "satisfied with the way their council runs things"
    said = f"No round of {year} has a figure."
    if bounds:
        said = f"No round of {year} has a figure, only a bound: {_bound(bounds[-1])}."
    earlier = [row for row in figures if _is_before(row, year)]
    if earlier:
        last = earlier[-1]
        near = f"The latest before it: {whole_percent(last['percent'])} of British adults {asked}"
        return f"{said} {near} in {when(last)}."
    first = figures[0]
    return (
        f"{said} The first round, in {when(first)}, found {whole_percent(first['percent'])} of "
        f"British adults {asked}."
    )


def _satisfaction_chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_figure(NONE_HELD, HEIGHT)
    # One shape for every round: there is no room for a legend that would explain more.
    plain = frame.assign(winter=False, dated=True)
    heading = QUESTIONS[SATISFACTION].heading
    return poll_panels(plain, [(SATISFACTION, heading)], month_names(frame), explained=False)


LEADERS_VIEW = Exhibit(
    id="leaders-view",
    question="Do leaders value the support?",
    theme=THEME,
    keys=("year",),
    ahead="year",
    columns=(
        "survey_year",
        "audience",
        "statement",
        "percent",
        "published_wording",
        "selected",
        "source_count",
        "source",
        "note",
        "source_address",
        "basis",
    ),
    prepare=_leaders,
    sentence=_leaders_sentence,
    chart=_leaders_chart,
    face=_leaders_face,
    method=(
        "Figures are those that documents publish, in their own words: over, almost or about a "
        "share is shown so.",
        METHOD_SAME,
    ),
    notes=(
        "A survey dated by a calendar year is not given to a financial year. Years without a "
        "survey have no figure: nothing is filled in.",
        NOTE_NO_SAMPLE,
    ),
    sources="leaders-view-sources",
    height=HEIGHT,
    table_height=320,
    not_in_table=("selected", "source_address", "basis"),
)

RESIDENT_SATISFACTION = Exhibit(
    id="resident-satisfaction",
    question="Are residents satisfied with their council?",
    theme=THEME,
    keys=("year",),
    ahead="year",
    columns=(
        "asked",
        "question",
        "financial_year",
        "field_month",
        "round",
        "bound",
        "percent",
        "interval_low",
        "interval_high",
        "sample_size",
        "sample_stated",
        "change",
        "change_low",
        "change_high",
        "selected",
        "source",
        "source_address",
        "basis",
    ),
    prepare=_satisfaction,
    sentence=_satisfaction_sentence,
    chart=_satisfaction_chart,
    method=(METHOD_SAMPLE, METHOD_MARGIN, METHOD_CHANGE, METHOD_SAME),
    notes=(
        "Rounds of the chosen year are in blue. A line joins a round only with the very next one; "
        "an arrow is a bound (“over 70%”), not a figure. A round whose month no source states "
        "belongs to no year.",
    ),
    sources="resident-satisfaction-sources",
    height=HEIGHT,
    table_height=320,
    not_in_table=("asked", "question", "sample_stated", "selected", "source_address", "basis"),
)

EXHIBITS = (LEADERS_VIEW, RESIDENT_SATISFACTION)
