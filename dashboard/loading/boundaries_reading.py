"""Read a file of boundaries: GeoJSON or GeoPackage.

The usual library for maps opens some eighty kinds of file, among them ones that name other files,
addresses on the internet or programs to run, and it goes by content rather than by ending. So a
file never reaches it as it came: GeoJSON is read as plain JSON, and a GeoPackage, which is an
SQLite database, as a copy in memory that keeps nothing but its plain tables.
"""

from __future__ import annotations

import json
import re
import sqlite3
import warnings
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any, NoReturn

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import pyproj
import shapely

from dashboard.loading.limits import Deadline
from dashboard.loading.model import Boundaries, Limits, LoadError, Progress
from dashboard.loading.reading_copy import copied
from dashboard.wording import counted, listed

MEGABYTES = 150.0
"""The most that is taken, whatever `Limits` allow: a map has to be in memory as a whole. The most
detailed official boundaries of councils come close to it; the maps here need no such detail."""
AREAS = 20_000
POINTS = 3_000_000
"""Corners of all areas together: checking this many takes 1.5 GB."""

_BOM = b"\xef\xbb\xbf"
_SQLITE = b"SQLite format 3\0"
_GEOPACKAGE = (b"GPKG", b"GP10", b"GP11")  # at byte 68: the file says what kind of database it is
_WAL = (18, 19)  # bytes that are 2 when a second file holds what was written last
_SYSTEM = re.compile(r"(?:urn:ogc:def:crs:)?(EPSG|OGC|ESRI):(?:[\d.]*:)?(\w+)", re.IGNORECASE)
_OTHER_JSON = {
    "Topology": "It is TopoJSON. Save it as GeoJSON.",
    "Feature": "It holds a single area. Save the whole layer as a FeatureCollection.",
}
_SAVE_AS = "Save the boundaries as GeoJSON or GeoPackage."

# Everything in the database that could compute something when it is read, in fixed words.
_COMPUTED = """
    select count(*) from sqlite_schema as tables, pragma_table_xinfo(tables.name) as columns
    where tables.type = 'table' and columns.hidden in (2, 3)
"""
_ONLY_TABLES = "delete from sqlite_schema where type <> 'table' and sql is not null"
_NO_VIRTUAL = "delete from sqlite_schema where sql like 'create virtual%'"
_NO_EXTENSIONS = "delete from gpkg_extensions"
_TABLES = "select name from sqlite_schema where type = 'table'"
_LAYERS = "select table_name from gpkg_contents where data_type = 'features' order by rowid"


def is_boundaries(path: Path) -> bool:
    """Tell from its first bytes whether a file may hold boundaries rather than rows.

    No for one that cannot be read: the reader of rows says why.
    """
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            start = stream.read(64)
    except OSError:
        return False
    return start.startswith(_SQLITE) or start.removeprefix(_BOM).lstrip()[:1] in (b"{", b"[")


def read_boundaries(
    path: Path, sheet: str | None, limits: Limits, progress: Progress
) -> Boundaries:
    """Return the areas of a file, in the coordinates it has; `crs` is None where it states none.

    `sheet` is the layer of a GeoPackage that has several. Every property is text. Shapes that
    cannot be read are None. Raises LoadError when the file holds no boundaries, is too large,
    changes while it is read, or names a coordinate system that is not a listed one.
    """
    content, sha256 = _content(path, limits, progress)
    progress("Reading the boundaries", 0.0)
    if content.startswith(_SQLITE):
        areas, layer, notes = _read_geopackage(content, sheet, limits)
    elif content.removeprefix(_BOM).lstrip()[:1] in (b"{", b"["):
        areas, layer, notes = _read_geojson(content, sheet, limits)
    elif content.startswith(b"PK"):
        raise LoadError(f"This is a zip file, perhaps of a shapefile. {_SAVE_AS}")
    else:
        raise LoadError(f"This is neither GeoJSON nor a GeoPackage. {_SAVE_AS}")
    progress("Reading the boundaries", 1.0)
    return Boundaries(path.name, layer, sha256, areas, tuple(notes))


