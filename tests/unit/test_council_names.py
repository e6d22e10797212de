"""Councils are found by whatever people call them, and a name that may mean two says so."""

from __future__ import annotations

from datetime import date

import pandas as pd
import pytest

from dashboard.council_aliases import ALIASES, AREAS, FORMER_CODES
from dashboard.council_names import CouncilNames, candidates, names_of, search
from dashboard.settings import ROOT
from dashboard.warehouse import Snapshot

YEAR_2016 = date(2017, 3, 31)
TODAY = date(2025, 3, 31)


@pytest.fixture(scope="module")
def councils(snapshot: Snapshot) -> pd.DataFrame:
    return snapshot.table("councils")


@pytest.fixture(scope="module")
def names(snapshot: Snapshot) -> CouncilNames:
    return names_of(snapshot)


@pytest.fixture(scope="module")
def code(councils: pd.DataFrame) -> dict[str, str]:
    """Code by short name; where two councils share one, the later."""
    table = councils.sort_values("start_date", na_position="first")
    return dict(zip(table["short_name"], table["council_code"], strict=True))


WRITTEN = {
    "St Helens MBC": "St. Helens",
    "St. Helens Council": "St. Helens",
    "ST HELENS METROPOLITAN BOROUGH COUNCIL": "St. Helens",
    "Saint Albans": "St Albans",
    "St Albans City & District Council": "St Albans",
    "Kingston-upon-Hull": "Kingston upon Hull",
    "Hull": "Kingston upon Hull",
    "Hull CC": "Kingston upon Hull",
    "Kingston upon Hull, City of": "Kingston upon Hull",
    "LB Hackney": "Hackney",
    "London Borough of Hackney": "Hackney",
    "Hackney LBC": "Hackney",
    "Hammersmith & Fulham": "Hammersmith and Fulham",
    "LBHF": "Hammersmith and Fulham",
    "RBKC": "Kensington and Chelsea",
    "K&C": "Kensington and Chelsea",
    "Kensington & Chelsea": "Kensington and Chelsea",
    "Royal Borough of Windsor & Maidenhead": "Windsor and Maidenhead",
    "RBWM": "Windsor and Maidenhead",
    "BCP": "Bournemouth, Christchurch and Poole",
    "BCP Council": "Bournemouth, Christchurch and Poole",
    "Notts": "Nottinghamshire",
    "Notts CC": "Nottinghamshire",
    "Nottingham City": "Nottingham",
    "Bucks CC": "Buckinghamshire County",
    "South Bucks DC": "South Bucks",
    "Durham": "County Durham",
    "Durham County Council": "County Durham",
    "Shepway": "Folkestone and Hythe",
    "Shepway District Council": "Folkestone and Hythe",
    "B&NES": "Bath and North East Somerset",
    "Bath & N.E. Somerset": "Bath and North East Somerset",
    "N. Lincs": "North Lincolnshire",
    "NE Lincolnshire": "North East Lincolnshire",
    "S Glos": "South Gloucestershire",
    "CWaC": "Cheshire West and Chester",
    "Cheshire West & Chester": "Cheshire West and Chester",
    "Stoke": "Stoke-on-Trent",
    "Stratford upon Avon": "Stratford-on-Avon",
    "Newcastle under Lyme": "Newcastle-under-Lyme",
    "Newcastle City Council": "Newcastle upon Tyne",
    "King's Lynn and West Norfolk": "Kings Lynn and West Norfolk",
    "King’s Lynn & W. Norfolk BC": "Kings Lynn and West Norfolk",
    "City of York": "York",
    "Bristol": "City of Bristol",
    "Lincoln": "City of Lincoln",
    "City of London": "City of London",
    "Southend-on-Sea City Council": "Southend-on-Sea",
    "Colchester City Council": "Colchester",
    "Isle of Wight": "Isle of Wight",
    "IoW Council": "Isle of Wight",
    "Scilly": "Isles of Scilly",
    "Wirral MBC": "Wirral",
    "Bradford MDC": "Bradford",
    "Cornwall County Council": "Cornwall",
    "Rutland CC": "Rutland",
    "Hereford": "Herefordshire",
    "Barrow": "Barrow-in-Furness",
    "E08000016": "Barnsley",
    "E08000038": "Barnsley",
    "e06000048": "Northumberland",
}


