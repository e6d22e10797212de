"""Settings, from the environment. Everything has a default that works from a fresh copy."""

from __future__ import annotations

import ipaddress
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.access.settings import SignIn
from dashboard.settings_text import MEANS, SettingsError, hosts, one_of, prefix, secret, whole

__all__ = ["NAMES", "ROOT", "Settings", "SettingsError", "is_loopback"]

ROOT = Path(__file__).resolve().parent.parent
SHORTEST_TOKEN = 16
NAMES = tuple(MEANS)


@dataclass(frozen=True)
class Settings:
    """Where to listen, for whom, and where the data are.

    `data` is the folder of the built data, `sources` the folder of the csv files it is built
    from, `seed` the start of the random choices behind the illustrative records. `load_token`
    is what those who may load records through the browser have to give; empty, and nobody can.
    `workers` are processes that serve side by side. `open` allows to serve others than this
    machine without sign-in. `hosts` are the names the dashboard answers to (empty: see
    `dashboard/forwarding.py`), `trusted_proxies` how many reverse proxies stand before it,
    `prefix` the path below which they show it.
    """

    host: str = "127.0.0.1"
    port: int = 8050
    data: Path = ROOT / "data" / "warehouse"
    sources: Path = ROOT / "data"
    seed: int = 2017
    load_token: str = field(default="", repr=False)
    workers: int = 1
    open: bool = False
    hosts: tuple[str, ...] = ()
    trusted_proxies: int = 0
    prefix: str = ""
    sign_in: SignIn = field(default_factory=SignIn)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Settings:
        """Read DASHBOARD_HOST, _PORT and so on (see NAMES); an empty one is as if unset.

        Raises SettingsError when a value cannot be used.
        """
        values = os.environ if environment is None else environment
        given = {
            name: text
            for name in NAMES
            if (text := values.get(f"DASHBOARD_{name.upper()}", "").strip())
        }
        sources = _folder(given.get("sources"), cls.sources)
        if not sources.is_dir():
            raise SettingsError(f"DASHBOARD_SOURCES must be a folder that exists, not {sources}.")
        data = _folder(given.get("data"), cls.data)
        if data.exists() and not data.is_dir():
            raise SettingsError(f"DASHBOARD_DATA must be a folder, not the file {data}.")
        trusted_proxies = _whole(given, "trusted_proxies", cls.trusted_proxies, 0, 9)
        return cls(
            host=given.get("host", cls.host),
            port=_whole(given, "port", cls.port, 0, 65_535),
            data=data,
            sources=sources,
            seed=_whole(given, "seed", cls.seed, 0, 2**32 - 1),
            load_token=secret("DASHBOARD_LOAD_TOKEN", given.get("load_token", ""), SHORTEST_TOKEN),
            workers=_whole(given, "workers", cls.workers, 1, 64),
            open=one_of("DASHBOARD_OPEN", given.get("open", "no"), ("yes", "no")) == "yes",
            hosts=hosts("DASHBOARD_HOSTS", given.get("hosts", "")),
            trusted_proxies=trusted_proxies,
            prefix=prefix("DASHBOARD_PREFIX", given.get("prefix", "")),
            sign_in=SignIn.from_texts(given, trusted_proxies),
        )


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach an address."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def _folder(text: str | None, default: Path) -> Path:
    return default if text is None else Path(text).expanduser().resolve()


def _whole(given: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = given.get(name)
    return default if text is None else whole(f"DASHBOARD_{name.upper()}", text, low, high)