def _content(path: Path, limits: Limits, progress: Progress) -> tuple[bytes, str]:
    """Return the bytes of a file, no larger than allowed and at rest, and their sha256."""
    most = min(limits.megabytes, MEGABYTES)
    if path.is_file() and path.stat().st_size > most * 1e6:
        raise LoadError(
            f"The file is larger than {most:,g} MB, which is the limit for boundaries. Use "
            "generalised ones: the maps here show nothing smaller than a kilometre."
        )
    with copied(path, replace(limits, megabytes=most), Deadline(limits), progress) as copy:
        return copy.path.read_bytes(), copy.sha256


def _read_geojson(
    content: bytes, sheet: str | None, limits: Limits
) -> tuple[gpd.GeoDataFrame, str, list[str]]:
    text = content.decode("utf-8-sig", errors="replace")
    notes = ["Some letters were not in UTF-8 and are shown as �."] if "\ufffd" in text else []
    try:
        data = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise LoadError(f"This is not whole GeoJSON: it breaks off somewhere. {_SAVE_AS}") from None
    del text
    kind = data.get("type") if isinstance(data, dict) else None
    features = data.get("features") if isinstance(data, dict) else None
    if kind != "FeatureCollection" or not isinstance(features, list):
        why = _OTHER_JSON.get(kind if isinstance(kind, str) else "", _SAVE_AS)
        raise LoadError(f"This is JSON but not a GeoJSON FeatureCollection. {why}")
    layer = data.get("name") if isinstance(data.get("name"), str) else ""
    if sheet not in (None, "", layer):
        raise LoadError("A GeoJSON file has no layers to choose from. Leave the sheet out.")
    _check_number(len(features), limits)
    rows = [each if isinstance(each, dict) else {} for each in features]
    properties = pd.DataFrame(
        [
            {str(key): _text(value) for key, value in (row.get("properties") or {}).items()}
            if isinstance(row.get("properties") or {}, dict)
            else {}
            for row in rows
        ],
        index=range(len(rows)),
    )
    system = _stated(data["crs"]) if data.get("crs") is not None else "EPSG:4326"
    shapes = np.array([_shape(row.get("geometry")) for row in rows], dtype=object)
    return _frame(properties, shapes, system, limits), layer, notes


def _no_number(written: str) -> NoReturn:
    raise ValueError(f"{written} is not a number")


def _shape(geometry: Any) -> shapely.Geometry | None:
    try:
        return shapely.geometry.shape(geometry) if isinstance(geometry, dict) else None
    except Exception:  # anything at all may stand where coordinates should
        return None


def _stated(crs: Any) -> str:
    """Return the system that the `crs` member of older GeoJSON names, as `EPSG:27700`.

    Only names are taken: the other form is an address from which to fetch a description.
    """
    properties = crs.get("properties") if isinstance(crs, dict) else None
    name = properties.get("name") if isinstance(properties, dict) else None
    return _listed_system(name if isinstance(name, str) else "")


def _listed_system(name: str) -> str:
    """Return `name` as authority:code, if it is a coordinate system that a register lists."""
    match = _SYSTEM.fullmatch(name.strip())
    try:
        if match is None:
            raise LookupError
        authority, code = match[1].upper(), match[2]
        pyproj.CRS.from_authority(authority, code)
    except (LookupError, pyproj.exceptions.ProjError):
        raise LoadError(
            "The file names a coordinate system that is not in the register. Save it again in "
            "the British National Grid (EPSG:27700) or in longitude and latitude (EPSG:4326)."
        ) from None
    return f"{authority}:{code}"


