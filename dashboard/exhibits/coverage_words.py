"""Words of the coverage exhibits: methods, dates, groups, and why there is nothing to show."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from dashboard.exhibit import View
from dashboard.exhibits.narrowing import Councils, filter_words, lifted, what_to_lift
from dashboard.exhibits.take_up_words import control_words, region_name, type_plural
from dashboard.records import Row
from dashboard.wording import n_of_n

# Letters of a group's name that there is room for.
PHONE, WIDE = 20, 46
COUNCIL_FILTERS = ("region", "patch", "type", "control", "council")

METHOD_DUE = (
    "One row for each council in being at the counting date, which is today unless you set "
    "another. Its last challenge is the latest record, not after that date, of a corporate or "
    "finance peer challenge or of a part of one. Progress reviews, challenges of one service and "
    "challenges of a type not stated do not count, and neither do illustrative rows."
)
METHOD_STATUS = (
    "Councils are expected to have one every four to five years. Lapsed: more than five years "
    "before the counting date. Due: four to five years. Recent: under four years. Years are whole "
    "months divided by twelve, rounded down to one decimal."
)
METHOD_DATES = (
    "A date known only to the month counts from the first day of the month, one known only to the "
    "year from 1 January, and one known only to the financial year from 1 April. The last day "
    "would be generous: it would hide councils that may be due. The first day puts a council on "
    "the list too early by at most a year, and no council too late."
)
METHOD_DUE_GROUPS = (
    "A challenge of a council that was abolished is not counted as one of its successor; it is "
    "named in a column of its own. Political control is the newest on record that is not after "
    "the last May before the counting date."
)
METHOD_WORKLIST = (
    "The table on the page is in order of the next call: lapsed, the longest first, then no "
    "record found, due and recent. Files are grouped by adviser patch, and in that order within "
    "each patch."
)
NOTE_NO_RECORD = (
    "No record is not the same as no challenge: full records are not public, and these are the "
    "ones found so far. Check before you ring."
)
METHOD_TEST = (
    "The councils that took part are a fixed number. If chance alone had picked them from all "
    "councils, a group would have had its share of them, give or take. The p-value is the chance "
    "of as few as were found, or fewer: a one-sided exact test (hypergeometric)."
)
METHOD_FAMILY = (
    "With many groups some look low by luck, so p-values are adjusted for the number of groups "
    "compared (Holm's method): if nothing were the matter, the chance of flagging any group "
    "would be at most 5%. Groups made of the same councils, such as London as a region and as a "
    "patch, count as one comparison. A group that holds every council is not compared."
)
METHOD_TEST_COUNCILS = (
    "England is every council that passes the type and control filters. A chosen region or patch "
    "is compared with England all the same, and the others stay in grey."
)
NOTE_TEST = (
    "It is only asked where records cover every council that took part. Full records by council "
    "are not public. Illustrative rows are allocated to councils by us so that every published "
    "figure is met: a group without a published figure of its own shows our allocation, not a "
    "fact."
)
NOTE_CONTROL_TYPE = (
    "Groups overlap: control and type of council go together, so one difference can show in both."
)
METHOD_CHANGE = (
    "Control after the May elections in which the chosen financial year begins, against the May "
    "before. Where the year has no control on record, the newest May is shown instead. Councils "
    "that did not exist in the year before are left out."
)
METHOD_AFTER = (
    "Support is every recorded row of any offer from that May to the April two years on; a date "
    "must lie wholly within those two years. Rows with only a financial year count for the year "
    "that begins with that May and the next. Illustrative rows never count."
)
NOTE_CHANGE = (
    "Control can also change between elections, when members change party or seats are refilled; "
    "the note says where there was no election that May. No record of support does not mean no "
    "support. The list says nothing about causes."
)


def why_nothing(view: View, councils: Councils, keys: Collection[str] = COUNCIL_FILTERS) -> str:
    """Which filters leave nothing, for an exhibit of which `councils` are left without them.

    `keys` are those that the exhibit narrows by.
    """
    if not filter_words(view, COUNCIL_FILTERS):
        return ""
    names, without = filter_words(view, keys), lifted(councils, view, keys)
    if not without.all_help:
        return "There is none without your filters either."
    return f"{what_to_lift(names, without.helps)} to see some."


def partial_date(text: str) -> str:
    """A date as far as it is known: `March 2019`, `2019`, `the year 2024/25`, `4 March 2019`."""
    if "/" in text:
        return f"the year {text}"
    if len(text) == 4:
        return text
    day = date.fromisoformat(text if len(text) == 10 else f"{text}-01")
    return f"{day:%B %Y}" if len(text) == 7 else f"{day.day} {day:%B %Y}"


_TIERS = {"upper": "counties", "lower": "districts", "single": "single-tier councils"}
_DIMENSIONS = {
    "region": "region",
    "authority_type": "type",
    "political_control": "control",
    "patch": "patch",
    "tier": "tier",
}


def group_words(dimension: str, group: str) -> str:
    """A group of councils inside a sentence: “districts”, “the North East”."""
    if dimension == "region":
        return region_name(group)
    if dimension == "authority_type":
        return type_plural(group)
    if dimension == "tier":
        return _TIERS.get(group, group)
    if dimension == "patch":
        return f"the patch {group}"
    return f"councils under {control_words(group)}"


def group_label(dimension: str, group: str, longest: int = PHONE) -> str:
    """A group above its bar, of so many letters at most: “London · region”."""
    short = group if len(group) <= longest else f"{group[: longest - 1].rstrip(' ,:')}…"
    return f"{short[:1].upper()}{short[1:]} · {_DIMENSIONS[dimension]}"


def group_counts(row: Row) -> str:
    """“districts (40 of 201, 60 expected)”."""
    counts = n_of_n(row["taking_part"], row["councils"])
    words = group_words(row["dimension"], row["group"])
    return f"{words} ({counts}; {row['expected']:.0f} expected)"
