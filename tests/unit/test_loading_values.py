"""Values as people write them: what each becomes, what is refused, and that nothing is guessed."""

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.intake.kinds import KINDS
from dashboard.loading import values

MISSING = ["", " ", "-", "–", "..", "n/a", "N/A", "#N/A", "Not available", "\u200b", "\xa0-\xa0"]


def refusal(function: Callable[[str], str], value: str) -> tuple[str, str]:
    """Return what is wrong and what would be right."""
    with pytest.raises(ValueError) as error:
        function(value)
    wrong, right = error.value.args
    return wrong, right


@pytest.mark.parametrize("value", MISSING)
@pytest.mark.parametrize(
    "function",
    [
        values.text,
        values.number,
        values.whole,
        values.gbp_million,
        values.flag,
        values.date,
        values.partial_date,
        values.financial_year,
        values.period,
    ],
)
def test_marks_for_missing_are_empty(function: Callable[[str], str], value: str) -> None:
    assert function(value) == ""


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1,200", "1200"),
        ("1,234,567.89", "1234567.89"),
        ("1 234", "1234"),
        ("1\xa0234\xa0567", "1234567"),
        ("£1,200", "1200"),
        ("£ 1200", "1200"),
        ("Â£5", "5"),
        ("GBP 5", "5"),
        ("£1.2m", "1200000"),
        ("£1.2 million", "1200000"),
        ("1.2bn", "1200000000"),
        ("850k", "850000"),
        ("45%", "45"),
        ("45 %", "45"),
        ("12.5 per cent", "12.5"),
        ("(1.2)", "-1.2"),
        ("£(1.2)m", "-1200000"),
        ("(45%)", "-45"),
        ("-£1.2", "-1.2"),
        ("£-1.2", "-1.2"),
        ("−5", "-5"),
        ("–5", "-5"),
        ("+5", "5"),
        ("1.50", "1.5"),
        ("007", "7"),
        ("-0", "0"),
        (".5", "0.5"),
        ("5.", "5"),
        ("1.2E-05", "0.000012"),
        ("1e5", "100000"),
        ("4.44089209850063E-16", "0"),
        ("0.30000000000000004", "0.3"),
        ('="12"', "12"),
        ("*", ""),
        ("[c]", ""),
    ],
)
def test_numbers(value: str, expected: str) -> None:
    assert values.number(value) == expected


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("1,5", "a comma where no separator of thousands can stand"),
        ("12,34", "a comma where"),
        ("1..2", "do not make a number"),
        ("1,23,456", "do not make a number"),
        ("1.234.567", "do not make a number"),
        ("nil", "may mean nought or not known"),
        ("<5", "a bound"),
        ("over 5", "a bound"),
        ("#REF!", "an error of the spreadsheet"),
        ("=A1+B1", "a formula"),
        ("five", "is not a number"),
        ("5 councils", "is not a number"),
        ("٣", "is not a number"),
        ("-(5)", "is not a number"),
        ("(-5)", "is not a number"),
        ("1e300", "too large"),
        ("9" * 30, "too large"),
        ("inf", "is not a number"),
        ("1_000", "is not a number"),
    ],
)
def test_what_is_no_number_is_refused_with_words(value: str, wrong: str) -> None:
    assert wrong in refusal(values.number, value)[0]


@pytest.mark.parametrize(
    ("value", "expected"),
    [("1,5", "1.5"), ("1.234,5", "1234.5"), ("-1,25", "-1.25"), ("12 345,6", "12345.6")],
)
def test_numbers_with_a_decimal_comma(value: str, expected: str) -> None:
    assert values.number(value, ",") == expected


@pytest.mark.parametrize(
    ("cells", "mark"),
    [
        (["Leeds", "1,5"], ","),
        (["1.234,5"], ","),
        (["1,500"], "."),
        (["1,5", "2.5"], "."),
        (["1,234.5"], "."),
        (["14.09.2016", "Bristol, City of"], "."),
        ([], "."),
    ],
)
def test_the_decimal_mark_is_found_only_where_it_is_certain(cells: list[str], mark: str) -> None:
    assert values.decimal_mark(cells) == mark


def test_whole_numbers() -> None:
    assert values.whole("3.0") == "3"
    assert values.whole("1,200") == "1200"
    assert "not a whole number" in refusal(values.whole, "3.5")[0]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("1.2", "1.2"),
        ("£1.2m", "1.2"),
        ("£850,000", "0.85"),
        ("850k", "0.85"),
        ("£1.2bn", "1200"),
        ("£5", "5"),
        ("(1.2)", "-1.2"),
    ],
)
def test_amounts_in_million_pounds(value: str, expected: str) -> None:
    assert values.gbp_million(value) == expected


