"""Opinion: what residents think of their council, and of single services."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.polling import poll_panels
from dashboard.charts.statements import statement_bars
from dashboard.charts.theme import Figure, empty_figure
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits.opinion_words import (
    ASSUMED_SAMPLE,
    BOUNDS,
    METHOD_CHANGE,
    METHOD_MARGIN,
    METHOD_SAME,
    METHOD_SAMPLE,
    NONE_HELD,
    NOTE_WINTER,
    QUESTIONS,
    SERVICES,
    THEME,
    is_winter,
    joined,
    long_month,
    short_month,
    spelled,
    when,
)
from dashboard.records import records
from dashboard.statistics.polling import change_interval, share_interval
from dashboard.wording import counted, listed, lower_first, whole_percent

POLLING_COLUMNS = (
    "asked",
    "question",
    "field_month",
    "round",
    "bound",
    "percent",
    "interval_low",
    "interval_high",
    "sample_size",
    "sample_stated",
    "winter",
    "source_count",
    "source",
    "note",
    "source_address",
    "basis",
)


def add_margins(frame: pd.DataFrame) -> pd.DataFrame:
    """Add sample, margin, bound, winter and the words of a mark to rows of the polling table.

    A sample that no source states is taken as 1,000, and `sample_stated` is then false. Bounds
    are no figures: they have no sample and no margin.
    """
    is_bound = frame["measure"].isin(BOUNDS)
    sample = frame["stated_sample"].astype("Float64").fillna(ASSUMED_SAMPLE).astype(float)
    sample = sample.mask(is_bound)
    low, high = share_interval(frame["percent"], sample)
    frame = frame.assign(
        bound=frame["measure"].map(BOUNDS),
        sample_size=sample,
        sample_stated=frame["stated_sample"].notna(),
        interval_low=low,
        interval_high=high,
        winter=[is_winter(month) for month in frame["field_month"]],
        dated=frame["field_month"].notna(),
    )
    if "selected" not in frame:
        frame = frame.assign(selected=True)
    return frame.assign(words=[_mark_words(row) for row in records(frame)])


def month_names(frame: pd.DataFrame) -> dict[int, str]:
    """The months of the rounds that have one: {16: "Feb 2017"}."""
    known = frame[frame["round"].notna() & frame["field_month"].notna()]
    return {
        int(one): short_month(month)
        for one, month in zip(known["round"], known["field_month"], strict=True)
    }


def _mark_words(row: dict) -> str:
    place = "not dated" if pd.isna(row["round"]) else f"{when(row)}"
    lines = [f"<b>{place}</b>"]
    if not pd.isna(row["round"]) and row["dated"]:
        lines[0] += f", round {row['round']:.0f}"
    if row["measure"] in BOUNDS:
        over = row["measure"] == "stated_over"
        value = whole_percent(row["percent"])
        lines.append(f"Over {value}" if over else f"{value} is the {BOUNDS[row['measure']]}")
    else:
        lines.append(
            f"{whole_percent(row['percent'])}, margin {whole_percent(row['interval_low'])} to "
            f"{whole_percent(row['interval_high'])}"
        )
    if row.get("source_count", 1) > 1:
        lines.append(counted(row["source_count"], "source"))
    return "<br>".join(lines)


def _polling(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    order = {name: position for position, name in enumerate(QUESTIONS)}
    frame = frame.assign(
        asked=frame["question"].map(
            lambda name: QUESTIONS[name].asked if name in QUESTIONS else name
        )
    )
    return add_margins(frame).sort_values(
        "question",
        key=lambda names: names.map(lambda name: order.get(name, len(order))),
        kind="stable",
        ignore_index=True,
    )


def _first_and_latest(frame: pd.DataFrame) -> pd.DataFrame:
    """The first and the latest round with one figure for each question, and their change."""
    figures = frame[(frame["measure"] == "net_positive") & frame["round"].notna()]
    figures = figures.drop_duplicates(["question", "round"], keep=False).sort_values("round")
    first = figures.drop_duplicates("question").set_index("question")
    latest = figures.drop_duplicates("question", keep="last").set_index("question")
    first = first.reindex(latest.index)
    low, high = change_interval(
        first["percent"], first["sample_size"], latest["percent"], latest["sample_size"]
    )
    direction = pd.Series("similar", latest.index).mask(low > 0, "up").mask(high < 0, "down")
    return latest[["percent", "round", "field_month"]].assign(
        direction=direction.where(first["round"] < latest["round"])
    )


def _polling_sentence(frame: pd.DataFrame, view: View) -> str:
    if frame.empty:
        return NONE_HELD
    ends = _first_and_latest(frame)
    short = {name: words.short for name, words in QUESTIONS.items() if name in ends.index}
    parts = []
    if short:
        by_round: dict[str, list[str]] = {}
        for name, words in short.items():
            row = ends.loc[name]
            by_round.setdefault(when(row), []).append(f"{words} {whole_percent(row['percent'])}")
        latest = [f"{listed(words)} ({name})" for name, words in by_round.items()]
        parts.append(f"Latest dated figures, of British adults: {'; '.join(latest)}.")
    moved = []
    for direction, verb in (("up", "rose"), ("down", "fell")):
        names = [words for name, words in short.items() if ends["direction"][name] == direction]
        if names:
            moved.append(f"{listed(names)} {verb} by more than the margin")
    if moved:
        parts.append(f"Between the first round with a figure and the latest, {'; '.join(moved)}.")
    undated = int((frame["round"].isna() & (frame["measure"] == "net_positive")).sum())
    bounds = int(frame["bound"].notna().sum())
    apart = []
    if undated:
        apart.append(
            f"{counted(undated, 'figure')} whose round is not known, which may be newer than these"
        )
    if bounds:
        apart.append(counted(bounds, "bound"))
    if apart:
        parts.append(f"Kept apart: {joined(apart)}.")
    return " ".join(parts)


def _polling_chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_figure(NONE_HELD, 240)
    held = set(frame["question"])
    headings = [(name, words.heading) for name, words in QUESTIONS.items() if name in held]
    return poll_panels(frame, headings, month_names(frame))


def _services(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    names = [SERVICES.get(n, spelled(n.removeprefix("service_"))) for n in frame["question"]]
    return add_margins(frame.assign(asked=names, statement=names))


def _services_sentence(frame: pd.DataFrame, view: View) -> str:
    if frame.empty:
        return NONE_HELD
    ends = _first_and_latest(frame)
    compared = ends[ends["direction"].notna()]
    fell = int((compared["direction"] == "down").sum())
    rose = int((compared["direction"] == "up").sum())
    names = frame.drop_duplicates("question").set_index("question")["asked"]
    figures = frame[(frame["measure"] == "net_positive") & frame["dated"]]
    span = [
        long_month(month) for month in (figures["field_month"].min(), figures["field_month"].max())
    ]
    low, high = compared["percent"].idxmin(), compared["percent"].idxmax()
    moved = [f"{number} {verb}" for number, verb in ((fell, "fell"), (rose, "rose")) if number]
    words = f"{listed(moved)} by more than the margin" if moved else "none moved by more than it"
    return (
        f"Of {counted(len(compared), 'service')} asked about in {span[0]} and {span[1]}, {words}. "
        f"In {span[1]} satisfaction was highest with {lower_first(names[high])} "
        f"({whole_percent(compared['percent'][high])}) and lowest with "
        f"{lower_first(names[low])} ({whole_percent(compared['percent'][low])})."
    )


def _services_chart(frame: pd.DataFrame, view: View) -> Figure:
    if frame.empty:
        return empty_figure(NONE_HELD, 240)
    newest = frame[frame["round"].notna()].groupby("question")["round"].transform("max")
    order = frame.groupby("question")["percent"].transform("max")
    shown = frame.assign(
        label=[when(row) if not pd.isna(row["round"]) else "Not dated" for row in records(frame)],
        figure=[whole_percent(one) for one in frame["percent"]],
        published_wording="exact",
        is_level=True,
        newest=frame["round"].eq(newest),
        hover=frame["words"],
        order=order,
    )
    shown["label"] = [one[:1].upper() + one[1:] for one in shown["label"]]
    return statement_bars(
        shown.sort_values(["order", "statement", "round"], ascending=[False, True, True])
    )


RESIDENT_POLLING = Exhibit(
    id="resident-polling",
    question="What do residents think of their council?",
    theme=THEME,
    keys=(),
    columns=POLLING_COLUMNS,
    prepare=_polling,
    sentence=_polling_sentence,
    chart=_polling_chart,
    method=(METHOD_SAMPLE, METHOD_MARGIN, METHOD_CHANGE, METHOD_SAME),
    notes=(
        "A line joins a round only with the very next one. Where a round between two has no "
        "figure here the gap stays open: nothing is filled in.",
        "A bound is no figure. An arrow starts at the bound and points to where the figures lie; "
        "a hatched band is what a “lowest” or “highest so far” rules out for the rounds up to it.",
        "Figures whose round no source gives stand apart, on the right, in no order of time. "
        "Where undated sources give the same share they are one mark, though they may not mean "
        "the same round.",
        "Rounds are spaced evenly: about four a year to 2014 and three a year since. Many round "
        "numbers are worked out by us from those that sources state; the notes in the table say "
        "which. All panels have one scale, which does not start at 0% so that margins can be seen.",
        NOTE_WINTER,
    ),
    sources="resident-polling-sources",
    height=1188,
    not_in_table=("question", "sample_stated", "source_address", "basis"),
)

SERVICE_POLLING = Exhibit(
    id="service-polling",
    question="How satisfied are residents with single services?",
    theme=THEME,
    keys=(),
    columns=POLLING_COLUMNS,
    prepare=_services,
    sentence=_services_sentence,
    chart=_services_chart,
    method=(METHOD_SAMPLE, METHOD_MARGIN, METHOD_CHANGE),
    notes=(
        "These are about one service each and are no part of the six questions. Shares are of "
        "those very or fairly satisfied. Rounds between the two have no figure here.",
    ),
    sources="service-polling-sources",
    height=760,
    not_in_table=("question", "bound", "sample_stated", "source_address", "basis"),
)

EXHIBITS = (RESIDENT_POLLING, SERVICE_POLLING)