def _read_geopackage(
    content: bytes, sheet: str | None, limits: Limits
) -> tuple[gpd.GeoDataFrame, str, list[str]]:
    if content[68:72] not in _GEOPACKAGE:
        raise LoadError(f"This is a database, but not a GeoPackage. {_SAVE_AS}")
    notes = []
    if content[_WAL[0]] == 2 or content[_WAL[1]] == 2:
        notes.append(
            "The GeoPackage may be open in another program: what was not yet saved is not read."
        )
    try:
        layers, plain = _only_plain_tables(content)
    except sqlite3.Error:
        raise LoadError("The GeoPackage is damaged, or lacks its list of layers.") from None
    if not layers:
        raise LoadError(f"The GeoPackage has no layer of areas that can be read. {_SAVE_AS}")
    if sheet not in (None, "") and sheet not in layers:
        raise LoadError(f"There is no layer {sheet!r}. The layers are {listed(layers)}.")
    if not sheet and len(layers) > 1:
        raise LoadError(f"Say which layer is meant with --sheet: {listed(layers, 'or')}.")
    layer = sheet or layers[0]
    try:
        with warnings.catch_warnings():
            # About the copy having no ending, and about oddities that are checked for here.
            warnings.simplefilter("ignore", RuntimeWarning)
            # By number, so that no name from the file becomes part of a statement.
            number = pyogrio.list_layers(plain)[:, 0].tolist().index(layer)
            count = pyogrio.read_info(plain, layer=number, force_feature_count=True)["features"]
            _check_number(count, limits)
            about, _, shapes, values = pyogrio.raw.read(plain, layer=number, force_2d=True)
    except LoadError:
        raise
    except (ValueError, pyogrio.errors.DataSourceError, pyogrio.errors.DataLayerError):
        raise LoadError(f"The layer {layer!r} of the GeoPackage cannot be read.") from None
    properties = pd.DataFrame(
        {
            str(name): [_text(value) for value in column]
            for name, column in zip(about["fields"], values, strict=True)
        },
        index=range(len(shapes)),
    )
    read = shapely.from_wkb(shapes, on_invalid="ignore")
    system = about["crs"] and _listed_system(about["crs"])
    return _frame(properties, read, system, limits), layer, notes


def _only_plain_tables(content: bytes) -> tuple[list[str], bytes]:
    """Return the layers of a GeoPackage that are plain tables, and a copy with only such tables.

    Views, triggers, virtual tables and indexes go; columns that are computed are refused. What is
    left has nothing in it but values.
    """
    own = bytearray(content)
    own[_WAL[0]] = own[_WAL[1]] = 1
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.deserialize(bytes(own))
        del own
        database.execute("pragma trusted_schema = off")
        database.execute("pragma writable_schema = on")
        for statement in (_ONLY_TABLES, _NO_VIRTUAL):
            database.execute(statement)
        # Read the list of tables anew, as it is now.
        plain = database.serialize()
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as database:
        database.deserialize(plain)
        database.execute("pragma trusted_schema = off")
        if database.execute(_COMPUTED).fetchone()[0]:
            raise LoadError("The GeoPackage has computed columns. Save the layer as a plain copy.")
        tables = {name for (name,) in database.execute(_TABLES)}
        if "gpkg_extensions" in tables:
            database.execute(_NO_EXTENSIONS)
        layers = [name for (name,) in database.execute(_LAYERS) if name in tables]
        return layers, database.serialize()


def _check_number(count: int, limits: Limits) -> None:
    most = min(limits.rows, AREAS)
    if not count:
        raise LoadError("The file holds no areas.")
    if count > most:
        raise LoadError(f"The file holds {counted(count, 'area')}: at most {most:,} are taken.")


def _frame(
    properties: pd.DataFrame, shapes: np.ndarray, system: str | None, limits: Limits
) -> gpd.GeoDataFrame:
    if len(properties.columns) > limits.columns:
        raise LoadError(
            f"The areas have {len(properties.columns):,} properties: at most "
            f"{limits.columns:,} are taken."
        )
    points = int(shapely.get_num_coordinates(shapes).sum())
    if points > POINTS:
        raise LoadError(
            f"The areas have {points:,} corners: at most {POINTS:,} are taken. Use generalised "
            "boundaries: the maps here show nothing smaller than a kilometre."
        )
    own = properties.drop(columns="geometry", errors="ignore")
    own = own.map(lambda value: value[: limits.cell_characters], na_action="ignore")
    return gpd.GeoDataFrame(own, geometry=list(shapes), crs=system)


def _text(value: Any) -> str:
    """Return a property as text; lists and the like, which hold no code or name, as nothing."""
    if value is None or isinstance(value, dict | list | bytes | np.ndarray):
        return ""
    return "" if value != value else str(value).strip()
