"""Awkward files whose trouble is in what they say, each with what must come of it.

`accepted` lists, for each row taken, some of its columns in our words; `faults` the line, the
heading and a piece of what is wrong, for all of them; `refused` words of the refusal.
"""

from __future__ import annotations

import io
from dataclasses import dataclass, field
from typing import Any

import xlsxwriter


@dataclass(frozen=True)
class Rows:
    """A file and what must come of it."""

    id: str
    content: str | bytes
    accepted: list[tuple[str, ...]] | None = None
    columns: tuple[str, ...] = ("council_code", "offer_code", "financial_year", "date")
    faults: list[tuple[int | None, str, str]] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    refused: str = ""
    duplicates: int = 0
    name: str = "extract.csv"
    options: dict[str, Any] = field(default_factory=dict)


def book(rows: list[list[Any]], name: str = "Sheet1") -> bytes:
    """Return a workbook of one sheet; numbers stay numbers."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream, {"in_memory": True}) as made:
        sheet = made.add_worksheet(name)
        for at, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                sheet.write(at, column, cell)
    return stream.getvalue()


CPC, LEEDS, HULL = "corporate_peer_challenge", "E08000035", "E06000010"
VALUES = ("indicator_code", "council_code", "period", "value")
CLAIM = ("programme_area", "estimated_saving_gbp_million", "first_year", "scope")
NRE = "Net revenue expenditure"

TAKE_UP = [
    Rows(
        "names as people write them",
        "Local Authority,Type of support,Date\nSt Helens MBC,Corporate peer challenge,14/09/2016\n"
        "Kingston-upon-Hull,CPC,Sept 2016\nLB Hackney,corporate_peer_challenge,2016-09-16\n"
        "Bucks CC,Corporate Peer Challenge (CPC),01/02/2019\n",
        [
            ("E08000013", CPC, "2016/17", "2016-09-14"),
            (HULL, CPC, "2016/17", "2016-09"),
            ("E09000012", CPC, "2016/17", "2016-09-16"),
            ("E10000002", CPC, "2018/19", "2019-02-01"),
        ],
    ),
    Rows(
        "a name of two councils on one day",
        "Council,Offer,Date\nNewcastle,CPC,14/09/2016\nDorset,CPC,14/09/2016\n",
        [("E10000009", CPC, "2016/17", "2016-09-14")],
        faults=[(2, "Council", "may mean 2 councils")],
    ),
    Rows(
        "a council that had ended by then",
        "Council,Offer,Year\nNorthampton,CPC,2021/22\nNorthampton,CPC,2020/21\n",
        [("E07000154", CPC, "2020/21", "")],
        faults=[(2, "Council", "ended on 31 March 2021")],
    ),
    Rows(
        "a code of a council that had not begun",
        "GSS,Offer,FY\nE06000060,CPC,2016/17\n",
        [],
        faults=[(2, "GSS", "began on 1 April 2020")],
    ),
    Rows(
        "former codes and codes in small letters",
        "ONS code,Offer,FY\nE06000048,CPC,2016/17\ne08000035,CPC,2016/17\n",
        [("E06000057", CPC, "2016/17", ""), (LEEDS, CPC, "2016/17", "")],
    ),
    Rows(
        "a code and a name that disagree",
        "Code,Council,Offer,FY\nE08000035,Hull,CPC,2016/17\nE08000035,Leeds CC,CPC,2016/17\n",
        [(LEEDS, CPC, "2016/17", "")],
        faults=[(2, "Council", "The code and the name disagree")],
    ),
    Rows(
        "a number of somebody's own in the place of the code",
        "Code,Council,Offer,FY\n1045,Leeds,CPC,2016/17\n",
        [(LEEDS, CPC, "2016/17", "")],
    ),
    Rows(
        "offers that do not exist",
        "Council,Offer,FY\nLeeds,Peer chalenge,2016/17\nLeeds,,2016/17\nLeeds,9,2016/17\n",
        [],
        faults=[
            (2, "Offer", "not known"),
            (3, "Offer", "There is no offer"),
            (4, "Offer", "not known"),
        ],
    ),
    Rows(
        "years and dates to come",
        "Council,Offer,Date,FY\nLeeds,CPC,,2027/28\nLeeds,CPC,1 Dec 2026,\nLeeds,CPC,,2026/27\n",
        [(LEEDS, CPC, "2026/27", "")],
        faults=[(2, "FY", "2027/28 has not begun"), (3, "Date", "in the future")],
    ),
    Rows(
        "dates in the order of the United States",
        "Council,Offer,Date\nLeeds,CPC,09/14/2016\n",
        [],
        faults=[(2, "Date", "")],
    ),
    Rows(
        "a year that is in two financial years",
        "Council,Offer,Date\nLeeds,CPC,2016\nHull,CPC,2017/18\n",
        [(HULL, CPC, "2017/18", "")],
        faults=[(2, "Date", "does not say which financial year")],
    ),
    Rows(
        "a date that is not in the financial year beside it",
        "Council,Offer,Date,Year\nLeeds,CPC,31/03/2017,2017/18\nLeeds,CPC,01/04/2017,2017/18\n",
        [(LEEDS, CPC, "2017/18", "2017-04-01")],
        faults=[(2, "Date", "The date is in 2016/17")],
    ),
    Rows(
        "no date at all",
        "Council,Offer,Date\nLeeds,CPC,n/a\nLeeds,CPC,TBC\n",
        [],
        faults=[(2, "Date", "no date"), (3, "Date", "no date")],
    ),
    Rows(
        "the same row, written otherwise",
        "Council,Offer,Date,Notes\nLeeds,CPC,1/5/2016,a\nLeeds CC,CPC,01 May 2016,a\n",
        [(LEEDS, CPC, "2016/17", "2016-05-01")],
        duplicates=1,
    ),
    Rows(
        "the same row to the letter",
        "Council,Offer,Date,Notes\nLeeds,CPC,1/5/2016,a\nLeeds,CPC,1/5/2016,a\n",
        [(LEEDS, CPC, "2016/17", "2016-05-01")],
        duplicates=1,
    ),
    Rows(
        "the same key with other content",
        "Council,Offer,Date,Notes\nLeeds,CPC,1/5/2016,a\nLeeds,CPC,1/5/2016,b\n",
        [(LEEDS, CPC, "2016/17", "2016-05-01")],
        faults=[(3, "Notes", "in line 2")],
    ),
    Rows(
        "illustrative rows of our own download",
        "council_code,offer_code,financial_year,basis\nE08000035,leadership,2016/17,illustrative\n"
        "E08000035,leadership,2017/18,recorded\n",
        [(LEEDS, "leadership", "2017/18", "")],
        faults=[(2, "basis", "not a record")],
    ),
    Rows(
        "the template as it is",
        "council_code,council,offer_code,offer,date,financial_year\nEXAMPLE: delete this row,"
        "Exampleshire,cpc,CPC,14/09/2016,2016/17\nE08000035,,,CPC,,2016/17\n",
        [(LEEDS, CPC, "2016/17", "")],
        notes=("1 row of the template was left out",),
    ),
    Rows(
        "a heading that stands again in the middle",
        "Council,Offer,FY\nLeeds,CPC,2016/17\nCouncil,Offer,FY\nHull,CPC,2016/17\n",
        [(LEEDS, CPC, "2016/17", ""), (HULL, CPC, "2016/17", "")],
        notes=("repeats the heading",),
    ),
    Rows(
        "a comma that nobody put in quotation marks",
        "Council,Offer,FY\nBournemouth, Christchurch and Poole,CPC,2019/20\nLeeds,CPC,2019/20,,\n",
        [(LEEDS, CPC, "2019/20", "")],
        faults=[(2, "", "4 cells"), (2, "Offer", "not known"), (2, "FY", "CPC")],
    ),
    Rows(
        "formulas as text",
        "Council,Offer,FY,Notes\n=Leeds,CPC,2016/17,-\nHull,CPC,2016/17,=1+1\n"
        'Leeds,CPC,2016/17,"=HYPERLINK(""http://x"")"\n',
        [(LEEDS, "Listed in the extract."), (HULL, "=1+1")],
        ("council_code", "evidence"),
        faults=[(4, "Notes", "HYPERLINK")],
    ),
    Rows(
        "serial dates and numbers of a workbook",
        book([["Council", "Offer", "Date", "Number"], ["Leeds", "CPC", 42627, 2]]),
        [(LEEDS, "2016/17", "2016-09-14", "2")],
        ("council_code", "financial_year", "date", "quantity"),
        name="extract.xlsx",
    ),
    Rows(
        "title rows above the heading of a workbook",
        book(
            [["Register of challenges"], [], ["Council", "Offer", "FY"], ["Hull", "CPC", "16/17"]]
        ),
        [(HULL, CPC, "2016/17", "")],
        notes=("The heading is on line 3",),
        name="extract.xlsx",
    ),
    Rows(
        "a quantity of nought and one of half",
        "Council,Offer,FY,How many\nLeeds,CPC,2016/17,0\nHull,CPC,2016/17,1.5\n",
        [],
        faults=[(2, "How many", "too low"), (3, "How many", "not a whole number")],
    ),
    Rows(
        "a web address without its beginning",
        "Council,Offer,FY,Link\nLeeds,CPC,2016/17,www.leeds.gov.uk\nHull,CPC,2016/17,see file\n",
        [(LEEDS, "https://www.leeds.gov.uk")],
        ("council_code", "source_address"),
        faults=[(3, "Link", "not allowed")],
    ),
    Rows(
        "nothing but a heading",
        "Council,Offer,FY\n",
        refused="no rows",
    ),
    Rows(
        "headings that nobody knows",
        "Thing,When,Who,Sort\na,b,c,d\n",
        refused="--as take_up --map",
    ),
    Rows(
        "two columns that may be the date",
        "Council,Offer,Date,Date\nLeeds,CPC,1/4/2016,2/4/2016\n",
        refused="Give them different headings",
    ),
    Rows(
        "three hundred columns",
        ",".join(["Council", "Offer", "FY", *(f"Column {n}" for n in range(297))])
        + "\nLeeds,CPC,2016/17"
        + ",x" * 297
        + "\n",
        [(LEEDS, CPC, "2016/17", "")],
    ),
    Rows(
        "an offer in the name of the file only",
        "Council,Date\nLeeds,14/09/2016\n",
        [(LEEDS, "peer_support", "2016/17", "2016-09-14")],
        options={"fixed": {"offer": "Peer support"}},
    ),
]

INDICATORS = [
    Rows(
        "percent signs, thousands, brackets and marks for nothing",
        f'Indicator,Council,Period,Value\n{NRE},Leeds,2016/17,45%\n{NRE},Hull,2016-17,"1,234.5"\n'
        f"{NRE},Barnsley,2016/17,(1.2)\n{NRE},Bradford,2016/17,n/a\n{NRE},Bury,2016/17,about 3\n",
        [
            ("FIN_NRE", LEEDS, "2016-17", "45"),
            ("FIN_NRE", HULL, "2016-17", "1234.5"),
            ("FIN_NRE", "E08000016", "2016-17", "-1.2"),
        ],
        VALUES,
        faults=[(6, "Value", "about 3")],
        notes=("1 cell without a value was left out",),
    ),
    Rows(
        "one indicator by period, with a title and notes",
        f'"{NRE} (from 2014/15 to 2015/16) for All English metropolitan boroughs",,\n'
        'Area,2014/15,2015/16\nLeeds,"1,200",..\nEngland,9,9\nMean for All English metropolitan '
        "boroughs,1,2\nSource: a department,,\nPowered by LG Inform,,\n",
        [("FIN_NRE", LEEDS, "2014-15", "1200")],
        VALUES,
        notes=("2 rows of areas", "2 notes under the table"),
    ),
    Rows(
        "two indicators side by side",
        f",,{NRE},,Claimant Count,\nArea code,Area,2014/15,2015/16,2014,2015\n"
        "E08000035,Leeds,1,2,3.5%,x2\nW06000015,Cardiff,1,2,3,4\n",
        [],
        VALUES,
        faults=[(3, "2015", "x2")],
        notes=("1 row of areas",),
    ),
    Rows(
        "an indicator that is not known",
        "Metric,Area,2014/15\nGross revenue expenditure,Leeds,1\n",
        [],
        faults=[(2, "Metric", "not known")],
    ),
    Rows(
        "a council in a period before it began, by name and by code",
        f"Code,Name,Metric,Period,Value\n,BCP,{NRE},2014/15,1\nE06000058,,{NRE},2014/15,1\n",
        [("FIN_NRE", "E06000058", "2014-15", "1")],
        VALUES,
        faults=[(2, "Name", "began on 1 April 2019")],
        notes=("1 value of councils that were not in being",),
    ),
    Rows(
        "a period that has not begun, a quarter and a month",
        f"Metric,Area,Period,Value\n{NRE},Leeds,2027/28,1\n{NRE},Leeds,2016/17 Q2,1\n"
        f"{NRE},Leeds,2027,1\n",
        [],
        faults=[(2, "Period", "not begun"), (3, "Period", ""), (4, "Period", "not begun")],
    ),
    Rows(
        "decimal commas between semicolons",
        f"Metric;Area;Period;Value\n{NRE};Leeds;2016/17;1,5\n{NRE};Hull;2016/17;2,25\n",
        [("FIN_NRE", LEEDS, "2016-17", "1.5"), ("FIN_NRE", HULL, "2016-17", "2.25")],
        VALUES,
    ),
]

OTHERS = [
    Rows(
        "pounds where we have millions",
        'Programme,Year,Saving (£)\nProcurement,2030/31,1\nFleet,2009/10,"£1,200,000"\n',
        [("Fleet", "1.2", "2009/10", "area")],
        CLAIM,
        faults=[(2, "Year", "has not begun")],
    ),
    Rows(
        "amounts of which nobody says the unit",
        "Programme,Year,Savings\nFleet,2009/10,1200000\nRoads,2009/10,1.5\n",
        [("Roads", "1.5", "2009/10", "area")],
        CLAIM,
        faults=[(2, "Savings", "may be pounds")],
    ),
    Rows(
        "a total beside its parts",
        "Programme,Year,Saving (£m)\nFleet,2009/10,1\nTotal,2009/10,1\n",
        [],
        faults=[(2, "claim", "twice"), (3, "claim", "twice")],
    ),
    Rows(
        "control in short, a party nobody knows and too many seats",
        "Council,Year,Control,Total seats,Con\nLeeds,2016,NOC,99,10\nHull,2016,Lab,57,2\n"
        "Bury,2016,Monster raving,51,1\nBolton,2016,Con,60,61\nBarnsley,2030,Lab,63,1\n",
        [
            (LEEDS, "2016", "No overall control", "No overall control"),
            (HULL, "2016", "Labour", "Labour"),
        ],
        ("council_code", "year", "control", "control_group"),
        faults=[
            (4, "Control", "not known"),
            (5, "Total seats", "add up to more"),
            (6, "Year", "in the future"),
        ],
    ),
    Rows(
        "a patch file without most councils",
        "Council,Patch\nLeeds,Yorkshire\nHackney,london\n",
        [("E09000012", "London")],
        ("council_code", "patch"),
        options={"only_lines": True},
        faults=[(2, "Patch", "not known")],
    ),
]

CASES = [*TAKE_UP, *INDICATORS, *OTHERS]
