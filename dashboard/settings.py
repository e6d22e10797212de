"""Settings, from the environment. Everything has a default that works from a fresh copy."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class SettingsError(ValueError):
    """A setting cannot be used; the message names it and says what is allowed."""


@dataclass(frozen=True)
class Settings:
    """Where to listen and where the data are.

    `data` is the folder of the built data, `sources` the folder of the csv files it is built
    from, `seed` the start of the random choices behind the illustrative records.
    """

    host: str = "127.0.0.1"
    port: int = 8050
    data: Path = ROOT / "data" / "warehouse"
    sources: Path = ROOT / "data"
    seed: int = 2017

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read DASHBOARD_HOST, _PORT, _DATA, _SOURCES and _SEED; an empty one is as if unset.

        Raises SettingsError when a value cannot be used.
        """
        values = os.environ if environment is None else environment
        given = {
            name: text
            for name in ("host", "port", "data", "sources", "seed")
            if (text := values.get(f"DASHBOARD_{name.upper()}", "").strip())
        }
        sources = _folder(given.get("sources"), cls.sources)
        if not sources.is_dir():
            raise SettingsError(f"DASHBOARD_SOURCES must be a folder that exists, not {sources}.")
        data = _folder(given.get("data"), cls.data)
        if data.exists() and not data.is_dir():
            raise SettingsError(f"DASHBOARD_DATA must be a folder, not the file {data}.")
        return cls(
            host=given.get("host", cls.host),
            port=_whole("DASHBOARD_PORT", given.get("port"), cls.port, 0, 65_535),
            data=data,
            sources=sources,
            seed=_whole("DASHBOARD_SEED", given.get("seed"), cls.seed, 0, 2**32 - 1),
        )


def _folder(text: str | None, default: Path) -> Path:
    return default if text is None else Path(text).expanduser().resolve()


def _whole(name: str, text: str | None, default: int, low: int, high: int) -> int:
    if text is None:
        return default
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise SettingsError(f"{name} must be a whole number from {low} to {high}, not {text!r}.")
    return int(text)