@pytest.mark.parametrize("value", ["£5,000", "1200000", "2,500"])
def test_an_amount_that_may_be_pounds_or_millions_is_refused(value: str) -> None:
    wrong, right = refusal(values.gbp_million, value)
    assert "may be pounds or £ million" in wrong
    assert "if it is pounds" in right


@pytest.mark.parametrize(
    ("value", "expected"),
    [("Yes", "true"), ("y", "true"), ("TRUE", "true"), ("1", "true"), ("No", "false")],
)
def test_flags(value: str, expected: str) -> None:
    assert values.flag(value) == expected


def test_a_mark_that_may_be_a_tick_or_a_cross_is_refused() -> None:
    assert refusal(values.flag, "x") == ("“x” is neither yes nor no", "yes or no")


@pytest.mark.parametrize(
    "value",
    [
        "14/09/2016",
        "14/9/16",
        "14-09-2016",
        "14.09.2016",
        "14 / 9 / 2016",
        "2016-09-14",
        "2016/09/14",
        "20160914",
        "2016-09-14 00:00:00",
        "2016-09-14T10:30:00Z",
        "14/09/2016 10:30",
        "14/09/2016 10:30 am",
        "14 September 2016",
        "14 Sept 2016",
        "14th Sept. 2016",
        "14th of September 2016",
        "14-Sep-16",
        "14Sep2016",
        "Wed 14 Sep 2016",
        "Wednesday, 14 September 2016",
        "September 14, 2016",
        "42627",
        "42627.5",
        "42627.0",
    ],
)
def test_one_day_in_many_forms(value: str) -> None:
    assert values.date(value) == "2016-09-14"
    assert values.partial_date(value) == "2016-09-14"


@pytest.mark.parametrize(
    "value",
    ["Sep-16", "Sept 2016", "September 2016", "September, 2016", "09/2016", "2016-09", "2016 Sep"],
)
def test_one_month_in_many_forms(value: str) -> None:
    assert values.partial_date(value) == "2016-09"
    assert "does not say the day" in refusal(values.date, value)[0]


def test_years() -> None:
    assert values.partial_date("2016") == "2016"
    assert values.partial_date("2016.0") == "2016"


@pytest.mark.parametrize(
    ("value", "wrong", "right"),
    [
        ("09/14/2016", "in American order", "in the whole column: 14/09/2016"),
        ("31/02/2016", "not a day that exists", ""),
        ("2016-02-30", "not a day that exists", ""),
        ("13/13/2016", "not a day that exists", ""),
        ("2016/17", "a financial year, not a date", "a column of its own"),
        ("2016-17", "a financial year, not a date", ""),
        ("FY2016/17", "a financial year, not a date", ""),
        ("Q2 2016", "a part of a year", ""),
        ("Spring 2016", "a part of a year", ""),
        ("14-16 September 2016", "a span of time", "the first day"),
        ("16 Sep", "cannot be read as a date", ""),
        ("1850", "before 1900", ""),
        ("14/09/2216", "after 2099", ""),
        ("last week", "is not a date", ""),
        ("14 Septembre 2016", "cannot be read as a date", ""),
    ],
)
def test_what_is_no_date_is_refused_with_words(value: str, wrong: str, right: str) -> None:
    said = refusal(values.partial_date, value)
    assert wrong in said[0]
    assert right in said[1]


@pytest.mark.parametrize(
    "value",
    [
        "2016/17",
        "2016-17",
        "2016–17",
        "2016/2017",
        "2016-2017",
        "2016 to 2017",
        "2016 / 17",
        "FY2016/17",
        "FY 16/17",
        "16/17",
        "201617",
        "Financial year 2016/17",
        "2016/17 (financial year)",
        "14/09/2016",
        "1 April 2016",
        "31/03/2017",
        "Mar-17",
    ],
)
def test_one_financial_year_in_many_forms(value: str) -> None:
    assert values.financial_year(value) == "2016/17"


def test_years_that_excel_takes_for_months_are_still_right() -> None:
    # Typed 2010/11, kept as 1 November 2010 and shown as Nov-10.
    assert values.financial_year("2010-11") == values.financial_year("Nov-10") == "2010/11"


