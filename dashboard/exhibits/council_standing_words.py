"""Words for how a council stands: its figures, its grades, and who has controlled it."""

from __future__ import annotations

import re
from itertools import groupby
from typing import NamedTuple

import pandas as pd

from dashboard.exhibits.take_up_words import control_words
from dashboard.wording import counted, listed, long_date

FEWEST_SIMILAR = 10
OFSTED = {1: "Outstanding", 2: "Good", 3: "Requires improvement", 4: "Inadequate"}
# Figures that old or older are called so.
OLD_YEARS = 3
MOST_CONTROLS = 3
GRADE_PLACE = "grade: not placed"
TOTAL_PLACE = "total: not placed"
FEW_PLACE = "too few to compare"
NOT_KNOWN = "Not known"
# Always in this order: parties are never ranked.
PARTIES = {
    "con": "Conservative",
    "lab": "Labour",
    "ld": "Liberal Democrat",
    "green": "Green",
    "ukip": "UKIP",
    "reform": "Reform UK",
    "other": "other",
    "not_broken_down": "not broken down by the source",
}

METHOD_LATEST = (
    "For each indicator this is the council's latest figure, with its period as the source writes "
    "it. The earlier figure is the latest of those three to five years before: three years at "
    "least, so that figures over three years do not overlap."
)
METHOD_DIRECTION = (
    "A change is called little when it is at most a quarter of the width of the middle half of the "
    "similar councils (from their lower to their upper quartile). This cut is ours. Otherwise the "
    "figure improved or worsened; where neither side is better, it rose or fell."
)
METHOD_QUARTERS = (
    "Similar councils are the council's 20 nearest, as listed under “Which councils are most like "
    "this one?”. Those with a figure for the same period are compared, if there are at least 10. "
    "Best quarter: beyond their quartile on the better side; worst quarter: beyond the other. A "
    "figure equal to a quartile is in the middle half. Where neither side is better, quarters go "
    "from highest to lowest. Quarters are given and no ranks: one place up or down means little."
)
METHOD_NOT_PLACED = (
    "Totals (in £ thousand, £ million, households or dwellings) follow the size of a council as "
    "much as anything and are not placed. Grades are categories: they are neither averaged nor "
    "placed, and stay the same until the next inspection."
)
METHOD_LIVES = (
    "A figure counts only where its period and the council's own life overlap. Some publishers "
    "give figures of a new council for years before it began, and of an old one for years after "
    "it ended; these are left out, and nothing passes from a council to the one that replaced it."
)
NOTE_OLD = (
    "Some indicators have not been published for years: check the period before you use a figure. "
    "Money is in cash, not allowing for inflation. The estimated council tax collection rate is a "
    "budget figure."
)
METHOD_CONTROL = (
    "Control and seats after the elections of each May: the party with more than half the seats, "
    "or no overall control. Not every council votes in every year. From 2016 the seats can include "
    "later changes of party and by-elections; the note says where control was set right."
)
NOTE_CONTROL = (
    "The square beside a year shows control, hatched where there was no overall control. Before "
    "2016 the source counts only Conservatives, Labour and Liberal Democrats separately; the rest "
    "are marked “?”. Parties stand in a fixed order and are not ranked."
)


def grade_words(grade: float) -> str:
    """Ofsted's word for a grade from 1 to 4; another is called by its number."""
    return OFSTED.get(int(grade), f"Grade {int(grade)}")


def grades_counted(grades: list[float]) -> str:
    """`2 Outstanding, 9 Good, 1 Inadequate`, the best first."""
    held = groupby(sorted(grades))
    return ", ".join(f"{len([*same])} {grade_words(grade)}" for grade, same in held)


def standing_sentence(frame: pd.DataFrame, council: str) -> str:
    """How the council's figures stand, counted; of `frame` see the exhibit."""
    if frame.empty:
        return f"No indicator has a figure for {council}."
    quarters = frame["quarter"]
    judged = quarters.isin(["best quarter", "second quarter", "third quarter", "worst quarter"])
    neutral = quarters.str.endswith("quarter") & ~judged
    best, worst = (int((quarters == f"{side} quarter").sum()) for side in ("best", "worst"))
    first = f"{council} has a figure for {counted(len(frame), 'indicator')}"
    if judged.sum() == 1:
        where = quarters[judged].iloc[0]
        first += f"; the one that can be judged beside similar councils is in the {where}."
    elif judged.any():
        first += (
            f"; of the {judged.sum()} that can be judged beside similar councils, "
            f"{_are(best)} in the best quarter and {worst or 'none'} in the worst."
        )
    else:
        first += "; none can be judged beside similar councils."
    grades, totals, few = (
        int((quarters == words).sum()) for words in (GRADE_PLACE, TOTAL_PLACE, FEW_PLACE)
    )
    rest = [
        f"{neutral.sum()} {'has' if neutral.sum() == 1 else 'have'} no better side"
        if neutral.any()
        else "",
        f"{_are(totals)} {'a total' if totals == 1 else 'totals'}" if totals else "",
        f"{_are(grades)} {'a grade' if grades == 1 else 'grades'}" if grades else "",
        f"for {few} fewer than {FEWEST_SIMILAR} similar councils have a figure" if few else "",
    ]
    others = listed([words for words in rest if words])
    middle = f" Of the others, {others}." if others and judged.any() else ""
    if others and not judged.any():
        middle = f" {others[:1].upper()}{others[1:]}."
    return f"{first}{middle} {_periods(frame)}"


