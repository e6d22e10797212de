"""Extracts made by hand, prepared as `dashboard.loading.preparing` would, and small sources."""

from __future__ import annotations

import shutil
from pathlib import Path

import pandas as pd

from dashboard.intake.contracts import TABLES
from dashboard.intake.overlay import scopes
from dashboard.intake.publish import current_version
from dashboard.loading.model import Checked, Difference, Fault, Layout, Prepared
from dashboard.settings import ROOT, Settings

OFFER, YEAR = "leadership", "2016/17"
BIRMINGHAM, LEEDS, KENT = "E08000025", "E08000035", "E10000016"


def small_sources(folder: Path) -> Path:
    """The project's csv files with one value an indicator: as good as all, and quick to build."""
    for name in ("reference", "published", "records", "indicators"):
        shutil.copytree(ROOT / "data" / name, folder / name)
    for path in (folder / "indicators").glob("values_*.csv"):
        values = pd.read_csv(path, dtype=str).groupby("indicator_code").head(1)
        values.to_csv(path, index=False)
    return folder


def take_up(
    *councils: str, offer: str = OFFER, year: str = YEAR, quantity: str | None = None
) -> pd.DataFrame:
    """Rows of take-up as an extract of one offer and year gives them."""
    rows = [
        {
            "council_code": code,
            "council": "As the extract has it",
            "offer_code": offer,
            "financial_year": year,
            "quantity": quantity,
            "evidence": "The extract",
        }
        for code in councils
    ]
    return pd.DataFrame(rows).reindex(columns=TABLES["take_up"].in_file()).astype("str")


def prepared(
    settings: Settings,
    rows: pd.DataFrame,
    table: str = "take_up",
    *,
    file: str = "extract.csv",
    faults: tuple[Fault, ...] = (),
    first_line: int = 2,
) -> Prepared:
    """What `prepare` gives for these rows: line 1 is the heading."""
    size = len(rows)
    checked = Checked(
        table=table,
        rows=rows,
        lines=list(range(first_line, first_line + size)),
        scopes=scopes(rows, table),
        faults=list(faults),
        read=size + len(faults),
        accepted=size,
        rejected=len(faults),
        duplicates=0,
    )
    return Prepared(
        path=Path(file),
        file=file,
        sheet="",
        sha256="0" * 64,
        layout=Layout(table, 1, {}, {}),
        checked=checked,
        difference=Difference(size, 0, 0, 0, pd.DataFrame()),
        against=current_version(settings.data) or "",
    )
