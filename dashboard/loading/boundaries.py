"""Check a file of boundaries and make of it what is kept and drawn.

The areas must be the districts and single-tier councils of one whole council set: a map with a
hole in it would look like a council without support. What is kept is on the National Grid, with
neighbours sharing their edges, thinned to what a map of England can show.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from dashboard.geography.boundaries import NATIONAL_GRID, fitting_set
from dashboard.geography.sets import CouncilSet
from dashboard.loading.boundaries_codes import (
    OURS,
    TABLE,
    Register,
    in_words,
    is_county,
    nation,
    own_codes,
    recognise_boundaries,
)
from dashboard.loading.boundaries_shapes import (
    FAR,
    Placed,
    as_coverage,
    nothing_drawn,
    on_national_grid,
    without_islets,
)
from dashboard.loading.model import (
    Boundaries,
    Checked,
    Difference,
    Fault,
    Layout,
    Progress,
)
from dashboard.wording import counted, listed

_NAMED = 5
_MANY = 20  # councils without an area: when there are more, they are not listed one by one


@dataclass
class _Findings:
    """What is found as the areas are gone through; `line` is the number of an area in the file."""

    heading: str
    faults: list[Fault] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def fault(self, line: int | None, value: str, wrong: str, right: str) -> None:
        self.faults.append(Fault(line, self.heading, value, wrong, right))


def check_boundaries(
    boundaries: Boundaries,
    councils: pd.DataFrame,
    layout: Layout | None = None,
    progress: Progress = lambda what, share: None,
) -> Checked:
    """Check the areas of a file against the register of councils.

    `councils`: council_code, code_2025, short_name, authority_type, start_date, end_date,
    latitude, longitude. `layout` is that of `recognise_boundaries`, made here when not given.

    In the answer `rows` has council_code and council, one row each; `lines` the number of the
    council's first area in the file, counted from 1; `boundaries` the areas by council_code, or
    None when they do not cover a whole council set: accepting the rest is no way out then.
    Raises LoadError for a file of points or lines, or one whose coordinates are not in England.
    """
    layout = layout or recognise_boundaries(boundaries, councils)
    register = Register(councils)
    areas = boundaries.areas
    written = areas[layout.named[OURS]].fillna("").astype(str).str.strip().tolist()
    found = _Findings(layout.named[OURS])
    progress("Checking the boundaries", 0.0)

    codes = _codes(written, register, found)
    placed = on_national_grid(areas, codes, register.councils)
    found.notes += placed.notes
    kept = _with_ground(placed, codes, written, register, found)
    progress("Checking the boundaries", 0.3)

    council_set = fitting_set(set(kept), register.sets)
    kept = _of_the_set(kept, council_set, written, register, found)
    progress("Checking the boundaries", 0.4)
    duplicates, shapes = _joined(kept, placed, register, found)
    whole = set(shapes) == own_codes(council_set)
    ready = _ready(shapes, kept, written, register, found) if whole else None
    if ready is not None:
        found.notes.append(f"The areas are {in_words(council_set)}.")
    progress("Checking the boundaries", 1.0)

    order = sorted(kept)
    lines = [kept[code][0] + 1 for code in order]
    rejected = len({fault.line for fault in found.faults if fault.line is not None})
    used = sum(len(numbers) for numbers in kept.values())
    return Checked(
        table=TABLE,
        rows=pd.DataFrame(
            {OURS: order, "council": [register.councils.at[code, "short_name"] for code in order]},
            dtype="str",
        ),
        lines=lines,
        scopes=pd.DataFrame(index=range(1)),
        faults=found.faults,
        read=len(written),
        accepted=used - duplicates,
        rejected=rejected,
        duplicates=duplicates,
        boundaries=ready,
        skipped=sum(nation(value) is not None or is_county(value) for value in written),
        notes=tuple(found.notes),
    )


def _codes(written: list[str], register: Register, found: _Findings) -> list[str | None]:
    """Return the council of each area, None for one that is left out or at fault."""
    codes = [register.code(value) for value in written]
    elsewhere = [nation(value) for value in written]
    for name in sorted({each for each in elsewhere if each}):
        number = elsewhere.count(name)
        found.notes.append(f"{counted(number, 'area')} of {name} left out.")
    counties = sum(is_county(value) for value in written)
    if counties:
        found.notes.append(
            f"{counted(counties, 'county', 'counties')} left out: drawn from their districts."
        )
    for number, (value, code) in enumerate(zip(written, codes, strict=True)):
        if code is None and elsewhere[number] is None and not is_county(value):
            found.fault(
                number + 1,
                value,
                "This is not the code of a council." if value else "The area has no code.",
                "The code of a district or single-tier council, such as E07000008.",
            )
    other = {
        register.name(code): value
        for value, code in zip(written, codes, strict=True)
        if code and value.upper() != code
    }
    if other:
        named = listed([f"{value} for {name}" for name, value in other.items()][:_NAMED])
        found.notes.append(f"Codes of another time taken for the same councils: {named}.")
    return codes


def _with_ground(
    placed: Placed,
    codes: list[str | None],
    written: list[str],
    register: Register,
    found: _Findings,
) -> dict[str, list[int]]:
    """Return, by council, the positions of its areas that have ground where the council is."""
    kept: dict[str, list[int]] = {}
    for number, code in enumerate(codes):
        if code is None:
            continue
        shape, given = placed.shapes[number], placed.given[number]
        if shape is None:
            found.fault(
                number + 1, written[number], nothing_drawn(given), "An area (a polygon) on a map."
            )
        elif placed.away[number] > FAR:
            found.fault(
                number + 1,
                written[number],
                f"The area lies {placed.away[number] / 1000:,.0f} km from {register.name(code)}.",
                "The area of the council that the code names.",
            )
        else:
            kept.setdefault(code, []).append(number)
    return kept


def _of_the_set(
    kept: dict[str, list[int]],
    council_set: CouncilSet,
    written: list[str],
    register: Register,
    found: _Findings,
) -> dict[str, list[int]]:
    """Return the areas of the set's councils; fault those of others, and councils without one."""
    own, words = own_codes(council_set), in_words(council_set)
    for code in sorted(set(kept) - own):
        for number in kept[code]:
            found.fault(
                number + 1,
                written[number],
                f"{register.name(code)} is not among {words}, which the file fits best.",
                "Areas of councils that were in being on one day.",
            )
    missing = sorted(own - set(kept))
    if len(missing) > _MANY:
        some = listed([register.name(code) for code in missing[:_NAMED]])
        found.fault(
            None,
            "",
            f"There is no area that can be used for {len(missing)} councils, among them {some}.",
            f"One area for each of {words}.",
        )
        missing = []
    for code in missing:
        found.fault(
            None,
            "",
            f"There is no area that can be used for {register.name(code)}.",
            f"One area for each of {words}.",
        )
    return {code: numbers for code, numbers in kept.items() if code in own}


