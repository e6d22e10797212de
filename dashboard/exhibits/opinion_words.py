"""The words of the opinion exhibits: questions, audiences, hedges, months and sentences' parts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pandas as pd

from dashboard.wording import listed, whole_percent

THEME = "Opinion"
NONE_HELD = "No published figure is held."


class Question(NamedTuple):
    """One of the six questions: over its panel, what is counted, and within a sentence."""

    heading: str
    asked: str
    short: str


# The six questions, in the order in which they are shown.
QUESTIONS = {
    "council_satisfaction": Question(
        "Satisfied with the council",
        "Very or fairly satisfied with the way their local council runs things",
        "satisfaction with the council",
    ),
    "trust": Question(
        "Trust the council",
        "Trust their local council a great deal or a fair amount",
        "trust",
    ),
    "value_for_money": Question(
        "Council gives value for money",
        "Agree that their local council provides value for money",
        "value for money",
    ),
    "acts_on_concerns": Question(
        "Council acts on residents’ concerns",
        "Think that their local council acts on the concerns of residents",
        "acting on concerns",
    ),
    "keeps_informed": Question(
        "Council keeps residents informed",
        "Feel that their local council keeps them informed",
        "keeping residents informed",
    ),
    "area_satisfaction": Question(
        "Satisfied with the local area",
        "Very or fairly satisfied with their local area as a place to live",
        "satisfaction with the area",
    ),
}
SERVICES = {
    "service_waste_collection": "Waste collection",
    "service_street_cleaning": "Street cleaning",
    "service_library": "Libraries",
    "service_sport_leisure": "Sport and leisure",
    "service_pavement_maintenance": "Pavement maintenance",
    "service_children_young_people": "Services for children and young people",
    "service_older_people": "Services for older people",
    "service_road_maintenance": "Road maintenance",
}
BOUNDS = {"stated_over": "over", "series_min": "lowest so far", "series_max": "highest so far"}
LEADERS = {
    "leaders": "Leaders",
    "chief_executives": "Chief executives",
    "leaders_and_chief_executives": "Leaders and chief executives",
    "council_policy_chiefs": "Council policy chiefs",
    "councils": "Councils",
    "all_respondents": "All who answered",
}
HOSTS = "Councils that had a peer challenge"
PEERS = "Peers on the challenge teams"
LEARNERS = "People on leadership programmes"
OTHERS = "Others who took part"
# Who was asked, and the group they are shown in.
PARTICIPANTS = {
    "cpc_host_leaders_and_chief_executives": ("Leaders and chief executives", HOSTS),
    "cpc_host_councils": ("Councils", HOSTS),
    "peers": ("Peers", PEERS),
    "leadership_programme_participants": ("Councillors on leadership programmes", LEARNERS),
    "leadership_essentials_participants": ("Leadership Essentials delegates", LEARNERS),
    "next_generation_participants": ("Next Generation participants", LEARNERS),
    "disabled_councillors_programme_participants": (
        "Participants of the disabled councillors’ programme",
        LEARNERS,
    ),
    "disabled_councillors_coached": ("Disabled councillors who had coaching", LEARNERS),
}
_SPELLED = (
    ("CPC/FPC", "corporate or finance peer challenge"),
    ("CPC", "corporate peer challenge"),
    ("(great or moderate extent)", "to a great or moderate extent"),
)
ASSUMED_SAMPLE = 1000
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
LONG_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

METHOD_SAMPLE = (
    "Each round asks a sample of British adults aged 18 or over, by telephone, with quotas and "
    "weights. The figures are of Great Britain: not of England, of a region or of any council."
)
METHOD_MARGIN = (
    "The margin is the 95% Wilson interval of a simple random sample. Sources state the sample of "
    "two rounds (1,000 and 1,001 adults); for the others we take 1,000. Quotas and weights make "
    "the true margin somewhat wider, and figures are rounded to whole per cents."
)
METHOD_CHANGE = (
    "A change between two rounds is larger than the margin when its 95% interval (Newcombe, 1998) "
    "leaves out no change at all."
)
METHOD_SAME = (
    "Sources that give the same figure for the same round are one figure with several sources. "
    "Sources that differ are shown side by side."
)
NOTE_WINTER = (
    "Winter rounds, of December to February, are squares: the LGA’s blog on the June 2018 round "
    "says that earlier dips typically came in the February round, in poor weather. A winter round "
    "is best compared with another."
)
NOTE_NO_SAMPLE = (
    "The sources do not say how many answered, so no margin of error can be given. A share is of "
    "those who answered."
)


def short_month(month: str) -> str:
    """`2017-02` as Feb 2017."""
    return f"{MONTHS[int(month[5:7]) - 1]} {month[:4]}"


def long_month(month: str) -> str:
    """`2017-02` as February 2017."""
    return f"{LONG_MONTHS[int(month[5:7]) - 1]} {month[:4]}"


def is_winter(month: object) -> bool:
    """Whether a month of a round, `2017-02`, is December, January or February."""
    return isinstance(month, str) and month[5:7] in ("12", "01", "02")


def when(row: pd.Series | dict) -> str:
    """A round in words: February 2017, or round 17 where its month is not stated."""
    month = row["field_month"]
    return long_month(month) if isinstance(month, str) else f"round {row['round']:.0f}"


def hedged(percent: float, wording: object = "exact") -> str:
    """A share with the source's own hedge: `over 95%`, `about 75%`, `87%`."""
    hedge = f"{wording} " if isinstance(wording, str) and wording != "exact" else ""
    return f"{hedge}{whole_percent(percent)}"


def spelled(statement: str) -> str:
    """A statement with abbreviations spelled out and a capital first letter."""
    for short, full in _SPELLED:
        statement = statement.replace(short, full)
    return statement[:1].upper() + statement[1:]


def points(change: float) -> str:
    """`1 point`, `7 points`: the size of a change."""
    size = round(abs(change))
    return f"{size} point" if size == 1 else f"{size} points"


def joined(items: Sequence[str], last: str = "and") -> str:
    """A list whose items may hold commas: `a; b; and c`."""
    if len(items) < 2 or not any("," in item for item in items):
        return listed(items, last)
    return f"{'; '.join(items[:-1])}; {last} {items[-1]}"
