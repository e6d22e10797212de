"""Settings come from the environment, and a bad one is named."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.__main__ import main
from dashboard.settings import ROOT, Settings, SettingsError


def test_an_empty_environment_gives_the_defaults() -> None:
    settings = Settings.from_environment({})
    assert settings == Settings("127.0.0.1", 8050, ROOT / "data/warehouse", ROOT / "data", 2017)


def test_every_setting_can_be_given(tmp_path: Path) -> None:
    settings = Settings.from_environment(
        {
            "DASHBOARD_HOST": "0.0.0.0",
            "DASHBOARD_PORT": "80",
            "DASHBOARD_DATA": str(tmp_path / "built"),
            "DASHBOARD_SOURCES": str(tmp_path),
            "DASHBOARD_SEED": "7",
        }
    )
    assert settings == Settings("0.0.0.0", 80, tmp_path / "built", tmp_path, 7)


def test_a_setting_left_empty_is_as_if_unset() -> None:
    assert Settings.from_environment({"DASHBOARD_PORT": " "}) == Settings()


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("DASHBOARD_PORT", "eighty", "from 0 to 65535, not 'eighty'"),
        ("DASHBOARD_PORT", "65536", "from 0 to 65535"),
        ("DASHBOARD_PORT", "-1", "from 0 to 65535"),
        ("DASHBOARD_SEED", "1.5", "a whole number"),
        ("DASHBOARD_SOURCES", "/no/such/folder", "a folder that exists, not /no/such/folder"),
        ("DASHBOARD_DATA", __file__, "not the file"),
    ],
)
def test_a_bad_setting_is_named(name: str, value: str, says: str) -> None:
    with pytest.raises(SettingsError, match=name) as error:
        Settings.from_environment({name: value})
    assert says in str(error.value)


def test_the_command_line_tells_of_a_bad_setting(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("DASHBOARD_PORT", "eighty")
    assert main(["build"]) == 2
    assert "DASHBOARD_PORT" in capsys.readouterr().err
