"""Which kinds of council take part: take-up by authority type, by political control and by both."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.bars import rate_bars
from dashboard.charts.matrix import rate_matrix
from dashboard.charts.offer_bars import published_words
from dashboard.charts.theme import ORANGE, PLUM, Figure
from dashboard.charts.trend import ENGLAND
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits.breakdowns_words import (
    compared,
    empty_chart,
    english_councils,
    extremes,
    group_name,
    mix_lines,
    mix_sentence,
    place_words,
    why_empty,
)
from dashboard.exhibits.take_up_words import (
    FILTERS,
    METHOD_COUNCILS,
    METHOD_INTERVAL,
    METHOD_RATE,
    NOTE_RECORDS,
    RATE_COLUMNS,
    all_together,
    control_words,
    selection_words,
    took_part,
)
from dashboard.records import Row, as_objects, records
from dashboard.statistics.rates import add_rates, compare_with
from dashboard.wording import counted, n_of_n, whole_percent

SMALL_GROUP = 5
# The marks of a chart inside words, in their own colours.
DIAMOND = f'<span style="color:{ORANGE}">◇</span>'
STROKE = f'<span style="color:{PLUM}">┃</span>'
PUBLISHED = ("published_percent", "published_wording")
METHOD_SMALL = (
    f"A group of fewer than {SMALL_GROUP} councils is not compared with England: one council more "
    "or less would turn the answer."
)
NOTE_PUBLISHED = (
    "A diamond is the figure that a document gives for exactly that group and year. It is shown "
    "for one offer at a time, with all records and no other filter."
)


def _rates(frame: pd.DataFrame, column: str) -> pd.DataFrame:
    england = (frame[column] == ENGLAND).to_numpy()
    if not england.any():
        return frame.iloc[:0]
    frame = compare_with(add_rates(frame), int(england.argmax()))
    small = frame["councils"].to_numpy() < SMALL_GROUP
    # One or two councils cannot tell a group from England, whatever the interval says.
    words = [
        None if few else word
        for few, word in zip(small, frame["compared_with_england"], strict=True)
    ]
    return frame.assign(small=small, compared_with_england=as_objects(words, frame))


def _split(frame: pd.DataFrame, column: str) -> tuple[Row | None, list[Row]]:
    """The England row and the rows of the groups that the reader chose."""
    rows = records(frame)
    england = next((row for row in rows if row[column] == ENGLAND), None)
    return england, [row for row in rows if row[column] != ENGLAND and row["selected"]]


def _one_group(row: Row, column: str, place: str) -> str:
    words = f"{group_name(row[column], column)} {place}".strip()
    part = n_of_n(row["taking_part"], row["councils"])
    if not row["complete"]:
        return f"Among {words} a record was found for {part}."
    return f"Among {words} it was {whole_percent(row['percent'])} ({part}), {_against(row)}."


def _against(row: Row) -> str:
    if row["small"]:
        return "too few councils to compare with England"
    word = row["compared_with_england"]
    return f"{word} {'to' if word == 'similar' else 'than'} England"


def _type_rates(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    return _rates(frame, "authority_type")


def _type_sentence(frame: pd.DataFrame, view: View) -> str:
    england, groups = _split(frame, "authority_type")
    if england is None:
        return why_empty(view)
    whole = took_part(england, view, english_councils(view, "type"))
    if not groups:
        return f"{whole} {why_empty(view)}"
    place = place_words(view)
    if len(groups) == 1:
        return f"{whole} {_one_group(groups[0], 'authority_type', place)}"
    if not england["taking_part"] or not england["complete"]:
        return whole
    found = [
        extremes(groups, "authority_type", place),
        compared(groups, "authority_type", "type"),
    ]
    return " ".join([whole, *filter(None, found)])


def _type_chart(frame: pd.DataFrame, view: View) -> Figure:
    rows = records(frame)
    if not _any_chosen(rows, "authority_type"):
        return empty_chart(why_empty(view))
    under = [
        [f"{DIAMOND} {published_words(row)}"] if pd.notna(row["published_percent"]) else []
        for row in rows
    ]
    return rate_bars(rows, "authority_type", ENGLAND, "type", under)


def _any_chosen(rows: list[Row], column: str) -> bool:
    return any(row["selected"] and row[column] != ENGLAND for row in rows)


def _control_rates(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    frame = frame.assign(expected_percent=frame["expected_percent"].where(frame["complete"]))
    return _rates(frame, "political_control")


def _control_sentence(frame: pd.DataFrame, view: View) -> str:
    england, groups = _split(frame, "political_control")
    if england is None:
        return why_empty(view)
    whole = took_part(england, view, english_councils(view, "control"))
    if not groups:
        return f"{whole} {why_empty(view)}"
    parts = [whole]
    if len(groups) == 1:
        row = groups[0]
        parts.append(_one_group(row, "political_control", place_words(view)))
        if pd.notna(row["expected_percent"]):
            share = whole_percent(row["expected_percent"])
            parts.append(f"Its mix of types alone would lead one to expect {share}.")
    else:
        if england["taking_part"] and england["complete"]:
            parts.append(compared(groups, "political_control", "group"))
        parts.append(mix_sentence(groups))
    return " ".join(filter(None, parts))


def _control_chart(frame: pd.DataFrame, view: View) -> Figure:
    rows = records(frame)
    if not _any_chosen(rows, "political_control"):
        return empty_chart(why_empty(view))
    under = [_under_control(row) for row in rows]
    return rate_bars(rows, "political_control", ENGLAND, "control", under)


def _under_control(row: Row) -> list[str]:
    marks = []
    if pd.notna(row["expected_percent"]):
        marks.append(f"{STROKE} {whole_percent(row['expected_percent'])} expected from types alone")
    if pd.notna(row["published_percent"]):
        marks.append(f"{DIAMOND} {published_words(row)}")
    return [*mix_lines(row["type_mix"]), *([" · ".join(marks)] if marks else [])]


def _matrix_rates(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    return add_rates(frame).assign(small=frame["councils"] < SMALL_GROUP)


def _matrix_sentence(frame: pd.DataFrame, view: View) -> str:
    cells = [row for row in records(frame) if row["selected"]]
    if not cells:
        return why_empty(view)
    whole = took_part(all_together(cells), view, selection_words(view))
    if len(cells) == 1:
        return f"{whole} {_few(cells)}".strip()
    largest = max(cells, key=lambda row: row["councils"])
    part = n_of_n(largest["taking_part"], largest["councils"])
    floor = "" if largest["complete"] else "at least "
    name = group_name(largest["authority_type"], "authority_type")
    words = (
        f"{whole} The largest of {len(cells)} groups, {name} under "
        f"{control_words(largest['political_control'])}, "
        f"had {floor}{whole_percent(largest['percent'])} ({part})."
    )
    return f"{words} {_few(cells)}".strip()


def _few(cells: list[Row]) -> str:
    few = sum(row["small"] for row in cells)
    if not few:
        return ""
    limit = f"fewer than {SMALL_GROUP} councils, too few to read a share from"
    if len(cells) == 1:
        return f"It has {limit}."
    return f"{counted(few, 'group').capitalize()} {'has' if few == 1 else 'have'} {limit}."


def _matrix_chart(frame: pd.DataFrame, view: View) -> Figure:
    rows = records(frame)
    if not any(row["selected"] for row in rows):
        return empty_chart(why_empty(view))
    return rate_matrix(rows)


TAKE_UP_BY_AUTHORITY_TYPE = Exhibit(
    id="take-up-by-authority-type",
    question="Which types of council take part most and least?",
    theme="Breakdowns",
    keys=FILTERS,
    columns=("financial_year", "authority_type", *RATE_COLUMNS, "small", *PUBLISHED),
    prepare=_type_rates,
    sentence=_type_sentence,
    chart=_type_chart,
    method=(METHOD_RATE, METHOD_COUNCILS, METHOD_INTERVAL, METHOD_SMALL),
    notes=(
        NOTE_RECORDS,
        NOTE_PUBLISHED,
        "England is every council that passes the political control filter, wherever it is. "
        "Types outside the selection stay in grey for comparison; region, adviser patch and "
        "political control narrow every type.",
    ),
    height=360,
    not_in_table=("financial_year", "selected", "complete", "small"),
    selects="type",
)

TAKE_UP_BY_POLITICAL_CONTROL = Exhibit(
    id="take-up-by-political-control",
    question="Does take-up differ with political control?",
    theme="Breakdowns",
    keys=FILTERS,
    columns=(
        "financial_year",
        "political_control",
        *RATE_COLUMNS,
        "small",
        "expected_percent",
        "type_mix",
        *PUBLISHED,
    ),
    prepare=_control_rates,
    sentence=_control_sentence,
    chart=_control_chart,
    method=(
        METHOD_RATE,
        METHOD_COUNCILS,
        METHOD_INTERVAL,
        METHOD_SMALL,
        "What to expect from types alone is the take-up of each type of council in England, "
        "weighted by the number of councils of each type in the group (indirect "
        "standardisation). Where it is close to the group's own take-up, the mix of types is "
        "enough to explain the difference from England.",
    ),
    notes=(
        NOTE_RECORDS,
        NOTE_PUBLISHED,
        "Groups stand in order of size. This describes councils and ranks no party: which types "
        "of council a party controls goes a long way to explain its figure, so the types stand "
        "under each bar.",
        "England is every council that passes the authority type filter, wherever it is. Groups "
        "outside the selection stay in grey for comparison.",
    ),
    height=620,
    not_in_table=("financial_year", "selected", "complete", "small"),
    selects="control",
)

TAKE_UP_MATRIX = Exhibit(
    id="take-up-matrix",
    question="Is it the type of council or its control?",
    theme="Breakdowns",
    keys=FILTERS,
    columns=(
        "financial_year",
        "authority_type",
        "political_control",
        *(column for column in RATE_COLUMNS if column != "compared_with_england"),
        "small",
    ),
    prepare=_matrix_rates,
    sentence=_matrix_sentence,
    chart=_matrix_chart,
    method=(
        METHOD_RATE,
        METHOD_COUNCILS,
        "The intervals in the table are 95% Wilson intervals. With this many groups side by side, "
        "about one in twenty would stray by chance alone.",
    ),
    notes=(
        NOTE_RECORDS,
        "A blank means that no council is of that type under that control. A white cell with a "
        f"dotted outline has fewer than {SMALL_GROUP} councils and gives no percentage. Where "
        "records are incomplete the count is a floor and no percentage is given.",
        "Types and kinds of control outside the selection stay in grey; region and adviser patch "
        "narrow every cell.",
    ),
    height=560,
    not_in_table=("financial_year", "selected", "complete"),
    selects="type",
)

EXHIBITS = (TAKE_UP_BY_AUTHORITY_TYPE, TAKE_UP_BY_POLITICAL_CONTROL, TAKE_UP_MATRIX)