def _joined(
    kept: dict[str, list[int]], placed: Placed, register: Register, found: _Findings
) -> tuple[int, dict[str, shapely.Geometry]]:
    """Return how many areas repeat another, and one shape for each council."""
    duplicates, shapes = 0, {}
    several = []
    for code, numbers in kept.items():
        parts = [placed.shapes[number] for number in numbers]
        different = {shapely.to_wkb(part) for part in parts}
        duplicates += len(parts) - len(different)
        if len(different) > 1:
            several.append(f"{register.name(code)}, {len(different)} areas")
        shapes[code] = parts[0] if len(different) == 1 else shapely.union_all(parts)
    if several:
        rest = f" and {len(several) - _NAMED} more" if len(several) > _NAMED else ""
        found.notes.append(
            f"Councils with several areas, joined into one: {'; '.join(several[:_NAMED])}{rest}."
        )
    return duplicates, shapes


def _ready(
    shapes: dict[str, shapely.Geometry],
    kept: dict[str, list[int]],
    written: list[str],
    register: Register,
    found: _Findings,
) -> gpd.GeoDataFrame | None:
    """Return the areas as they are kept, or None when they overlap or leave gaps."""
    codes = sorted(shapes)
    coverage = as_coverage(np.array([shapes[code] for code in codes]))
    found.notes += coverage.notes
    for one, other, share in coverage.overlaps:
        number = kept[codes[one]][0]
        found.fault(
            number + 1,
            written[number],
            f"{share:.0%} of {register.name(codes[one])} is also in {register.name(codes[other])}.",
            "Areas that meet and do not overlap.",
        )
    if coverage.gaps:
        found.fault(None, "", coverage.gaps, "Areas that leave no ground between them.")
    if coverage.overlaps or coverage.gaps:
        return None
    final, notes = without_islets(coverage.shapes)
    found.notes += notes
    index = pd.Index(codes, name=OURS, dtype="str")
    return gpd.GeoDataFrame(geometry=list(final), index=index, crs=NATIONAL_GRID)


def differing_boundaries(checked: Checked, before: gpd.GeoDataFrame | None) -> Difference:
    """Return what publishing would change, against the loaded boundaries in use (None: no such).

    An area has changed when its outline has, however little.
    """
    columns = ["change", OURS, "column", "before", "after"]
    if checked.boundaries is None:
        return Difference(0, 0, 0, 0, pd.DataFrame(columns=columns))
    after = checked.boundaries.geometry.to_wkb()
    earlier = pd.Series(dtype=object) if before is None else before.geometry.to_wkb()
    both = after.index.intersection(earlier.index)
    changed = [code for code in both if after[code] != earlier[code]]
    new = sorted(set(after.index) - set(earlier.index))
    gone = sorted(set(earlier.index) - set(after.index))
    rows = [
        *(("new", code, None, None, None) for code in new),
        *(("changed", code, "boundary", "as loaded before", "as in this file") for code in changed),
        *(("gone", code, None, None, None) for code in gone),
    ]
    notes = () if before is not None else ("The maps were drawn from squares of 1 km until now.",)
    return Difference(
        len(new),
        len(changed),
        len(gone),
        len(both) - len(changed),
        pd.DataFrame(rows, columns=columns),
        notes,
    )
