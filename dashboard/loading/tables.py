"""What can be loaded: each table, the columns a file may have and the words people head them by."""

from __future__ import annotations

from dashboard.loading.declare import Field, Loadable

_COUNCIL = (
    Field(
        "council_code",
        "Code of the council (GSS code), if you have it",
        "gss code, ons code, gss, ons, la code, lad code, local authority code, "
        "authority code, area code, area identifier, ons area code, ons gss code, "
        "geography code, e code, council gss code, new code, code",
        "E06000000",
    ),
    Field(
        "council",
        "Name of the council, as you write it; not needed beside a code",
        "council name, local authority, local authority name, la name, lad name, "
        "authority, authority name, name of council, name of authority, name of local "
        "authority, member authority, area, area name, area label, la, councils, local "
        "authorities, geography, geography name, organisation, organisation name, "
        "account name, district, body, name",
        "Exampleshire County Council",
    ),
)
_SOURCE = (
    Field(
        "source_title",
        "Title of the source",
        "source, source title, source document",
        "Register of peer challenges",
    ),
    Field(
        "source_address",
        "Web address of the source",
        "source address, source url, source link, url, link, web address, weblink",
        "",
    ),
)
_NOTE = Field(
    "note", "What a reader should know about this row", "notes, comment, comments, remarks"
)

TAKE_UP = Loadable(
    "take_up",
    "take-up records",
    (
        *_COUNCIL,
        Field(
            "offer_code",
            "Code of the offer, if you have it",
            "offer id, product code, programme code",
            "corporate_peer_challenge",
        ),
        Field(
            "offer",
            "Name of the offer; not needed beside a code",
            "offer name, type of support, support type, support, support offer, offer used, "
            "programme, programme name, product, service, activity, activity type, type of "
            "activity, engagement type, type of engagement, event type, challenge type, "
            "type of challenge, type of peer challenge, type",
            "Corporate peer challenge",
        ),
        Field(
            "date",
            "Date or month of the support, day first",
            "start date, date started, date of visit, visit date, visit, delivery date, "
            "date delivered, date of challenge, date of peer challenge, challenge date, "
            "date of support, on site date, on site, event date, dates, month, when",
            "14/09/2016",
        ),
        Field(
            "financial_year",
            "Financial year; not needed beside a full date",
            "financial year, fin year, fy, fyear, year, year delivered, year of delivery",
            "2016/17",
        ),
        Field(
            "quantity",
            "How many times; 1 if not given",
            "number, count, how many, times, deliveries, number of deliveries, number delivered",
            "1",
        ),
        Field("date_as_given", "Date as the source words it", "date as recorded", "September"),
        Field(
            "evidence",
            "What the record rests on",
            "evidence of use, details, detail, description, notes, comments, comment",
            "Report sent to the council",
        ),
        *_SOURCE,
        Field("basis", "Only “recorded”: illustrative rows are not records", "", "recorded"),
    ),
    (("council_code", "council"), ("offer_code", "offer"), ("date", "financial_year")),
    {"offer_code": "an offer", "date": "a date or a financial year"},
)

SAVINGS = Loadable(
    "savings",
    "savings claims",
    (
        Field(
            "claim",
            "Short name of the claim; made from the rest if there is none",
            "claim id, claim reference, reference, ref, id",
            "example-claim",
        ),
        Field(
            "year",
            "Financial year or period of the amount",
            "financial year, fin year, fy, fyear, year, years",
            "2016/17",
        ),
        Field(
            "programme_area",
            "Programme area",
            "programme, area of work, workstream, theme, project, offer, area",
            "Procurement",
        ),
        Field(
            "estimated_saving_gbp_million",
            "Saving; say in the heading whether in £ million, £ thousand or £",
            "estimated saving, estimated savings, saving, savings, saving gbp million, "
            "savings gbp million, saving £m, savings £m, saving £ million, savings £ "
            "million, estimated saving £m, estimated savings £m, estimated saving £ "
            "million, saving £, savings £, estimated saving £, saving £000, savings £000, "
            "saving £k, amount £m, amount £, £m, £ million, £, £000, total saving, total "
            "savings, cashable saving, cashable savings, amount, value",
            "1.5",
        ),
        Field("qualifier", "How firmly it is stated", "how stated", "exact", "exact"),
        Field(
            "scheme",
            "What the money was saved by",
            "fund",
            "Improvement offer",
            "Improvement offer",
        ),
        Field("scope", "How much of the scheme the amount is for", "", "area"),
        Field(
            "kind",
            "What sort of money it is",
            "kind of saving, type of saving, saving type, type",
            "savings",
            "savings",
        ),
        Field(
            "how_firm",
            "What stands behind the amount",
            "firmness, confidence, assurance, verification",
            "stated",
            "stated",
        ),
        Field("period", "The time the amount is for, in words", "time period", "2016/17"),
        Field("first_year", "First financial year it is for", "start year, from", "2016/17"),
        Field("last_year", "Last financial year it is for", "end year, to", "2016/17"),
        Field(
            "who_says",
            "Who makes the claim",
            "claimed by, reported by, claimant, said by",
            "Local Government Association (LGA)",
            "Local Government Association (LGA)",
        ),
        Field(
            "basis",
            "Standing of the figure",
            "actual or estimate, standing",
            "estimate",
            "estimate",
        ),
        _NOTE,
        Field("quote", "The source's own words", "quotation, wording"),
        *_SOURCE,
    ),
    (
        ("programme_area",),
        ("estimated_saving_gbp_million",),
        ("year", "first_year", "last_year"),
    ),
    {"estimated_saving_gbp_million": "an amount", "year": "a financial year"},
)