@pytest.mark.parametrize(
    ("value", "wrong", "right"),
    [
        ("2016", "part of two financial years", "2015/16 or 2016/17"),
        ("2016/18", "not one year and the next", "2016/17"),
        ("2017/16", "not one year and the next", ""),
        ("Q1 2016/17", "a part of a financial year", ""),
        ("FY17", "is not a financial year", ""),
        ("soon", "is not a financial year", ""),
        ("1812/13", "before 1900", ""),
    ],
)
def test_what_is_no_financial_year_is_refused(value: str, wrong: str, right: str) -> None:
    said = refusal(values.financial_year, value)
    assert wrong in said[0]
    assert right in said[1]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2016/17", "2016-17"),
        ("2016/2017", "2016-17"),
        ("2016-17", "2016-17"),
        ("Academic year 2016/17", "2016-17"),
        ("16/17", "2016-17"),
        ("2016", "2016"),
        ("2016.0", "2016"),
        ("Calendar year 2016", "2016"),
        ("2013-15", "2013-2015"),
        ("2013 - 2015", "2013-2015"),
        ("2013 to 2015", "2013-2015"),
    ],
)
def test_periods(value: str, expected: str) -> None:
    assert values.period(value) == expected


@pytest.mark.parametrize(
    ("value", "wrong"),
    [
        ("2016-2017", "a financial year or two calendar years"),
        ("2013/14 - 2015/16", "more than one financial year"),
        ("Q1 2016/17", "a part of a year"),
        ("March 2016", "is not a period"),
        ("2016-10", "is not a period"),
        ("value", "is not a period"),
        ("1066", "before 1900"),
    ],
)
def test_what_is_no_period_is_refused(value: str, wrong: str) -> None:
    assert wrong in refusal(values.period, value)[0]


def test_text_is_on_one_line_without_what_is_not_seen() -> None:
    assert values.text("  Peer\r\nchallenge\xa0\u200b 2 ") == "Peer challenge 2"
    assert values.text('="00123"') == "00123"
    assert values.text("=1+1") == "=1+1"


FUNCTIONS = {
    values.text: "text",
    values.number: "number",
    values.whole: "whole",
    values.gbp_million: "number",
    values.flag: "flag",
    values.date: "date",
    values.partial_date: "partial date",
    values.financial_year: "financial year",
    values.period: "period",
}
LIKELY = st.text("0123456789/-–.,:£%() mMkSeptFYQQ\u200b\xa0²٣", max_size=14)


@given(st.one_of(LIKELY, st.text(max_size=20)))
def test_any_text_becomes_what_the_contract_takes_or_is_refused_with_words(value: str) -> None:
    for function, kind in FUNCTIONS.items():
        try:
            found = function(value)
        except ValueError as error:
            wrong, right = error.args
            assert wrong
            assert right
            continue
        assert found == "" or KINDS[kind].accepts(found), (function.__name__, found)
        # What the tables hold is itself taken, and means the same.
        if function is not values.gbp_million:
            assert function(found) == found


@given(st.dates(dt.date(1980, 1, 1), dt.date(2049, 12, 31)))
def test_every_day_is_read_in_every_form(day: dt.date) -> None:
    serial = (day - dt.date(1899, 12, 30)).days
    for form in ("%d/%m/%Y", "%d.%m.%y", "%d %B %Y", "%d-%b-%Y", "%Y-%m-%d", "%Y%m%d"):
        assert values.date(day.strftime(form)) == day.isoformat()
    assert values.date(str(serial)) == day.isoformat()
    first = day.year - (day.month < 4)
    assert values.financial_year_of(day.isoformat()) == f"{first}/{(first + 1) % 100:02}"


@given(st.integers(1950, 2048))
def test_every_financial_year_is_read_in_every_form(first: int) -> None:
    expected = f"{first}/{(first + 1) % 100:02}"
    for text in (expected, expected.replace("/", "-"), f"{first}/{first + 1}", f"FY{expected}"):
        assert values.financial_year(text) == expected
    assert values.financial_year(f"{first % 100:02}/{(first + 1) % 100:02}") == expected
    assert values.period(expected) == expected.replace("/", "-")


@given(st.floats(-1e14, 1e14), st.booleans())
def test_every_number_is_read_with_and_without_thousands(amount: float, comma: bool) -> None:
    written = f"{amount:,.3f}"
    if comma:
        written = written.translate({ord(","): ".", ord("."): ","})
    found = float(values.number(written, "," if comma else "."))
    assert found == pytest.approx(float(f"{amount:.3f}"), rel=1e-14)
