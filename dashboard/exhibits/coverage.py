"""Coverage: who is due a peer challenge, and whose control changed."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.status_squares import LOOKS, status_squares
from dashboard.charts.theme import Figure, empty_figure
from dashboard.charts.transitions import transition_bars
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits import coverage_words as words
from dashboard.exhibits.narrowing import without_filters
from dashboard.exhibits.take_up_words import selection_words
from dashboard.wording import listed, long_date

ENGLAND = "England"


def _in_call_order(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    rank = frame["status"].map({status: place for place, status in enumerate(LOOKS)})
    order = frame.assign(rank=rank).sort_values(["rank", "first_day", "council", "council_code"])
    calls = pd.Series(range(1, len(frame) + 1), order.index)
    return frame.assign(call_order=calls)


def _due_sentence(frame: pd.DataFrame, view: View) -> str:
    day = long_date(view.selection.as_at[0])
    if frame.empty:
        nothing = f"No council in being on {day} fits this selection."
        return f"{nothing} {_why_nothing(view, PEER_CHALLENGE_DUE, 'as_at')}".strip()
    if len(frame) == 1:
        return _one_council(frame.iloc[0], day)
    counts = frame["status"].value_counts().reindex(list(LOOKS), fill_value=0)
    where = selection_words(view)
    where = f"{len(frame):,} {'councils in England' if where == ENGLAND else where}"
    lapsed = counts["lapsed"]
    if lapsed:
        sentence = (
            f"Counted to {day}, {lapsed:,} of {where} {'has' if lapsed == 1 else 'have'} lapsed: "
            "the last recorded corporate or finance peer challenge was more than five years before"
            f"{_longest(frame)}."
        )
    else:
        sentence = f"Counted to {day}, none of {where} is known to have lapsed."
    due, recent, missing = counts["due"], counts["recent"], counts["no record found"]
    parts = [
        f"{due:,} {'is' if due == 1 else 'are'} due (four to five years)" if due else "",
        f"{recent:,} had one in the last four years" if recent else "",
        f"for {missing:,} no record was found" if missing else "",
    ]
    rest = listed([part for part in parts if part])
    sentence += f" {rest[:1].upper()}{rest[1:]}." if rest else ""
    return f"{sentence} No record is not the same as no challenge." if missing else sentence


def _longest(frame: pd.DataFrame) -> str:
    """The council longest without one, or those tied, for the end of a clause."""
    first = frame[frame["first_day"] == frame["first_day"].min()].sort_values("call_order")
    named = [f"{r.council} ({words.partial_date(r.last_challenge)})" for r in first.itertuples()]
    if len(named) > 3:
        named = [*named[:2], f"{len(named) - 2} more"]
    return f", the longest ago in {listed(named)}"


def _one_council(row: pd.Series, day: str) -> str:
    if row["status"] == "no record found":
        undated = " that has a date" if isinstance(row["note"], str) else ""
        return (
            f"No record{undated} was found of a corporate or finance peer challenge of "
            f"{row['council']} up to {day}. No record is not the same as no challenge."
        )
    return (
        f"The last recorded corporate or finance peer challenge of {row['council']} was in "
        f"{words.partial_date(row['last_challenge'])}, {row['years_since']:.1f} years before "
        f"{day}: {row['status']}."
    )


def _due_chart(frame: pd.DataFrame, view: View) -> Figure:
    return status_squares(frame) if len(frame) else empty_figure("No council to show.", 240)


def _change_sentence(frame: pd.DataFrame, view: View) -> str:
    if frame.empty:
        reason = _why_nothing(view, CHANGE_OF_CONTROL, "year")
        return f"No council of this selection changed control. {reason}".strip()
    may = int(frame["election"].iloc[0].split()[-1])
    between = f"between May {may - 1} and May {may}"
    supported = int((frame["records_after"] > 0).sum())
    where = selection_words(view)
    if len(frame) == 1:
        row = frame.iloc[0]
        sentence = f"Control of {row['council']} changed {between}, from {row['control_before']} "
        sentence += f"to {row['control_after']}."
    elif where == ENGLAND:
        sentence = f"Control changed in {len(frame):,} councils {between}."
    else:
        sentence = f"Among {where}, control changed in {len(frame):,} {between}."
    if may != int(view.year[:4]):
        asked = f"May {view.year[:4]}, when {view.year} begins"
        sentence = f"No change is on record for {asked}, so the newest is shown. {sentence}"
    if not supported:
        return (
            f"{sentence} No support in the two years after is on record; there may have been some."
        )
    which = "it" if len(frame) == 1 else f"{supported:,} of them"
    return (
        f"{sentence} Support in the two years after is on record for {which}; no record does not "
        "mean no support."
    )


def _why_nothing(view: View, exhibit: Exhibit, key: str) -> str:
    return words.why_nothing(view, without_filters(view, exhibit.id, (key,)))


def _change_chart(frame: pd.DataFrame, view: View) -> Figure:
    return transition_bars(frame) if len(frame) else empty_figure("No council to show.", 240)


PEER_CHALLENGE_DUE = Exhibit(
    id="peer-challenge-due",
    question="Who is due a peer challenge?",
    theme="Coverage",
    keys=("region", "patch", "type", "control", "council", "as_at"),
    columns=(
        "patch",
        "council",
        "status",
        "last_challenge",
        "years_since",
        "region",
        "authority_type",
        "political_control",
        "predecessor_challenge",
        "note",
        "source",
        "council_code",
        "source_address",
        "basis",
    ),
    prepare=_in_call_order,
    sentence=_due_sentence,
    chart=_due_chart,
    method=(
        words.METHOD_DUE,
        words.METHOD_STATUS,
        words.METHOD_DATES,
        words.METHOD_DUE_GROUPS,
        words.METHOD_WORKLIST,
    ),
    notes=(words.NOTE_NO_RECORD,),
    sources="peer-challenge-due-sources",
    height=160,
    table_height=560,
    opens_on="table",
    row_key="council_code",
    not_in_table=("source_address", "basis"),
    worklist="call_order",
    selects="council",
)

CHANGE_OF_CONTROL = Exhibit(
    id="change-of-control",
    question="Whose political control changed, and what support followed?",
    theme="Coverage",
    keys=("year", "region", "patch", "type", "control", "council"),
    columns=(
        "patch",
        "council",
        "control_before",
        "control_after",
        "support_after",
        "seats",
        "seats_total",
        "records_after",
        "election",
        "note",
        "region",
        "authority_type",
        "source",
        "council_code",
        "basis",
    ),
    sentence=_change_sentence,
    chart=_change_chart,
    method=(words.METHOD_CHANGE, words.METHOD_AFTER),
    notes=(words.NOTE_CHANGE,),
    sources="change-of-control-sources",
    height=180,
    table_height=520,
    opens_on="table",
    row_key="council_code",
    not_in_table=("election", "basis"),
    worklist="council",
    selects="council",
)

EXHIBITS = (PEER_CHALLENGE_DUE, CHANGE_OF_CONTROL)
