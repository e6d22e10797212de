"""Tables that the build works out: sources, council years, coverage, the date of the data."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.intake import derive

DOCUMENTS = pd.DataFrame(
    [
        {
            "source": "report",
            "source_title": "The report",
            "source_address": None,
            "publisher": "LGA",
            "published": "2017",
            "licence": None,
        }
    ],
    dtype="str",
)


def cited(*pairs: tuple[str | None, str | None]) -> pd.DataFrame:
    return pd.DataFrame(pairs, columns=["source_title", "source_address"], dtype="str")


def test_a_declared_document_keeps_its_name_and_is_not_listed_twice() -> None:
    rows = cited(("The report", None), ("A page", "https://a.b/c"))
    every = derive.sources(DOCUMENTS, [rows])
    assert every["title"].tolist() == ["The report", "A page"]
    assert derive.source_ids(rows, every).tolist()[0] == "report"


def test_one_address_is_one_source_under_its_shortest_title() -> None:
    rows = cited(("A page (first visit)", "https://a.b/c"), ("A page", "https://a.b/c"))
    every = derive.sources(DOCUMENTS, [rows])
    ids = derive.source_ids(rows, every)
    assert ids.nunique() == 1
    assert every.set_index("source").loc[ids[0], "title"] == "A page"


def test_the_first_table_to_cite_a_source_gives_its_title() -> None:
    first = cited(("Written statement, 19 January 2026", "https://a.b/c"))
    later = cited(("WMS 19 Jan", "https://a.b/c"))
    every = derive.sources(DOCUMENTS, [first, later])
    assert every["title"].tolist() == ["The report", "Written statement, 19 January 2026"]


def test_one_title_at_two_addresses_is_two_sources() -> None:
    rows = cited(("Minutes", "https://a.b/1"), ("Minutes", "https://a.b/2"))
    assert derive.source_ids(rows, derive.sources(DOCUMENTS, [rows])).nunique() == 2


def test_names_of_sources_do_not_shift_when_others_are_added() -> None:
    rows = cited(("Minutes", "https://a.b/2"))
    more = cited(
        ("Minutes", "https://a.b/1"), ("Aardvark news", None), ("Minutes", "https://a.b/2")
    )
    alone = derive.source_ids(rows, derive.sources(DOCUMENTS, [rows]))[0]
    together = derive.source_ids(more, derive.sources(DOCUMENTS, [more]))[2]
    assert alone == together


def test_a_row_without_a_source_gets_none() -> None:
    rows = cited((None, None), ("A page", "https://a.b/c"))
    ids = derive.source_ids(rows, derive.sources(DOCUMENTS, [rows]))
    assert ids.isna().tolist() == [True, False]


def test_a_long_title_is_cut_between_words() -> None:
    title = "Polling on resident satisfaction with councils, final report of October 2014"
    rows = cited((title, None))
    (name,) = derive.source_ids(rows, derive.sources(DOCUMENTS, [rows]))
    words, _, digest = name.rpartition("-")
    assert words == "polling-on-resident-satisfaction-with-councils"
    assert len(digest) == 4


def councils() -> pd.DataFrame:
    """An old district, the unitary council that took over on 1 April 2019, and a London one."""
    frame = pd.DataFrame(
        [
            ("E07000001", "Old", "district", "1974-04-01", "2019-03-31"),
            ("E06000001", "New", "unitary", "2019-04-01", None),
            ("E09000001", "City", "London borough", None, None),
        ],
        columns=["council_code", "short_name", "authority_type", "start_date", "end_date"],
        dtype="str",
    )
    frame["region"], frame["county_code"] = "London", None
    return frame.assign(tier=derive.tier(frame["authority_type"]))


@pytest.fixture
def years() -> pd.DataFrame:
    control = pd.DataFrame(
        {
            "council_code": ["E07000001", "E07000001", "E06000001"],
            "year": [2016, 2018, 2019],
            "control_group": ["Labour", "Conservative", "No overall control"],
        }
    )
    patches = pd.DataFrame(
        {"council_code": ["E07000001", "E06000001", "E09000001"], "patch": "London"}
    )
    return derive.council_years(councils(), control, patches).set_index(
        ["financial_year", "council"]
    )


def test_a_council_counts_in_the_year_it_ends_on_31_march(years: pd.DataFrame) -> None:
    assert set(years.loc["2018/19"].index) == {"Old", "City"}
    assert set(years.loc["2019/20"].index) == {"New", "City"}


def test_years_run_from_2010_11_to_2026_27(years: pd.DataFrame) -> None:
    found = years.index.get_level_values("financial_year").unique()
    assert (found[0], found[-1], len(found)) == ("2010/11", "2026/27", 17)


def test_control_is_that_of_the_may_in_which_the_year_begins(years: pd.DataFrame) -> None:
    control = years["political_control"]
    assert control["2016/17", "Old"] == "Labour"
    assert pd.isna(control["2017/18", "Old"])
    assert control["2018/19", "Old"] == "Conservative"
    assert control["2019/20", "New"] == "No overall control"


def test_tiers() -> None:
    types = pd.Series(["county", "district", "unitary", "metropolitan district", "London borough"])
    assert derive.tier(types).tolist() == ["upper", "lower", "single", "single", "single"]


def test_coverage_counts_values_councils_and_periods() -> None:
    indicators = pd.DataFrame({"indicator_code": ["A", "B"]})
    values = pd.DataFrame(
        [
            ("A", "E1", "2015-16"),
            ("A", "E1", "2016-17"),
            ("A", "E2", "2014-15"),
            ("B", "E1", "2020"),
        ],
        columns=["indicator_code", "council_code", "period"],
    )
    found = indicators.join(derive.coverage(values), on="indicator_code").set_index(
        "indicator_code"
    )
    assert found.loc["A"].tolist() == ["2014-15", "2016-17", 2, 3]
    assert found.loc["B"].tolist() == ["2020", "2020", 1, 1]


@pytest.mark.parametrize(
    ("dates", "newest"),
    [
        (["2016-09-14", "2015-12-31"], "2016-09-14"),
        (["2016-09-14", "2016-09"], "2016-09-30"),
        (["2016-02"], "2016-02-29"),
        (["2016-09-14", "2017", None], "2016-09-14"),
    ],
)
def test_the_date_of_the_data_is_the_newest_day_on_record(
    dates: list[str | None], newest: str
) -> None:
    take_up = pd.DataFrame({"date": dates, "basis": "recorded"}).astype({"date": "str"})
    later = pd.DataFrame({"date": ["2030-01-01"], "basis": "illustrative"})
    none = pd.DataFrame({"start": [None], "end": [None]}, dtype="str")
    assert derive.data_date(pd.concat([take_up, later]), none) == newest
    ended = pd.DataFrame({"start": ["2014-12-17"], "end": ["2018-09-01"]}, dtype="str")
    assert derive.data_date(take_up, ended) == "2018-09-01"
