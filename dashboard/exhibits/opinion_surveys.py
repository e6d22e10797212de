"""Opinion: what leaders say of the offer, and what those who took part say."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.statements import statement_bars
from dashboard.charts.theme import Figure, empty_figure
from dashboard.components.opinion import answers_by_group
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits.opinion_words import (
    LEADERS,
    METHOD_SAME,
    NONE_HELD,
    NOTE_NO_SAMPLE,
    OTHERS,
    PARTICIPANTS,
    THEME,
    hedged,
    joined,
    spelled,
)
from dashboard.records import records
from dashboard.wording import counted, listed, lower_first

ANSWER_COLUMNS = (
    "survey_year",
    "audience",
    "statement",
    "percent",
    "published_wording",
    "source_count",
    "source",
    "note",
    "source_address",
    "basis",
)


def add_differing(frame: pd.DataFrame) -> pd.DataFrame:
    """Mark answers of one survey, audience and statement for which sources give two figures."""
    same = frame.groupby(["statement", "survey_year", "audience"])["percent"]
    return frame.assign(sources_differ=same.transform("size") > 1)


def _leaders(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    frame = add_differing(frame)
    frame = frame.assign(
        audience=[LEADERS.get(name, spelled(name.replace("_", " "))) for name in frame["audience"]],
        statement=[spelled(text) for text in frame["statement"]],
    )
    surveys = frame.groupby("statement")["survey_year"].transform("nunique")
    order = frame.assign(surveys=surveys).sort_values(
        ["surveys", "statement", "survey_year", "audience", "source_count"],
        ascending=[False, True, False, False, False],
        kind="stable",
    )
    return order.drop(columns="surveys").reset_index(drop=True)


def _leaders_sentence(frame: pd.DataFrame, view: View) -> str:
    if frame.empty:
        return NONE_HELD
    first = frame["statement"].iloc[0]
    rows = frame[frame["statement"] == first]
    newest = rows[rows["survey_year"] == rows["survey_year"].iloc[0]]
    said = [
        f"{hedged(row.percent, row.published_wording)} of {lower_first(row.audience)}"
        for row in newest.itertuples()
    ]
    lowest = rows[rows["percent"] == rows["percent"].min()]
    low = [f"{row.survey_year}, {lower_first(row.audience)}" for row in lowest.itertuples()]
    parts = [
        f"In the newest survey, {newest['survey_year'].iloc[0]}, {listed(said)} said that "
        f"{lower_first(first)}. The lowest share was "
        f"{hedged(lowest['percent'].iloc[0], lowest['published_wording'].iloc[0])} "
        f"({joined(low)})."
    ]
    differ = rows[rows["sources_differ"]]
    if len(differ):
        each = [
            f"{year} ({listed(_figures(part), 'or')})"
            for (year, _), part in differ.groupby(["survey_year", "audience"], sort=False)
        ]
        parts.append(f"Sources differ for {listed(each)}: both are shown.")
    return " ".join(parts)


def _figures(part: pd.DataFrame) -> list[str]:
    return [hedged(row.percent, row.published_wording) for row in part.itertuples()]


def _leaders_chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_figure(NONE_HELD, 240)
    newest = frame.groupby("statement")["survey_year"].transform("max")
    return statement_bars(
        frame.assign(
            label=_labels(frame),
            figure=[_answer(row) for row in records(frame)],
            is_level=~frame["is_increase"],
            newest=frame["survey_year"].eq(newest),
            hover=[
                f"<b>{row['survey_year']}, {lower_first(row['audience'])}</b><br>{_answer(row)}"
                f"<br>{counted(row['source_count'], 'source')}"
                for row in records(frame)
            ],
        )
    )


def _labels(frame: pd.DataFrame) -> list[str]:
    """Year and audience; the second of two figures for the same answer is of another source."""
    again = frame.duplicated(["statement", "survey_year", "audience"])
    return [
        f"{row.survey_year}, {'another source' if second else lower_first(row.audience)}"
        for row, second in zip(frame.itertuples(), again, strict=True)
    ]


def _answer(row: dict) -> str:
    figure = hedged(row["percent"], row["published_wording"])
    return f"up {figure}" if row["is_increase"] else figure


def _participants(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    named = [
        PARTICIPANTS.get(one, (spelled(one.replace("_", " ")), OTHERS)) for one in frame["audience"]
    ]
    groups = list(dict.fromkeys(group for _, group in PARTICIPANTS.values()))
    frame = frame.assign(
        audience=[who for who, _ in named],
        group=[group for _, group in named],
        statement=[spelled(text) for text in frame["statement"]],
    )
    return frame.sort_values(
        "group",
        key=lambda names: names.map(lambda n: groups.index(n) if n in groups else len(groups)),
        kind="stable",
        ignore_index=True,
    )


def _participants_sentence(frame: pd.DataFrame, view: View) -> str:
    if frame.empty:
        return NONE_HELD
    low = frame["percent"].min()
    lowest = frame[frame["percent"] == low]
    full = int((frame["percent"] == 100).sum())
    what = listed(
        [f"“{lower_first(row.statement)}” ({row.survey_year})" for row in lowest.itertuples()]
    )
    return (
        f"{counted(len(frame), 'published result').capitalize()} from {len(set(frame['group']))} "
        f"kinds of participant: {full} of them 100%. "
        f"The lowest is {hedged(low, lowest['published_wording'].iloc[0])}, {what}. "
        "Those who answer may differ from those who do not."
    )


def _participants_chart(frame: pd.DataFrame, view: View) -> Figure:
    """The picture of what the page shows as a list."""
    if frame.empty:
        return empty_figure(NONE_HELD, 240)
    rows = records(frame)
    return statement_bars(
        frame.assign(
            label=[
                f"{r['statement']} ({lower_first(r['audience'])}, {r['survey_year']})" for r in rows
            ],
            statement=frame["group"],
            figure=[hedged(r["percent"], r["published_wording"]) for r in rows],
            is_level=True,
            newest=True,
            hover="",
        )
    )


LEADERS_PERCEPTIONS = Exhibit(
    id="leaders-perceptions",
    question="What do leaders and chief executives think of the offer?",
    theme=THEME,
    keys=(),
    columns=ANSWER_COLUMNS,
    prepare=_leaders,
    sentence=_leaders_sentence,
    chart=_leaders_chart,
    method=(
        "Figures are those that documents publish, in their own words: over, almost or about a "
        "share is shown so. The newest survey of each statement is in blue. An arrow at the end "
        "of a bar means more than this share, a stroke about this share.",
        METHOD_SAME,
    ),
    notes=(
        NOTE_NO_SAMPLE,
        "Surveys differ in whom they ask and how, and some sources give a calendar year and some "
        "a financial year: years are written as the source has them, and years without a survey "
        "have no figure.",
    ),
    sources="leaders-perceptions-sources",
    height=900,
    not_in_table=("source_address", "basis"),
)

PARTICIPANT_FEEDBACK = Exhibit(
    id="participant-feedback",
    question="What do those who took part say?",
    theme=THEME,
    keys=(),
    columns=("group", *ANSWER_COLUMNS),
    prepare=_participants,
    sentence=_participants_sentence,
    chart=_participants_chart,
    face=answers_by_group,
    method=(
        "Figures are those that documents publish, in their own words: over, almost or about a "
        "share is shown so.",
        METHOD_SAME,
    ),
    notes=(NOTE_NO_SAMPLE,),
    sources="participant-feedback-sources",
    not_in_table=("source_address", "basis"),
)

EXHIBITS = (LEADERS_PERCEPTIONS, PARTICIPANT_FEEDBACK)