def _are(number: int) -> str:
    """`none is`, `1 is`, `5 are`, for the start of a clause."""
    return f"{number or 'none'} {'are' if number > 1 else 'is'}"


def _periods(frame: pd.DataFrame) -> str:
    """The oldest and the newest of the latest periods, and a caution where they lie apart."""
    ordered = frame.sort_values(["starts", "period"])
    oldest, newest = ordered["period"].iloc[0], ordered["period"].iloc[-1]
    if oldest == newest:
        return f"All are for {newest}."
    apart = ordered["starts"].iloc[-1] - ordered["starts"].iloc[0]
    caution = "; some are old, so check the period" if apart >= OLD_YEARS else ""
    return f"The latest figures are for periods from {oldest} to {newest}{caution}."


class Spell(NamedTuple):
    """Mays in a row after which the same party, or nobody, had control."""

    control: str
    first: int
    last: int


def spells(frame: pd.DataFrame) -> list[Spell]:
    """The spells of `frame` (`may`, `control`), the oldest first; control may be missing."""
    rows = frame.sort_values("may")[["may", "control"]].itertuples(index=False)
    found: list[Spell] = []
    for may, control in rows:
        words = control if isinstance(control, str) else NOT_KNOWN
        if found and found[-1].control == words:
            found[-1] = found[-1]._replace(last=int(may))
        else:
            found.append(Spell(words, int(may), int(may)))
    return found


def held_by(control: str) -> str:
    """“under Labour control”; `Other (Aspire)` is Aspire control."""
    if control == NOT_KNOWN:
        return "with control not known"
    named = re.fullmatch(r"Other \((.+)\)", control)
    return f"under {control_words(named.group(1) if named else control)}"


def control_sentence(frame: pd.DataFrame, council: str) -> str:
    """Who controls the council, who did before, and the seats at the last May on record.

    `frame` is that of the exhibit, with `start_date` and `end_date` of the council, which may be
    missing.
    """
    if frame.empty:
        return f"No political control of {council} is on record."
    runs = spells(frame)
    newest = frame.sort_values("may").iloc[-1]
    # Records begin in 2010; who had control before is not known unless the council is newer.
    older = not newest["start_date"] >= pd.Timestamp(runs[0].first, 1, 1)
    froms = [f"May {run.first}" for run in runs]
    if older:
        froms[0] += " or earlier"
    ended = newest["end_date"]
    if pd.notna(ended):
        until = f"to its end on {long_date(str(pd.Timestamp(ended).date()))}"
        words = f"{council} was {held_by(runs[-1].control)} from {froms[-1]} {until}"
    elif older and len(runs) == 1:
        words = f"{council} has been {held_by(runs[-1].control)} since at least {froms[0][:8]}"
    else:
        words = f"{council} has been {held_by(runs[-1].control)} since {froms[-1]}"
    before = [
        f"{held_by(run.control)} from {since}"
        for run, since in zip(runs[-2::-1], froms[-2::-1], strict=True)
    ]
    if before:
        words += f"; before that {listed(before[:MOST_CONTROLS])}"
    parts = [f"{words}."]
    if len(before) > MOST_CONTROLS:
        parts.append(f"Control has changed {len(before)} times since May {runs[0].first}.")
    assumed = frame.loc[frame["note"].fillna("").str.startswith("Assumed"), "may"]
    if len(assumed):
        parts.append(f"For {_years(assumed)} this is assumed: see the notes in the table.")
    return " ".join([*parts, seats_words(newest)])


def _years(mays: pd.Series) -> str:
    first, last = int(mays.min()), int(mays.max())
    return f"{first} to {last}" if first < last else str(first)


def seats_words(row: pd.Series) -> str:
    """“Seats after May 2025: 1 Conservative, 48 Labour and 3 other, of 63.”"""
    may = int(row["may"])
    if pd.isna(row["seats_total"]):
        return f"Seats after May {may} are not on record."
    held = [f"{int(row[p])} {name}" for p, name in PARTIES.items() if pd.notna(row[p]) and row[p]]
    return f"Seats after May {may}: {listed(held)}, of {int(row['seats_total'])}."
