"""What each column of an exhibit means: the data dictionary of charts, files and JSON.

A name means the same in every exhibit; this is the one place that says what.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Column:
    """A column as readers meet it."""

    name: str
    label: str
    unit: str
    description: str
    decimals: int = 0
    # Width in a table on the page, in pixels.
    width: int = 120


# fmt: off
_COLUMNS = (
    Column("financial_year", "Financial year", "year", "1 April to 31 March, as 2016/17.", width=130),
    Column("region", "Region", "", "Region of England; “England” is the comparison row.", width=190),
    Column("patch", "Adviser patch", "", "Area looked after by an LGA principal adviser in 2016/17.", width=330),
    Column("authority_type", "Authority type", "", "County, district, unitary, metropolitan district or London borough.", width=170),
    Column("political_control", "Political control", "", "Control after the May election in which the financial year begins: the party with more than half the seats, or no overall control.", width=170),
    Column("council_code", "Council code", "", "Code of the Office for National Statistics (GSS).", width=130),
    Column("council", "Council", "", "Short name of the council.", width=220),
    Column("area_code", "Area code", "", "The code of the area on the map: a region's name or a council's code."),
    Column("area", "Area", "", "The area on the map.", width=220),
    Column("group", "Group", "", "“selection” is what the reader chose; “England” is every council; “England, as published” is the figure a document gives. Where groups are compared with one another, the name of the group.", width=190),
    Column("councils", "Councils", "councils", "Number of councils in being on 31 March of the financial year (N)."),
    Column("taking_part", "Taking part", "councils", "Councils with at least one record (n). For one council: 1 or 0."),
    Column("quantity", "Records", "records", "Number of times the offer was taken up; a council can have more than one."),
    Column("percent", "Take-up", "%", "Councils taking part divided by councils, times 100.", 1),
    Column("interval_low", "Interval, low", "%", "Lower end of the 95% Wilson interval; empty where records are incomplete.", 1, width=150),
    Column("interval_high", "Interval, high", "%", "Upper end of the 95% Wilson interval; empty where records are incomplete.", 1, width=150),
    Column("compared_with_england", "Compared with England", "", "Higher or lower when England's rate lies outside the interval, otherwise similar; empty where records are incomplete or a group is marked as small.", width=200),
    Column("selected", "Selected", "", "True for the groups the reader chose, or for all when none was chosen."),
    Column("complete", "Complete", "", "True where the rows cover every council that took part; false where they are only those found so far."),
    Column("basis", "Basis", "", "Published: a document says so. Recorded: each row has its own source. Illustrative: allocated to councils by us so as to meet the published figures."),
    Column("offers", "Offers", "", "Offers that the council's records are for.", width=280),
    Column("dates", "Dates on record", "", "Dates of the records as the sources give them.", width=150),
    Column("source", "Source", "", "Title of the document or page that the record comes from.", width=420),
    Column("source_address", "Source address", "", "Address of the document or page, where known.", width=300),
    Column("status", "Status", "", "Lapsed: last recorded challenge more than five years before the counting date. Due: four to five years. Recent: under four. No record found: none with a date.", width=150),
    Column("last_challenge", "Last challenge", "date", "Date of the last recorded corporate or finance peer challenge, as far as it is known: day, month, year or financial year.", width=140),
    Column("years_since", "Years since", "years", "Whole months from the challenge (the first day its date allows) to the counting date, divided by twelve and rounded down to one decimal.", 1, width=120),
    Column("predecessor_challenge", "Predecessor's challenge", "", "Last recorded challenge of each council that this one replaced; it does not count as its own.", width=230),
    Column("note", "Note", "", "What to know about this row.", width=280),
    Column("dimension", "Kind of group", "", "What the group is: a region, an authority type, a political control, an adviser patch or a tier; England is the comparison row.", width=150),
    Column("expected", "Expected", "councils", "Councils that would take part at England's rate.", 1),
    Column("chance_low", "Chance, low", "councils", "Fewest councils that chance alone would give in 95 of 100 draws.", width=130),
    Column("chance_high", "Chance, high", "councils", "Most councils that chance alone would give in 95 of 100 draws.", width=130),
    Column("p_value", "p-value", "probability", "Probability that chance alone gives so few councils or fewer (one-sided exact test).", 4),
    Column("adjusted_p", "Adjusted p", "probability", "The p-value allowing for the number of groups compared (Holm).", 4, width=130),
    Column("flag", "Flag", "", "Below chance when the adjusted p-value is under 0.05, otherwise within chance; cannot judge where records are incomplete.", width=140),
    Column("has_published_figure", "Published figure", "", "True where a published figure for this group and year fixes its take-up, so that the count is not only our allocation.", width=150),
    Column("election", "Control after", "", "The May whose control is compared with that of the May before.", width=130),
    Column("control_before", "Old control", "", "Control after the May before.", width=170),
    Column("control_after", "New control", "", "Control after this May.", width=170),
    Column("seats", "Seats", "", "Seats by party after this May; parties without a seat are left out.", width=280),
    Column("seats_total", "Seats in all", "seats", "Seats on the council.", width=120),
    Column("records_after", "Records after", "records", "Recorded rows of support in the two years after the May of the change; 0 means none was found.", width=140),
    Column("support_after", "Support after", "", "The support recorded in the two years after: date and offer.", width=330),
    Column("offer", "Offer", "", "Name of the offer.", width=330),
    Column("offer_code", "Offer code", "", "The offer as written in addresses, with hyphens for underscores.", width=210),
    Column("theme", "Theme", "", "Theme of the offer.", width=260),
    Column("england_percent", "England", "%", "Take-up among all councils in England, whatever was selected.", 1),
    Column("published_percent", "Published", "%", "The figure that a document gives for exactly this group and year; for an offer, the figure for England.", 1),
    Column("expected_percent", "Expected from types", "%", "Take-up if each type of council in the group took part at the rate of that type in England; empty where records are incomplete.", 1, width=170),
    Column("type_mix", "Types of council", "", "Number of councils of each authority type in the group.", width=420),
    Column("small", "Small group", "", "True where the group has fewer than 5 councils, so that one council changes the share a great deal."),
    Column("depth", "Kinds of support", "kinds", "Number of kinds of support that the council has on record in the year; parts of one offer are one kind."),
    Column("kinds", "Which kinds", "", "Names of the kinds of support on record.", width=420),
    Column("expected_depth", "Expected, average", "kinds", "Average number of kinds for a council of this type if each kind were taken up separately; empty where records are incomplete.", 1, width=150),
    Column("expected_low", "Expected, low", "kinds", "Lower end of the range that chance would give at least 95 in 100 councils of this type; empty where records are incomplete.", width=130),
    Column("expected_high", "Expected, high", "kinds", "Upper end of the range that chance would give at least 95 in 100 councils of this type; empty where records are incomplete.", width=130),
    Column("compared_with_expected", "Compared with expected", "", "More or fewer kinds than the range that chance would give, otherwise as expected; empty where records are incomplete.", width=190),
    Column("published_wording", "Wording", "", "How the source puts the figure: exact, over, almost, about."),
)
# fmt: on

COLUMNS = {column.name: column for column in _COLUMNS}