INDICATOR_VALUES = Loadable(
    "indicator_values",
    "indicator values",
    (
        Field(
            "indicator_code",
            "Code of the indicator, if you have it",
            "indicator id, metric code, metric id, metric type id, metric identifier, "
            "metric type identifier, measure code, measure id",
            "WASTE_RECYC",
        ),
        Field(
            "indicator",
            "Name of the indicator; not needed beside a code",
            "indicator name, metric, metric name, metric type, metric label, metric type "
            "label, measure, measure name, kpi",
            "Name of the indicator",
        ),
        *_COUNCIL,
        Field(
            "period",
            "Period: 2016-17, 2015 or 2013-2015",
            "time period, reporting period, period label, period name, period identifier, "
            "financial year, fin year, fy, fyear, year, time, date",
            "2016-17",
        ),
        Field(
            "value",
            "Value, in the indicator's unit",
            "values, raw value, indicator value, figure, result, score, amount, percentage, "
            "per cent, %, rate, number, data",
            "43.2",
        ),
    ),
    (("indicator_code", "indicator"), ("council_code", "council"), ("period",), ("value",)),
    {"indicator_code": "an indicator"},
)

_SEATS = {
    "seats_total": "total seats, seats, total, council size, number of councillors",
    "con": "conservative, conservatives, conservative seats, con seats",
    "lab": "labour, labour seats, lab seats",
    "ld": "liberal democrat, liberal democrats, lib dem, lib dems, libdem, ld seats",
    "green": "greens, green party, green seats",
    "ukip": "ukip seats, uk independence party",
    "reform": "reform uk, reform seats",
    "other": "others, other seats, independent and other, all others",
}

POLITICAL_CONTROL = Loadable(
    "political_control",
    "political control",
    (
        *_COUNCIL,
        Field(
            "year",
            "The year of the May after which it holds",
            "election year, may, as at, after the elections of, date",
            "2016",
        ),
        Field(
            "control",
            "Party with more than half the seats, or no overall control",
            "political control, party in control, controlling party, overall control, "
            "majority party, majority, party, run by",
            "No overall control",
        ),
        Field(
            "control_group",
            "The same with small parties put together; worked out if it is not there",
            "political control group",
            "No overall control",
        ),
        *(Field(name, f"Seats: {words.split(', ')[0]}", words) for name, words in _SEATS.items()),
        _NOTE,
        *_SOURCE,
    ),
    (("council_code", "council"), ("year",), ("control", "control_group")),
    {"control": "the party in control"},
)

ADVISER_PATCHES = Loadable(
    "adviser_patches",
    "areas of the principal advisers",
    (
        *_COUNCIL,
        Field(
            "patch",
            "Area of a principal adviser",
            "adviser patch, principal adviser patch, pa patch, adviser area, principal "
            "adviser area, patch name",
            "London",
        ),
        Field(
            "basis",
            "Why the council is in this patch",
            "reason, why, notes, comments",
            "In the London region.",
            "As the extract lists it.",
        ),
        *_SOURCE,
    ),
    (("council_code", "council"), ("patch",)),
    {"patch": "the adviser's area"},
)

LOADABLE: dict[str, Loadable] = {
    each.table: each
    for each in (TAKE_UP, SAVINGS, INDICATOR_VALUES, POLITICAL_CONTROL, ADVISER_PATCHES)
}
"""Tables that a csv file or workbook may hold; boundaries come as other kinds of file."""

NAMES = (*LOADABLE, "boundaries")
"""Every table that can be loaded."""