@pytest.mark.parametrize("written", WRITTEN)
def test_a_written_form_means_one_council_and_is_found_first(
    written: str, names: CouncilNames, code: dict[str, str]
) -> None:
    wanted = code[WRITTEN[written]]
    assert [match.code for match in names.candidates(written)] == [wanted]
    assert names.search(written)[0].code == wanted


@pytest.mark.parametrize(
    ("written", "both"),
    [
        ("Buckinghamshire", {"E10000002", "E06000060"}),
        ("Dorset", {"E10000009", "E06000059"}),
        ("Somerset", {"E10000027", "E06000066"}),
        ("North Yorkshire", {"E10000023", "E06000065"}),
        ("Newcastle", {"E08000021", "E07000195"}),
        ("Cheshire", {"E06000049", "E06000050"}),
        ("Bedfordshire", {"E06000055", "E06000056"}),
    ],
)
def test_a_name_of_two_councils_gives_both(
    written: str, both: set[str], names: CouncilNames
) -> None:
    assert {match.code for match in names.candidates(written)} == both
    assert {match.code for match in names.search(written)[:2]} == both


@pytest.mark.parametrize(
    ("written", "then", "now"),
    [
        ("Buckinghamshire", "E10000002", "E06000060"),
        ("Buckinghamshire Council", "E10000002", "E06000060"),
        ("Dorset Council", "E10000009", "E06000059"),
        ("Somerset", "E10000027", "E06000066"),
        ("North Yorks", "E10000023", "E06000065"),
    ],
)
def test_a_date_settles_which_of_two_is_meant(
    written: str, then: str, now: str, names: CouncilNames
) -> None:
    assert [match.code for match in names.candidates(written, YEAR_2016)] == [then]
    assert [match.code for match in names.candidates(written, TODAY)] == [now]


def test_the_day_of_change_is_the_successors_first(names: CouncilNames) -> None:
    (last,) = names.candidates("Somerset", date(2023, 3, 31))
    (first,) = names.candidates("Somerset", date(2023, 4, 1))
    assert (last.code, first.code) == ("E10000027", "E06000066")


@pytest.mark.parametrize(
    ("written", "successors"),
    [
        ("Cumbria", {"E06000063", "E06000064"}),
        ("Northamptonshire", {"E06000061", "E06000062"}),
        ("Bournemouth", {"E06000058"}),
        # By way of Somerset West and Taunton, which has ended too.
        ("Taunton Deane", {"E06000066"}),
    ],
)
def test_a_council_that_has_ended_leads_to_its_successors(
    written: str, successors: set[str], names: CouncilNames, code: dict[str, str]
) -> None:
    assert [match.code for match in names.candidates(written)] == [code[written]]
    after = names.candidates(written, TODAY)
    assert {match.code for match in after} == successors
    assert all(match.through and match.name != written for match in after)
    found = names.search(written)
    assert found[0].code == code[written]
    assert successors <= {match.code for match in found}


@pytest.mark.parametrize(
    ("written", "note"),
    [
        ("Christchurch", "district until 31 March 2019, now Bournemouth, Christchurch and Poole"),
        ("Cumbria", "county until 31 March 2023, now Cumberland, and Westmorland and Furness"),
        ("Hackney", "London borough"),
        ("Lewes", "district in East Sussex"),
        ("Kent", "county, South East"),
    ],
)
def test_the_note_tells_which_council_it_is(written: str, note: str, names: CouncilNames) -> None:
    assert names.search(written)[0].note == note


def test_what_was_taken_over_is_said(names: CouncilNames) -> None:
    found = names.search("Christchurch")[1]
    assert found.name == "Bournemouth, Christchurch and Poole"
    assert found.note == "unitary, took over from Christchurch on 1 April 2019"


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Council",
        "Kent District Council",
        "Leicester County Council",
        "Cambridgeshire Borough Council",
        "Hackny",
        "Glouc",
        "Cardiff",
        "E06999999",
        "BCP on the sea",
    ],
)
def test_what_is_no_name_of_a_council_is_not_matched(written: str, names: CouncilNames) -> None:
    assert names.candidates(written) == []


