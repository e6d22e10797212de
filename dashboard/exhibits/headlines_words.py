"""The words of the headlines: what each figure counts, and figures with the source's own hedge."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.exhibits.opinion_words import long_month
from dashboard.exhibits.savings_words import pounds
from dashboard.statistics.hedged import Hedged
from dashboard.wording import listed, lower_first, whole_percent

# The eight headlines in the order in which they are shown.
HEADLINES = {
    "peer_challenges": "Peer challenges",
    "peer_support": "Councils given peer support",
    "councillors": "Councillors developed",
    "graduates": "Graduates",
    "savings": "Savings",
    "leaders_view": "Leaders’ view",
    "residents": "Residents’ satisfaction",
    "indicators": "Indicators improved",
}
# What else is set beside the year before, where both years have it.
OTHERS = {"grant": "Government grant", "peer_days": "Days given by peers"}
LABELS = {
    **HEADLINES,
    **OTHERS,
    "interventions": "Formal intervention",
    "deliverables": "Agreed deliverables",
    "everyone": "Councils with any support",
    "together": "Several years together",
    "stated_change": "Changes that sources state",
    "commitment": "Commitment",
    "ratio": "Savings for each £1 of grant",
}
POSITIVE = "say the LGA’s support has a positive impact"
# What a measure counts: measures that share the first word count the same, and can be compared.
COUNTS = {
    "peer_challenges_delivered": ("delivered", "delivered"),
    "peer_challenges_confirmed": ("confirmed", "more confirmed for the rest of the year"),
    "peer_challenges_and_remote_peer_support": (
        "with remote support",
        "peer challenges and remote peer support together",
    ),
    "corporate_governance_finance_challenges_and_reviews": (
        "with reviews",
        "corporate, governance and finance peer challenges and progress reviews",
    ),
    "councils_peer_support": ("councils", "councils supported by member or officer peers"),
    "councillors_developed": ("councillors", "councillors on leadership programmes"),
    "councillors_in_leadership_programmes": ("councillors", "councillors on leadership programmes"),
    "councillors_trained": ("trained", "councillors trained"),
    "graduates_placed": ("graduates", "placed or recruited for councils"),
    "savings_estimate": ("saved", "estimated saving by councils"),
    "savings_actual": ("saved", "saving by councils"),
    "savings_to-date": ("saved", "saving by councils"),
    "savings_forecast": ("expected", "in all"),
    "savings_target": ("committed", "committed to"),
    "programme_savings_expected": (
        "expected of one programme",
        "from the efficiency and productivity programme alone",
    ),
    "leaders": ("leaders", f"of leaders {POSITIVE}"),
    "chief_executives": ("chief executives", f"of chief executives {POSITIVE}"),
    "leaders_and_chief_executives": ("both", f"of leaders and chief executives {POSITIVE}"),
    "council_satisfaction": (
        "satisfied",
        "of residents satisfied with how their council runs things",
    ),
    "percent_improved": ("improved", "of indicators improved"),
    "sli_grant": ("grant", "for sector-led improvement"),
    "peer_days": ("days", "days"),
    "saving_per_pound_of_grant": ("ratio", "saved for each £1 of grant"),
    "instances_of_support": ("instances", "instances of support"),
    "peer_reviews_and_follow_ups": ("reviews", "peer reviews and follow-up visits"),
    "offers_received_by_every_council": ("parts", "parts of the offer for every council"),
    "bame_delegates_leadership": (
        "delegates",
        "leadership delegates from Black, Asian and minority ethnic groups",
    ),
    "lg_inform_registered_users_growth": ("users", "rise in registered users of LG Inform"),
    "disabled_active_peers": ("disabled peers", "active peers who are disabled"),
}

_PLACES = {measure: place for place, measure in enumerate(COUNTS)}


def count_of(measure: str) -> str:
    """The short name that measures share when they count the same."""
    return COUNTS[measure][0] if measure in COUNTS else measure


def place_of(measure: str) -> int:
    """Where a measure stands among those of its headline."""
    return _PLACES.get(measure, len(_PLACES))


def amount(value: float, unit: str) -> str:
    """`1,285`, `65%`, `£219.9 million`, `£5`: a figure in its unit."""
    if unit == "gbp_million":
        return pounds(value)
    if unit == "percent":
        return whole_percent(value)
    number = f"{value:,.2f}".removesuffix(".00")
    return f"£{number}" if unit == "gbp" else number


def hedged(figure: Hedged, unit: str) -> str:
    """The figure with the source's word for how exact it is: `over 700`, `649`."""
    words = amount(figure.value, unit)
    return words if figure.wording == "exact" else f"{figure.wording} {words}"


def either(figures: Sequence[Hedged], unit: str) -> str:
    """`140 or 145`: what sources say, when they say different things."""
    return listed([hedged(figure, unit) for figure in figures], "or")


def counts_words(
    measure: str, month: str | None = None, base: float | None = None, since: str | None = None
) -> str:
    """What a figure counts, with the month of a poll or the size and age of a basket."""
    words = COUNTS[measure][1] if measure in COUNTS else measure.replace("_", " ")
    if month:
        return f"{words}, {long_month(month)}"
    if measure == "percent_improved":
        number = f"of {base:,.0f} indicators" if base else "of indicators"
        return f"{number} improved {since}" if since else f"{number} improved"
    return words


def small_labels(headlines: Sequence[str]) -> str:
    """Headlines in a sentence: `peer challenges and leaders’ view`."""
    return listed([lower_first(LABELS[name]) for name in headlines])


def year_before(year: str) -> str:
    """`2015/16` for `2016/17`."""
    starts = int(year[:4])
    return f"{starts - 1}/{starts % 100:02d}"
