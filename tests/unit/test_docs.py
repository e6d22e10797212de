"""The pages in docs/ say what the code does."""

from __future__ import annotations

import re
from contextlib import suppress

import pytest
from flask.testing import FlaskClient

from dashboard.__main__ import MISUSED, WIDTH, main
from dashboard.intake.describe import contracts
from dashboard.loading.tables import LOADABLE
from dashboard.selection import ADDRESS_KEYS, SINGLE, address_key
from dashboard.settings import NAMES, ROOT
from dashboard.settings_text import MEANS
from dashboard.vocabulary import CHOICES

DOCS = ROOT / "docs"


def rows(page: str, heading: str) -> dict[str, list[str]]:
    """The rows of the table with this heading, by the name in the first cell."""
    text = (DOCS / page).read_text("utf-8")
    _, _, after = text.partition(f"| {heading} |")
    found = {}
    for line in after.splitlines()[2:]:
        if not line.startswith("|"):
            break
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        found[cells[0].strip("`")] = cells[1:]
    return found


def test_every_key_of_an_address_is_described_in_order() -> None:
    assert tuple(rows("addresses.md", "key")) == ADDRESS_KEYS


def test_the_keys_that_take_several_values_are_those_that_the_selection_takes() -> None:
    single = {address_key(key) for key in SINGLE}
    for key, cells in rows("addresses.md", "key").items():
        assert (cells[0] == "no") == (key in single), key


@pytest.mark.parametrize("key", ["records", "map", "tier", "compare", "cut"])
def test_choices_of_ours_are_all_named(key: str) -> None:
    words = rows("addresses.md", "key")[key][1]
    for value in CHOICES[key]:
        assert f"`{value}`" in words


def test_the_data_routes_are_those_of_the_application(client: FlaskClient) -> None:
    rules = {rule.rule for rule in client.application.url_map.iter_rules()}
    for address in re.findall(r"`(/[^`]+)`", " ".join(rows("addresses.md", "address"))):
        assert address.replace("ID", "<exhibit_id>").replace("NAME", "<name>") in rules


def test_every_setting_is_described_once() -> None:
    described = rows("settings.md", "setting")
    assert list(described) == [f"DASHBOARD_{name.upper()}" for name in NAMES]


def test_settings_are_described_in_the_words_of_the_command_line() -> None:
    for name, (default, means) in MEANS.items():
        told = rows("settings.md", "setting")[f"DASHBOARD_{name.upper()}"]
        assert [cell.replace("`", "") for cell in told] == [default, means], name


@pytest.mark.parametrize("arguments", [[], ["--help"]])
def test_the_command_line_lists_every_setting(
    capsys: pytest.CaptureFixture[str], arguments: list[str]
) -> None:
    with suppress(SystemExit):
        assert main(arguments) == MISUSED
    told = "".join(capsys.readouterr())
    for name, (default, means) in MEANS.items():
        assert f"DASHBOARD_{name.upper()} ({default})\n" in told
        assert means in " ".join(told.split())
    assert max(len(line) for line in told.splitlines()) <= WIDTH


def test_every_table_that_can_be_loaded_is_described() -> None:
    assert set(rows("load.md", "table")) == {*LOADABLE, "boundaries"}


def test_the_contracts_are_as_the_page_says() -> None:
    written = (DOCS / "data.md").read_text("utf-8")
    assert written == contracts(), "Run: python -m dashboard.intake.describe > docs/data.md"


@pytest.mark.parametrize("page", sorted(path.name for path in DOCS.glob("*.md")))
def test_links_between_pages_lead_somewhere(page: str) -> None:
    for target in re.findall(r"\]\(([^)#:]+)\)", (DOCS / page).read_text("utf-8")):
        assert (DOCS / target).exists(), target