@pytest.mark.parametrize(
    ("misspelt", "meant"),
    [
        ("Bornemouth", "Bournemouth"),
        ("Birmingam", "Birmingham"),
        ("Welwin Hatfield", "Welwyn Hatfield"),
        ("Wolverhamton City Council", "Wolverhampton"),
        ("Hackny", "Hackney"),
        ("Glocestershire", "Gloucestershire"),
        ("Tunbrige Wells", "Tunbridge Wells"),
        ("Middlesborough", "Middlesbrough"),
    ],
)
def test_a_slip_of_the_pen_is_forgiven_in_a_search(
    misspelt: str, meant: str, names: CouncilNames
) -> None:
    assert names.search(misspelt)[0].name == meant


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("hart", ["Hart", "Hartlepool"]),
        ("derby", ["Derby", "Derbyshire"]),
        ("york", ["York"]),
        ("kingston", ["Kingston upon Thames", "Kingston upon Hull"]),
        ("ne", ["New Forest", "Newark and Sherwood"]),
        ("london borough of ha", ["Hackney", "Hammersmith and Fulham", "Haringey"]),
        ("wells", ["Tunbridge Wells"]),
        ("bournemouth bor", ["Bournemouth"]),
    ],
)
def test_whole_names_come_before_beginnings_and_those_before_later_words(
    typed: str, first: list[str], names: CouncilNames
) -> None:
    found = [match.name for match in names.search(typed)]
    assert found[: len(first)] == first


def test_councils_in_being_come_before_those_that_ended(names: CouncilNames) -> None:
    found = [match.code for match in names.search("Buckinghamshire")]
    assert found[:2] == ["E06000060", "E10000002"]


def test_each_council_is_listed_once_and_no_more_than_wanted(names: CouncilNames) -> None:
    found = [match.code for match in names.search("south", limit=7)]
    assert len(found) == len(set(found)) == 7


def test_every_council_is_found_by_its_names_and_codes(
    councils: pd.DataFrame, names: CouncilNames
) -> None:
    for row in councils.to_dict("records"):
        for name in (row["short_name"], row["name"], row["council_code"], row["code_2025"]):
            if isinstance(name, str):
                assert row["council_code"] in {match.code for match in names.candidates(name)}
                assert row["council_code"] in {match.code for match in names.search(name)[:3]}


def test_official_names_are_of_one_council_only(
    councils: pd.DataFrame, names: CouncilNames
) -> None:
    several = {name: names.candidates(name) for name in councils["name"]}
    assert {name for name, found in several.items() if len(found) != 1} == set()


def test_the_names_of_the_records_on_file_lead_to_their_councils(names: CouncilNames) -> None:
    rows = pd.read_csv(ROOT / "data/records/take_up.csv").dropna(subset="financial_year")
    rows = rows[["council_code", "council", "financial_year"]].drop_duplicates()
    assert len(rows) > 200
    for code, council, year in rows.itertuples(index=False):
        on = date(int(year[:4]) + 1, 3, 31)
        assert code in {match.code for match in names.candidates(council, on)}, (council, year)


def test_aliases_are_of_councils_in_the_register(councils: pd.DataFrame) -> None:
    known = set(councils["short_name"])
    assert set(ALIASES) <= known
    assert {name for group in AREAS.values() for name in group} <= known
    assert set(FORMER_CODES.values()) <= set(councils["council_code"])
    assert not set(FORMER_CODES) & set(councils["council_code"])


def test_the_index_goes_with_the_frames_it_was_made_from() -> None:
    one = pd.DataFrame(
        {
            "council_code": ["E06000001"],
            "code_2025": ["E06000001"],
            "name": ["Oldtown Borough Council"],
            "short_name": ["Oldtown"],
            "authority_type": ["unitary"],
            "region": ["North East"],
            "county_code": [None],
            "start_date": ["1996"],
            "end_date": [None],
        }
    )
    lineage = pd.DataFrame({"council_code": [], "successor_code": []})
    assert [match.name for match in search(one, lineage, "oldtown")] == ["Oldtown"]
    assert candidates(one, lineage, "Oldtown", date(1995, 1, 1)) == []
    other = one.assign(short_name="Newtown", name="Newtown Council")
    assert search(other, lineage, "oldtown") == []
    assert [match.name for match in search(one, lineage, "oldtown")] == ["Oldtown"]
