"""What the take-up exhibits share: filters, columns, and words for what was chosen and counted."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any, NamedTuple

from dashboard.exhibit import View
from dashboard.wording import listed, lower_first, n_of_n, whole_percent

FILTERS = ("year", "theme", "offer", "region", "patch", "type", "control", "records")
RATE_COLUMNS = (
    "councils",
    "taking_part",
    "percent",
    "interval_low",
    "interval_high",
    "compared_with_england",
    "quantity",
    "selected",
    "complete",
    "basis",
)

METHOD_RATE = (
    "Take-up is the number of councils with at least one record in the financial year, divided "
    "by the number of councils in being on its 31 March. A record of a part of an offer counts "
    "for the whole: a corporate peer challenge is a peer challenge."
)
METHOD_COUNCILS = (
    "Political control is the position after the May election in which the financial year "
    "begins; region and type are those of the council in that year."
)
METHOD_INTERVAL = (
    "The thin line is a 95% Wilson interval: with so few councils in a group, chance alone would "
    "move the share within that range. A group is higher or lower than England only when "
    "England's share lies outside it. No interval is given where records are incomplete."
)
NOTE_RECORDS = (
    "Full records by council are not public. Illustrative rows are allocated to councils by us "
    "so that every published figure is met; they are not facts about any one council. No record "
    "does not mean no support."
)


class OfferWords(NamedTuple):
    """An offer inside a sentence and at the start of one."""

    plain: str
    capitalised: str


def offer_words(view: View) -> OfferWords:
    """The chosen offers in words: up to two by name, more by theme or number."""
    names = view.labels("offer")
    if view.selection.theme and len(names) > 2:
        plain = f"any offer for {listed([lower_first(t) for t in view.labels('theme')], 'or')}"
    elif len(names) > 2:
        plain = f"any of {len(names)} offers"
    else:
        plain = listed([lower_first(name) for name in names], "or")
    return OfferWords(plain, plain[:1].upper() + plain[1:])


def selection_words(view: View, last: str = "and") -> str:
    """The chosen councils in words, for example “districts in the North East”.

    `last` joins the last two of several types: “there are no counties or districts”.
    """
    chosen = view.selection
    types = [type_plural(kind) for kind in chosen.type]
    what = listed(types, last) if types else "councils"
    if chosen.control:
        what += f" under {listed([control_words(control) for control in chosen.control], 'or')}"
    if chosen.region:
        what += f" in {listed([region_name(region) for region in chosen.region], last)}"
    if chosen.patch:
        what += f" in the patch {listed(list(chosen.patch))}"
    return "England" if what == "councils" else what


def region_name(region: str) -> str:
    """A region inside a sentence: most take “the”."""
    return region if region in ("London", "Yorkshire and the Humber") else f"the {region}"


def control_words(control: str) -> str:
    """A kind of control after “under”: “Labour control”, “no overall control”."""
    plain = {"No overall control": "no overall control", "Not known": "control not known"}
    return plain.get(control, f"{control} control")


def type_plural(authority_type: str) -> str:
    """“county” as “counties”, “unitary” as “unitary councils”."""
    return {"county": "counties", "unitary": "unitary councils"}.get(
        authority_type, f"{authority_type}s"
    )


def nobody(view: View) -> str:
    """“No council in 2016/17 is in London and a county.”: what leaves nothing to show."""
    return (
        f"No council in {view.year} fits this selection ({selection_words(view)}). "
        "Remove a filter to see more."
    )


def all_together(rows: Collection[Mapping[str, Any]]) -> dict[str, Any]:
    """Several groups as one, for `took_part`: complete where all of them are."""
    return {
        "councils": sum(row["councils"] for row in rows),
        "taking_part": sum(row["taking_part"] for row in rows),
        "complete": all(row["complete"] for row in rows),
    }


def took_part(row: Mapping[str, Any], view: View, where: str) -> str:
    """“In 2016/17, 106 of 353 councils in England (30%) took up peer challenge.”

    `row` holds `councils`, `taking_part` and `complete`; where records are incomplete the count is
    a floor and is said to be.
    """
    councils, taking_part = row["councils"], row["taking_part"]
    if not councils:
        return nobody(view)
    offers = offer_words(view).plain
    place = "councils in England" if where == "England" else where
    share = whole_percent(100 * taking_part / councils)
    if not taking_part:
        # The place is in the plural: “councils under Green control”.
        among = f"{place} (there is one)" if councils == 1 else f"{councils:,.0f} {place}"
        return f"In {view.year}, no record was found of {offers} among {among}."
    if row["complete"]:
        return (
            f"In {view.year}, {n_of_n(taking_part, councils)} {place} ({share}) took up {offers}."
        )
    return (
        f"In {view.year}, a record of {offers} was found for {n_of_n(taking_part, councils)} "
        f"{place} ({share}). Records are incomplete, so this is a floor, not a rate."
    )
