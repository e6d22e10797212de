"""What a file is compared with: the councils, offers, indicators and rows of the current data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path

import pandas as pd

from dashboard.council_names import CouncilNames
from dashboard.intake.publish import current_version
from dashboard.loading.model import LoadError
from dashboard.settings import Settings


@dataclass(frozen=True)
class Reference:
    """One version of the built data, read from its parquet as it is asked for.

    `today` decides what is in the future.
    """

    folder: Path
    today: date

    @classmethod
    def current(cls, settings: Settings, today: date | None = None) -> Reference:
        """Return the version in use. Raises LoadError when there is none."""
        version = current_version(settings.data)
        if version is None or not (settings.data / version).is_dir():
            raise LoadError("There is no built data yet. First run: python -m dashboard build")
        return cls(settings.data / version, today or date.today())

    @property
    def version(self) -> str:
        """The version of the data."""
        return self.folder.name

    def table(self, name: str, columns: list[str] | None = None) -> pd.DataFrame:
        """Return a built table. Raises LoadError when it cannot be read."""
        try:
            return pd.read_parquet(self.folder / f"{name}.parquet", columns=columns)
        except (OSError, ValueError) as error:
            raise LoadError(
                f"The table {name} of the current data cannot be read. Run: python -m dashboard "
                "build --force"
            ) from error

    @cached_property
    def councils(self) -> pd.DataFrame:
        """The councils."""
        return self.table("councils")

    @cached_property
    def short_names(self) -> dict[str, str]:
        """Short names of councils by code."""
        return _pairs(self.councils, "council_code", "short_name")

    @cached_property
    def lineage(self) -> pd.DataFrame:
        """Which council took over from which."""
        return self.table("council_lineage")

    @cached_property
    def names(self) -> CouncilNames:
        """Every name of every council."""
        return CouncilNames(self.councils, self.lineage)

    @cached_property
    def offers(self) -> dict[str, str]:
        """Names of offers by code."""
        return _pairs(self.table("offers"), "offer_code", "name")

    @cached_property
    def indicators(self) -> dict[str, str]:
        """Names of indicators by code."""
        return _pairs(self.table("indicators"), "indicator_code", "indicator_name")

    @cached_property
    def known(self) -> dict[str, set[str]]:
        """The values that references of the contracts may name, by table and column."""
        return {
            "councils.council_code": set(self.councils["council_code"]),
            "offers.offer_code": set(self.offers),
            "indicators.indicator_code": set(self.indicators),
            "claim_kinds.kind": set(self.table("claim_kinds", ["kind"])["kind"]),
        }


def _pairs(frame: pd.DataFrame, key: str, value: str) -> dict[str, str]:
    return dict(zip(frame[key], frame[value], strict=True))
