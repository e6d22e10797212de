"""Coverage: which groups of councils take part less than chance explains."""

from __future__ import annotations

import pandas as pd

from dashboard.charts.chance import chance_ranges
from dashboard.charts.theme import Figure, empty_figure
from dashboard.exhibit import Exhibit, View
from dashboard.exhibits import coverage_words as words
from dashboard.exhibits.take_up_words import offer_words
from dashboard.records import records
from dashboard.statistics.under_representation import BELOW, cannot_judge, compare_groups
from dashboard.wording import counted, listed

ENGLAND = "England"
MOST_GROUPS = 12
# Where groups are made of the same councils, the first of these names them.
DIMENSIONS = ("authority_type", "region", "political_control", "patch", "tier")


def _judged(frame: pd.DataFrame, view: View) -> pd.DataFrame:
    england = frame[frame["dimension"] == ENGLAND]
    if england.empty:
        return frame.iloc[:0]
    total, drawn = (int(england[name].iloc[0]) for name in ("councils", "taking_part"))
    groups = frame[(frame["dimension"] != ENGLAND) & (frame["councils"] < total)]
    groups = groups.sort_values(
        ["dimension", "group"],
        key=lambda c: c.map(DIMENSIONS.index) if c.name == "dimension" else c,
    )
    published = groups.groupby("same_councils")["has_published_figure"].transform("any")
    chosen = groups.groupby("same_councils")["selected"].transform("any")
    groups = groups.assign(
        has_published_figure=published.astype(bool), selected=chosen.astype(bool)
    )
    complete = bool(england["complete"].iloc[0])
    judged = compare_groups(groups, total, drawn) if complete else cannot_judge(groups)
    judged = judged.sort_values("p_value", kind="stable") if complete else judged
    rows = pd.concat([judged, england], ignore_index=True)
    return rows.assign(percent=100 * rows["taking_part"] / rows["councils"])


def _groups(frame: pd.DataFrame) -> pd.DataFrame:
    """One row for each comparison."""
    return frame[frame["dimension"] != ENGLAND].drop_duplicates("same_councils")


def _judged_sentence(frame: pd.DataFrame, view: View) -> str:
    if frame.empty:
        reason = words.why_nothing(view, UNDER_REPRESENTED.id)
        return f"No council in {view.year} fits this selection. {reason}".strip()
    if not frame["complete"].all():
        what = f"{offer_words(view).plain} in {view.year}"
        return (
            f"We cannot judge who is under-represented in {what}: the rows hold only councils "
            "whose record has been found, not all that took part. Choose a year and an offer with "
            "complete figures, such as peer challenge in 2016/17."
        )
    groups = _groups(frame)
    england = frame[frame["dimension"] == ENGLAND].iloc[0]
    if groups.empty:
        return "All councils of this selection are in one group, so there is nothing to compare."
    if england["taking_part"] in (0, england["councils"]):
        who = "Every council" if england["taking_part"] else "No council"
        return f"{who} took part in {view.year}, so no group took part less than the others."
    below = groups[groups["flag"] == BELOW]
    number = {0: "none", 1: "one"}.get(len(below), f"{len(below):,}")
    compared = counted(len(groups), "group")
    sentence = (
        f"Of {compared} compared in {view.year}, {number} took up {offer_words(view).plain} less "
        "than chance would explain"
    )
    named = [words.group_counts(row) for _, row in below.iterrows()]
    sentence += f": {listed(named)}." if named else "."
    return sentence + _standing(frame, below) + _chosen_words(frame, view)


def _chosen_words(frame: pd.DataFrame, view: View) -> str:
    """What the test says of the regions and patches chosen and not flagged."""
    chosen = [("region", name) for name in view.selection.region]
    chosen += [("patch", name) for name in view.selection.patch]
    rows = [row for _, row in frame.iterrows() if (row["dimension"], row["group"]) in chosen]
    named = [words.group_counts(row) for row in rows if row["flag"] != BELOW]
    return f" Within chance: {listed(named)}." if named else ""


def _standing(frame: pd.DataFrame, below: pd.DataFrame) -> str:
    """How far illustrative rows bear the finding out."""
    if not (frame["basis"] == "illustrative").any():
        return ""
    bare = below[~below["has_published_figure"]]
    if len(bare):
        who = listed([words.group_words(r.dimension, r.group) for r in bare.itertuples()])
        return (
            f" No published figure stands behind {who}: the rows are illustrative and this is "
            "not a fact."
        )
    if len(below):
        return f" A published figure stands behind {'it' if len(below) == 1 else 'each of them'}."
    return (
        " Rows are illustrative, so this says little about groups without a published figure of "
        "their own."
    )


def _judged_chart(frame: pd.DataFrame, view: View) -> Figure:
    groups = _groups(frame) if len(frame) else frame
    if groups.empty:
        return empty_figure("No groups to compare.", 240)
    if groups["p_value"].isna().all():
        return empty_figure("Cannot be judged:<br>records are not complete.", 240)
    shown = groups.head(MOST_GROUPS)
    caption = f"The {len(shown)} lowest of {len(groups)} groups"
    chosen = groups[groups["selected"] & ~groups.index.isin(shown.index)]
    if len(chosen) and (view.selection.region or view.selection.patch):
        shown = pd.concat([shown, chosen])
        caption += ", and those you chose"
    rows = [
        {
            **row,
            "name": words.group_label(row["dimension"], row["group"]),
            "full_name": words.group_words(row["dimension"], row["group"]),
            "below": row["flag"] == BELOW,
            "selected": bool(row["selected"]),
        }
        for row in records(shown)
    ]
    if len(shown) == len(groups):
        caption = "Every group, the lowest for its size first"
    england = frame.loc[frame["dimension"] == ENGLAND, "percent"].iloc[0]
    return chance_ranges(rows, float(england), caption)


UNDER_REPRESENTED = Exhibit(
    id="under-represented",
    question="Which groups take part less than chance explains?",
    theme="Coverage",
    keys=("year", "theme", "offer", "region", "patch", "type", "control", "records"),
    columns=(
        "financial_year",
        "dimension",
        "group",
        "councils",
        "taking_part",
        "expected",
        "percent",
        "chance_low",
        "chance_high",
        "p_value",
        "adjusted_p",
        "flag",
        "has_published_figure",
        "selected",
        "complete",
        "basis",
    ),
    prepare=_judged,
    sentence=_judged_sentence,
    chart=_judged_chart,
    method=(words.METHOD_TEST, words.METHOD_FAMILY, words.METHOD_TEST_COUNCILS),
    notes=(words.NOTE_TEST, words.NOTE_CONTROL_TYPE),
    height=240,
    not_in_table=("financial_year", "selected", "complete"),
)

EXHIBITS = (UNDER_REPRESENTED,)
