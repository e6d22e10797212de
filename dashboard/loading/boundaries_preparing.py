"""From a file of boundaries to what publishing it would do. Nothing is changed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import geopandas as gpd

from dashboard.intake.loads import DamagedLoadError, kept_rows, loaded_boundaries
from dashboard.intake.versions import loads_in_use
from dashboard.loading.boundaries import check_boundaries, differing_boundaries
from dashboard.loading.boundaries_codes import recognise_boundaries
from dashboard.loading.boundaries_reading import read_boundaries
from dashboard.loading.differing import with_names
from dashboard.loading.model import Limits, Prepared, Progress
from dashboard.loading.reference import Reference
from dashboard.settings import Settings


def prepare_boundaries(
    path: Path,
    settings: Settings,
    reference: Reference,
    *,
    mapping: Mapping[str, str] | None = None,
    sheet: str | None = None,
    limits: Limits,
    progress: Progress,
) -> Prepared:
    """Read and check GeoJSON or a GeoPackage, and compare it with the boundaries in use.

    `mapping` is {"Their property": "council_code"} and `sheet` a layer, where the file leaves
    doubt. Raises LoadError where the file cannot be taken at all.
    """
    boundaries = read_boundaries(path, sheet, limits, progress)
    layout = recognise_boundaries(boundaries, reference.councils, mapping)
    checked = check_boundaries(boundaries, reference.councils, layout, progress)
    found = differing_boundaries(checked, _in_use(settings))
    found = replace(found, rows=with_names(found.rows, reference))
    return Prepared(
        path=path,
        file=boundaries.file,
        sheet=boundaries.sheet,
        sha256=boundaries.sha256,
        layout=layout,
        checked=checked,
        difference=found,
        against=reference.version,
        notes=(*boundaries.notes, *layout.notes, *checked.notes, *found.notes),
    )


def _in_use(settings: Settings) -> gpd.GeoDataFrame | None:
    """Return the boundaries that were loaded last; None when the maps are the project's own."""
    load = loaded_boundaries(loads_in_use(settings.data))
    try:
        return None if load is None else gpd.read_parquet(kept_rows(load, settings.data))
    except DamagedLoadError:
        # Loading them again is what mends this.
        return None
