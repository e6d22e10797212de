"""Files of boundaries: read without letting them do anything, checked, kept, drawn."""

from __future__ import annotations

import gzip
import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely

from dashboard.geography import boundaries as shapes
from dashboard.geography.compare import overlap
from dashboard.geography.hexes import REFERENCE, read_reference
from dashboard.geography.layers import ORIGIN, UNIT, write_layers
from dashboard.geography.sets import council_sets
from dashboard.loading.boundaries import check_boundaries, differing_boundaries
from dashboard.loading.boundaries_codes import recognise_boundaries
from dashboard.loading.boundaries_reading import is_boundaries, read_boundaries
from dashboard.loading.model import Boundaries, Checked, Limits, LoadError

OFFICIAL = Path(__file__).parents[3] / "shared" / "compare" / "lad_england_2016.geojson"
COUNCILS, LINEAGE, GRID = read_reference(REFERENCE)
HEX_TILES = pd.read_csv(REFERENCE / "hex_tiles.csv")
KM = 1000.0

# A small country of its own: two districts of a county and a unitary council, side by side; the
# districts become one council in 2019.
BOXES = {
    "E07000001": shapely.box(400 * KM, 300 * KM, 420 * KM, 320 * KM),
    "E07000002": shapely.box(420 * KM, 300 * KM, 440 * KM, 320 * KM),
    "E08000016": shapely.box(440 * KM, 300 * KM, 470 * KM, 320 * KM),
}
OAKSHIRE = "E06000091"
BOXES_2019 = {
    OAKSHIRE: shapely.box(400 * KM, 300 * KM, 440 * KM, 320 * KM),
    "E08000016": BOXES["E08000016"],
}


def _register() -> pd.DataFrame:
    rows = [
        ("E07000001", None, "Ash", "district", "E10000001", None, "2019-03-31"),
        ("E07000002", None, "Birch", "district", "E10000001", None, "2019-03-31"),
        ("E10000001", None, "Treeshire", "county", None, None, "2019-03-31"),
        ("E08000016", "E08000038", "Cedar", "metropolitan district", None, None, None),
        (OAKSHIRE, OAKSHIRE, "Oakshire", "unitary", None, "2019-04-01", None),
    ]
    names = ["council_code", "code_2025", "short_name", "authority_type", "county_code"]
    register = pd.DataFrame(rows, columns=[*names, "start_date", "end_date"])
    ground = {**BOXES, **BOXES_2019, "E10000001": BOXES_2019[OAKSHIRE]}
    middles = gpd.GeoSeries([ground[code].centroid for code in register["council_code"]], crs=27700)
    middles = middles.to_crs(4326)
    return register.assign(region="Midlands", latitude=middles.y, longitude=middles.x)


REGISTER = _register()


def quiet(what: str, share: float) -> None:
    assert 0 <= share <= 1


def frame(ground: dict[str, shapely.Geometry], crs: str | int | None = 27700, **more):
    """Areas as they stand in a file, their code in LAD16CD."""
    own = {"LAD16CD": list(ground), **more}
    return gpd.GeoDataFrame(own, geometry=list(ground.values()), crs=crs)


def geojson(path: Path, areas: gpd.GeoDataFrame, **more) -> Path:
    data = json.loads(areas.to_json(drop_id=True, to_wgs84=False))
    data.pop("crs", None)
    path.write_text(json.dumps({**data, **more}), encoding="utf-8")
    return path


def geopackage(path: Path, areas: gpd.GeoDataFrame, layer: str = "lads") -> Path:
    areas.to_file(path, layer=layer, driver="GPKG")
    return path


def changed(path: Path, *statements: str) -> Path:
    with closing(sqlite3.connect(path)) as database:
        # The triggers call functions of the library that wrote the file.
        database.execute("pragma writable_schema = on")
        database.execute("delete from sqlite_schema where type = 'trigger'")
        database.commit()
    with closing(sqlite3.connect(path)) as database:
        for statement in statements:
            database.execute(statement)
        database.commit()
    return path


def read(path: Path, sheet: str | None = None, limits: Limits | None = None) -> Boundaries:
    return read_boundaries(path, sheet, limits or Limits(), quiet)


def check(areas: gpd.GeoDataFrame, councils: pd.DataFrame = REGISTER) -> Checked:
    return check_boundaries(Boundaries("a.geojson", "", "", areas), councils, progress=quiet)


def words(checked: Checked) -> str:
    return " ".join(checked.notes)


# Reading


def test_geojson_without_a_stated_system_is_longitude_and_latitude(tmp_path):
    path = geojson(tmp_path / "a.geojson", frame(BOXES).to_crs(4326), name="Councils")
    found = read(path)
    assert (found.file, found.sheet) == ("a.geojson", "Councils")
    assert len(found.sha256) == 64
    assert found.areas.crs.to_epsg() == 4326
    assert found.areas["LAD16CD"].tolist() == list(BOXES)
    assert check(found.areas).faults == []


def test_geojson_may_state_the_national_grid_and_begin_with_a_mark(tmp_path):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::27700"}}
    path = geojson(tmp_path / "a.json", frame(BOXES, number=[1, None, 2.5]), crs=crs)
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert is_boundaries(path)
    found = read(path)
    assert found.areas.crs.to_epsg() == 27700
    assert found.areas["number"].tolist() == ["1.0", "", "2.5"]
    assert found.areas.geometry.iloc[0].equals(BOXES["E07000001"])


def test_a_geopackage_is_known_by_its_content_and_read_by_layer(tmp_path):
    path = geopackage(tmp_path / "a.gpkg", frame(BOXES))
    path = path.rename(tmp_path / "boundaries.csv")
    assert is_boundaries(path)
    found = read(path)
    assert (found.sheet, found.areas.crs.to_epsg()) == ("lads", 27700)
    assert found.areas.geometry.geom_equals(frame(BOXES).geometry).all()
    assert check(found.areas).faults == []


def test_one_of_several_layers_must_be_named(tmp_path):
    path = geopackage(tmp_path / "a.gpkg", frame(BOXES), 'it"s; drop table x')
    geopackage(path, frame(BOXES_2019), "later")
    with pytest.raises(LoadError, match=r"Say which layer.*--sheet.*later"):
        read(path)
    assert len(read(path, 'it"s; drop table x').areas) == 3
    assert len(read(path, "later").areas) == 2
    with pytest.raises(LoadError, match="no layer 'other'"):
        read(path, "other")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "neither GeoJSON nor a GeoPackage"),
        (b"council,offer\nE07000001,x\n", "neither GeoJSON nor a GeoPackage"),
        (b"<html></html>", "neither GeoJSON nor a GeoPackage"),
        (b"PK\x03\x04 and so on", "zip file.*shapefile"),
        (b'{"type": "FeatureCollection", "features": [', "breaks off"),
        (b'{"a": ' * 100_000, "breaks off"),
        (b"[1, 2]", "not a GeoJSON"),
        (b'{"type": "Topology", "objects": {}}', "TopoJSON"),
        (b'{"type": "Feature", "properties": {}}', "a single area"),
        (b'{"type": "FeatureCollection", "features": []}', "no areas"),
        (b'{"type": "FeatureCollection", "features": {}}', "not a GeoJSON"),
        (b'{"type": "FeatureCollection", "features": [NaN]}', "breaks off"),
        (b"SQLite format 3\0" + bytes(200), "a database, but not a GeoPackage"),
    ],
)
def test_a_file_of_anything_else_is_refused_with_words(tmp_path, content, said):
    path = tmp_path / "a.geojson"
    path.write_bytes(content)
    with pytest.raises(LoadError, match=said):
        read(path)


def test_instructions_to_a_maps_library_are_not_followed(tmp_path):
    secret = geojson(tmp_path / "secret.geojson", frame(BOXES))
    path = tmp_path / "a.geojson"
    for content in (
        f'{{"type": "gdal_streamed_alg", "command_line": "gdal vector pipeline ! read {secret}"}}',
        f"<OGRVRTDataSource><OGRVRTLayer name='a'><SrcDataSource>{secret}</SrcDataSource>"
        "</OGRVRTLayer></OGRVRTDataSource>",
        f"GEOJSON:{secret}",
        f'{{"features": "{secret}", "type": "FeatureCollection"}}',
    ):
        path.write_text(content, encoding="utf-8")
        with pytest.raises(LoadError):
            read(path)


@pytest.mark.parametrize(
    "name", ["/vsicurl/http://localhost:9/a.geojson", "GPKG:a.gpkg:x", "/vsizip/a.zip", "."]
)
def test_a_path_that_is_no_file_is_refused(name):
    with pytest.raises(LoadError, match=r"no file|is a folder"):
        read(Path(name))


@pytest.mark.parametrize(
    "crs",
    [
        {"type": "link", "properties": {"href": "http://localhost:9/crs", "type": "ogcwkt"}},
        {"type": "name", "properties": {"name": "http://localhost:9/crs"}},
        {"type": "name", "properties": {"name": "+proj=tmerc +nadgrids=/etc/passwd"}},
        {"type": "name", "properties": {"name": "EPSG:999999"}},
        "EPSG:27700",
        7,
    ],
)
def test_a_coordinate_system_is_taken_from_the_register_only(tmp_path, crs):
    path = geojson(tmp_path / "a.geojson", frame(BOXES), crs=crs)
    with pytest.raises(LoadError, match=r"not in the register.*EPSG:27700"):
        read(path)


def test_a_system_described_in_a_geopackage_is_not_followed(tmp_path):
    own = "+proj=tmerc +lat_0=49 +lon_0=-2 +k=0.9996 +x_0=400000 +y_0=-100000 +a=6377563 +b=6356256"
    path = geopackage(tmp_path / "a.gpkg", frame(BOXES, own))
    with pytest.raises(LoadError, match="not in the register"):
        read(path)
    changed(
        path,
        "update gpkg_spatial_ref_sys set definition = '/vsicurl/http://a/b' "
        "where srs_id not in (-1, 0, 4326)",
    )
    assert read(path).areas.crs is None


def test_views_triggers_and_virtual_tables_of_a_geopackage_do_nothing(tmp_path):
    path = geopackage(tmp_path / "a.gpkg", frame(BOXES))
    changed(
        path,
        "create table seen (what text)",
        "create trigger spy after update on lads begin insert into seen values ('x'); end",
        "create view other as select * from lads, (with recursive n(i) as (select 1 union all "
        "select i + 1 from n) select count(*) from n)",
        "insert into gpkg_contents (table_name, data_type, identifier, srs_id) "
        "values ('other', 'features', 'other', 27700)",
        "create index odd on lads (upper(LAD16CD))",
        "create virtual table words using fts5(a)",
    )
    before = path.read_bytes()
    found = read(path)
    assert (found.sheet, len(found.areas)) == ("lads", 3)
    assert path.read_bytes() == before
    assert [each.name for each in tmp_path.iterdir()] == ["a.gpkg"]
    with pytest.raises(LoadError, match="no layer 'other'"):
        read(path, "other")


def test_computed_columns_of_a_geopackage_are_refused(tmp_path):
    path = geopackage(tmp_path / "a.gpkg", frame(BOXES))
    changed(path, "alter table lads add column more as (zeroblob(900000000))")
    with pytest.raises(LoadError, match="computed columns"):
        read(path)


def test_a_geopackage_that_another_program_has_open_is_read_as_last_saved(tmp_path):
    path = geopackage(tmp_path / "a.gpkg", frame(BOXES))
    content = bytearray(path.read_bytes())
    content[18] = content[19] = 2
    path.write_bytes(content)
    found = read(path)
    assert len(found.areas) == 3
    assert "open in another program" in found.notes[0]


@pytest.mark.parametrize("part", ["contents", "middle", "end"])
def test_a_damaged_geopackage_is_refused_with_words(tmp_path, part):
    path = geopackage(tmp_path / "a.gpkg", frame(BOXES))
    if part == "contents":
        changed(path, "drop table gpkg_contents")
    else:
        content = path.read_bytes()
        size = len(content) // 2
        damaged = (
            content[:size] if part == "end" else content[:100] + b"\xff" * (len(content) - 100)
        )
        path.write_bytes(damaged)
    with pytest.raises(LoadError, match=r"GeoPackage"):
        read(path)


def test_shapes_of_a_geopackage_that_cannot_be_read_are_faults(tmp_path):
    path = geopackage(tmp_path / "a.gpkg", frame(BOXES))
    changed(path, "update lads set geom = x'00' where fid = 1")
    checked = check(read(path).areas)
    assert checked.faults[0].line == 1
    assert checked.boundaries is None


def test_limits_are_kept_with_words(tmp_path):
    path = geojson(tmp_path / "a.geojson", frame(BOXES, long=["x" * 50] * 3))
    with pytest.raises(LoadError, match=r"larger than 0.0001 MB.*generalised"):
        read(path, limits=Limits(megabytes=0.0001))
    with pytest.raises(LoadError, match="3 areas: at most 2"):
        read(path, limits=Limits(rows=2))
    with pytest.raises(LoadError, match="2 properties: at most 1"):
        read(path, limits=Limits(columns=1))
    assert read(path, limits=Limits(cell_characters=9)).areas["long"].str.len().max() == 9
    with pytest.raises(LoadError, match="3 areas: at most 2"):
        read(geopackage(tmp_path / "a.gpkg", frame(BOXES)), limits=Limits(rows=2))


def test_more_corners_than_memory_allows_are_refused(tmp_path, monkeypatch):
    monkeypatch.setattr("dashboard.loading.boundaries_reading.POINTS", 14)
    with pytest.raises(LoadError, match=r"15 corners: at most 14.*generalised"):
        read(geojson(tmp_path / "a.geojson", frame(BOXES)))


# Which property holds the codes


def test_the_codes_are_found_by_their_values():
    ground = frame(BOXES, OBJECTID=["1", "2", "3"], nearest=["E07000001"] * 3)
    layout = recognise_boundaries(Boundaries("a", "", "", ground), REGISTER)
    assert layout.table == "boundaries"
    assert layout.named == {"council_code": "LAD16CD"}
    assert layout.columns == {"council_code": 0}
    assert layout.ignored == ("OBJECTID", "nearest")
    odd = ground.rename(columns={"LAD16CD": "whose?", "nearest": "LAD16CD"})
    assert recognise_boundaries(Boundaries("a", "", "", odd), REGISTER).named == {
        "council_code": "whose?"
    }


def test_the_user_may_say_which_property():
    ground = frame(BOXES, other=list(BOXES)[::-1])
    given = Boundaries("a", "", "", ground)
    mapped = recognise_boundaries(given, REGISTER, {"other": "council_code"})
    assert mapped.named == {"council_code": "other"}
    with pytest.raises(LoadError, match="LAD16CD and other"):
        recognise_boundaries(given, REGISTER, {"third": "council_code"})


@pytest.mark.parametrize(
    ("codes", "said"),
    [
        (["Ash", "Birch", "Cedar"], r"No property.*LAD16CD.*--map"),
        (["E10000001", "E10000002", "E06000001"], "2 counties but not their districts"),
        (["E12000001", "E12000002", "E12000003"], "'E12000001', which are not councils"),
        (["W06000001", "S12000005", "N09000001"], "outside England only"),
    ],
)
def test_areas_of_another_kind_are_refused_with_words(codes, said):
    ground = frame(dict(zip(codes, BOXES.values(), strict=True)))
    with pytest.raises(LoadError, match=said):
        check(ground)


# Checking


def test_whole_boundaries_pass_and_say_which_set_they_are():
    checked = check(frame(BOXES))
    assert checked.faults == []
    assert (checked.read, checked.accepted, checked.rejected, checked.duplicates) == (3, 3, 0, 0)
    assert checked.rows["council"].tolist() == ["Ash", "Birch", "Cedar"]
    assert checked.lines == [1, 2, 3]
    assert "3 districts and single-tier councils in being from 1 April 2010 to 31 March 2019" in (
        words(checked)
    )
    assert checked.boundaries.crs.to_epsg() == 27700
    assert checked.boundaries.area.tolist() == [4e8, 4e8, 6e8]
    later = check(frame(BOXES_2019))
    assert later.faults == []
    assert "in being from 1 April 2019." in words(later)


def test_codes_before_and_after_a_change_of_code_are_the_same_council():
    ground = frame({**dict(list(BOXES.items())[:2]), "e08000038 ": BOXES["E08000016"]})
    checked = check(ground)
    assert checked.faults == []
    assert "e08000038 for Cedar (E08000016)" in words(checked)
    former = COUNCILS["council_code"].replace("E08000037", "E08000020")
    lower = COUNCILS["tier"].ne("upper") & COUNCILS["start_date"].le("2010-04-01")
    places = gpd.GeoSeries.from_xy(COUNCILS["longitude"], COUNCILS["latitude"], crs=4326)
    dots = gpd.GeoDataFrame({"c": former}, geometry=places.to_crs(27700).buffer(100))[lower]
    assert "E08000020 for Gateshead (E08000037)" in words(check(dots, COUNCILS))


def test_a_missing_council_is_named_and_nothing_is_kept():
    ground = frame(BOXES).iloc[[0, 2]]
    checked = check(ground)
    (fault,) = checked.faults
    assert (fault.line, "Birch (E07000002)" in fault.wrong) == (None, True)
    assert "3 districts" in fault.right
    assert checked.boundaries is None


def test_many_missing_councils_are_one_fault():
    all_ = shapes.grid_boundaries(GRID).geometry
    cities = all_[all_.index.str.startswith("E08")]
    checked = check(frame(cities.to_dict()), COUNCILS)
    (fault,) = checked.faults
    assert "for 260 councils, among them Hartlepool (E06000001)" in fault.wrong
    assert (checked.accepted, checked.boundaries) == (36, None)


def test_a_council_of_another_time_is_a_fault_and_the_rest_stays_usable():
    more = {OAKSHIRE: BOXES_2019[OAKSHIRE], "E09999999": shapely.box(0, 0, 1, 1)}
    checked = check(frame({**BOXES, **more}))
    assert {fault.line: fault.wrong[:28] for fault in checked.faults} == {
        4: "Oakshire (E06000091) is not ",
        5: "This is not the code of a co",
    }
    assert {fault.column for fault in checked.faults} == {"LAD16CD"}
    assert (checked.rejected, checked.accepted) == (2, 3)
    assert len(checked.boundaries) == 3


def test_other_nations_and_counties_beside_their_districts_are_left_out():
    more = {"W06000001": shapely.box(300 * KM, 300 * KM, 310 * KM, 310 * KM)}
    checked = check(frame({**more, **BOXES, "E10000001": BOXES_2019[OAKSHIRE]}))
    assert checked.faults == []
    assert "1 area of Wales left out. 1 county left out" in words(checked)
    assert (checked.read, checked.accepted, checked.skipped) == (5, 3, 2)
    assert checked.lines == [2, 3, 4]


def test_parts_of_a_council_are_joined_and_repeats_are_taken_once():
    west, east = (shapely.box(x * KM, 300 * KM, (x + 10) * KM, 320 * KM) for x in (400, 410))
    ground = pd.concat(
        [frame({"E07000001": west}), frame({"E07000001": east}), frame(BOXES).iloc[1:],
         frame({"E08000016": BOXES["E08000016"]})],
        ignore_index=True,
    )  # fmt: skip
    checked = check(ground)
    assert checked.faults == []
    assert (checked.read, checked.accepted, checked.duplicates) == (5, 4, 1)
    assert "joined into one: Ash (E07000001), 2 areas." in words(checked)
    assert checked.boundaries.geometry["E07000001"].equals(BOXES["E07000001"])


@pytest.mark.parametrize("stated", [None, 4326, 27700])
@pytest.mark.parametrize("swapped", [False, True])
@pytest.mark.parametrize("real", [27700, 4326])
def test_where_the_areas_lie_settles_the_coordinate_system(stated, swapped, real):
    own = frame(BOXES).to_crs(real)
    shapes_ = own.geometry.to_numpy()
    if swapped:
        shapes_ = shapely.transform(shapes_, lambda points: points[:, ::-1])
    checked = check(gpd.GeoDataFrame(own.drop(columns="geometry"), geometry=shapes_, crs=stated))
    assert checked.faults == []
    middle = checked.boundaries.geometry["E07000001"].centroid
    assert (middle.x, middle.y) == pytest.approx((410 * KM, 310 * KM), abs=50)
    assert ("wrong way round" in words(checked)) == swapped
    assert ("coordinate system" in words(checked)) == (stated != real)


def test_areas_that_are_not_in_england_are_refused():
    away = {code: shapely.affinity.translate(box, 3e5, 4e5) for code, box in BOXES.items()}
    with pytest.raises(LoadError, match="do not lie where England's councils are"):
        check(frame(away))


def test_an_area_far_from_its_council_is_a_fault():
    away = frame({"E08000016": shapely.box(900 * KM, 900 * KM, 910 * KM, 910 * KM)})
    checked = check(pd.concat([frame(BOXES), frame(BOXES), away], ignore_index=True))
    (fault,) = checked.faults
    assert (fault.line, fault.value) == (7, "E08000016")
    assert re.match(r"The area lies \d+ km from Cedar \(E08000016\)\.", fault.wrong)


def polygon(*corners: tuple[float, float]) -> shapely.Polygon:
    """A polygon from corners in km."""
    return shapely.Polygon(np.array(corners) * KM)


@pytest.mark.parametrize(
    ("shape", "said"),
    [
        (None, "no shape that can be read"),
        (shapely.Polygon(), "empty"),
        (shapely.Point(455 * KM, 310 * KM), "a point, not an area"),
        (shapely.LineString([(455 * KM, 310 * KM), (456 * KM, 310 * KM)]), "a line, not an area"),
        (polygon((455, 310), (456, 310), (457, 310)), "no ground"),
        (polygon((455, 310), (456, np.inf), (457, 310)), "no ground"),
    ],
)  # fmt: skip
def test_a_shape_without_ground_is_a_fault(shape, said):
    rest = pd.concat([frame(BOXES), frame({"E08000016": shape})], ignore_index=True)
    whole = pd.concat([rest, frame(BOXES)], ignore_index=True)
    (fault,) = check(whole).faults
    assert (fault.line, said in fault.wrong) == (4, True)


@pytest.mark.parametrize(
    ("shape", "said"),
    [(shapely.Point(4e5, 3e5), "holds points"), (shapely.LineString([(0, 0), (1, 1)]), "lines")],
)
def test_a_file_of_points_or_lines_is_refused(shape, said):
    with pytest.raises(LoadError, match=said):
        check(frame(dict.fromkeys(BOXES, shape)))


def test_edges_that_cross_themselves_are_mended():
    bow = polygon((440, 300), (470, 320), (470, 300), (440, 320))
    checked = check(frame({**BOXES, "E08000016": bow}))
    assert checked.faults == []
    assert "1 area had edges that cross themselves and was mended" in words(checked)
    assert checked.boundaries.is_valid.all()
    assert checked.boundaries.geometry["E08000016"].area == pytest.approx(3e8)


def test_small_overlaps_and_slivers_go_to_a_neighbour_and_large_ones_are_faults():
    loose = shapely.box(419.95 * KM, 300 * KM, 439.95 * KM, 320 * KM)
    checked = check(frame({**BOXES, "E07000002": loose}))
    assert checked.faults == []
    assert re.search(r"did not quite meet were joined, .* by [12]\.0 square kilo", words(checked))
    assert shapely.coverage_is_valid(checked.boundaries.geometry.to_numpy())
    wide = check(frame({**BOXES, "E07000002": shapely.box(415 * KM, 300 * KM, 440 * KM, 320 * KM)}))
    (fault,) = wide.faults
    assert "% of " in fault.wrong and "is also in" in fault.wrong
    assert {"Ash", "Birch"} <= set(re.findall(r"[A-Z][a-z]+", fault.wrong))
    assert wide.boundaries is None


def test_a_hole_in_the_map_is_a_fault_when_large_and_said_when_small():
    def with_hole(side: float) -> Checked:
        hole = shapely.box(450 * KM, 305 * KM, (450 + side) * KM, (305 + side) * KM)
        return check(frame({**BOXES, "E08000016": BOXES["E08000016"] - hole}))

    large, small = with_hole(10), with_hole(1)
    assert "none of them: 100 square kilometres" in large.faults[0].wrong
    assert large.boundaries is None
    assert small.faults == []
    assert "in none of them: 1 square kilometre." in words(small)


def test_islets_go_but_never_a_whole_council_nor_a_part_that_others_surround():
    islet, island = (shapely.box(500 * KM, y * KM, 500.4 * KM, (y + 0.4) * KM) for y in (300, 310))
    island = shapely.affinity.scale(island, 2, 2)
    inside = shapely.box(410 * KM, 310 * KM, 410.3 * KM, 310.3 * KM)
    ground = {
        "E07000001": BOXES["E07000001"] - inside,
        "E07000002": shapely.union_all([BOXES["E07000002"], inside]),
        "E08000016": shapely.union_all([BOXES["E08000016"], islet, island]),
    }
    checked = check(frame(ground))
    assert checked.faults == []
    assert "1 islet too small" in words(checked)
    ours = checked.boundaries.geometry
    assert [len(shapely.get_parts(ours[code])) for code in ground] == [1, 2, 2]
    assert ours["E07000001"].interiors


# Kept


def kept(checked: Checked, path: Path) -> gpd.GeoDataFrame:
    """The checked areas, written and read as a load's are."""
    checked.boundaries.to_parquet(path)
    return gpd.read_parquet(path)


def test_the_same_areas_give_the_same_bytes_and_come_back(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    found = kept(check(frame(BOXES)), first)
    kept(check(frame(BOXES).iloc[::-1]), second)
    assert first.read_bytes() == second.read_bytes()
    assert found.index.tolist() == list(BOXES)
    assert found.crs.to_epsg() == 27700
    assert found.geometry.geom_equals(frame(BOXES).set_index("LAD16CD").geometry).all()


def test_the_difference_counts_areas(tmp_path):
    before = check(frame(BOXES))
    none = differing_boundaries(before, None)
    assert (none.new, none.changed, none.gone, none.same) == (3, 0, 0, 0)
    moved = {**BOXES, "E08000016": shapely.box(440 * KM, 300 * KM, 480 * KM, 320 * KM)}
    found = differing_boundaries(check(frame(moved)), before.boundaries)
    assert (found.new, found.changed, found.gone, found.same) == (0, 1, 0, 2)
    later = differing_boundaries(check(frame(BOXES_2019)), before.boundaries)
    assert (later.new, later.changed, later.gone, later.same) == (1, 0, 2, 1)
    assert later.rows["change"].tolist() == ["new", "gone", "gone"]


# Drawn


def drawn(folder: Path, name: str) -> gpd.GeoDataFrame:
    """A written layer, back on the National Grid."""
    features = json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["features"]
    own = [shapely.geometry.shape(feature["geometry"]) for feature in features]
    moved = shapely.transform(np.array(own), lambda points: points * UNIT + ORIGIN)
    return gpd.GeoDataFrame(
        geometry=list(moved), index=[feature["id"] for feature in features], crs=27700
    )


@pytest.fixture(scope="module")
def plain(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("plain")
    write_layers(COUNCILS, LINEAGE, GRID, HEX_TILES, folder)
    return folder


def test_boundaries_of_a_later_set_leave_the_earlier_ones_to_the_grid(plain, tmp_path):
    sets = council_sets(COUNCILS)
    fitted = sets[2]
    base = shapes.simplify(shapes.grid_boundaries(GRID), 3000)
    path = tmp_path / "a.geojson"
    geojson(path, shapes.lower_tier(base, LINEAGE, fitted).reset_index(names="c").to_crs(4326))
    checked = check(read(path).areas, COUNCILS)
    assert checked.faults == []
    assert f"{len(fitted.tier('lower', 'single'))} districts" in words(checked)
    areas = kept(checked, tmp_path / "kept")
    folder = tmp_path / "geometry"
    write_layers(COUNCILS, LINEAGE, GRID, HEX_TILES, folder, boundaries=areas)
    for council_set in sets:
        for kind in ("lower", "upper"):
            file = f"{kind}-{council_set.name}.json"
            same = (folder / file).read_bytes() == (plain / file).read_bytes()
            assert same == (council_set.first_day < fitted.first_day), file


def test_the_official_boundaries_of_2016_are_read_checked_and_drawn(plain, tmp_path):
    if not OFFICIAL.exists():
        pytest.skip(f"NOT CHECKED with official boundaries: ../shared/compare/{OFFICIAL.name}")
    found = read(OFFICIAL)
    checked = check(found.areas, COUNCILS)
    assert checked.faults == []
    assert (checked.read, checked.accepted) == (326, 326)
    assert "in being from 1 April 2010 to 31 March 2019" in words(checked)
    areas = kept(checked, tmp_path / "kept")
    folder = tmp_path / "geometry"
    write_layers(COUNCILS, LINEAGE, GRID, HEX_TILES, folder, boundaries=areas)
    for path in plain.glob("*.json"):
        new = (folder / path.name).read_bytes()
        assert len(gzip.compress(new)) <= 150_000, path.name
        assert (new == path.read_bytes()) == path.name.startswith("hex-"), path.name
    extents = {
        tuple(layer["extent"])
        for layer in json.loads((folder / "layers.json").read_text(encoding="utf-8"))["layers"]
    }
    grid_extent = json.loads((plain / "layers.json").read_text())["layers"][0]["extent"]
    assert len(extents) == 1
    assert extents.pop() == pytest.approx(grid_extent, abs=0.02)  # 2 km

    official = found.areas.set_index("gss_code")
    thinned = overlap(areas, official)
    assert thinned.median() > 0.995
    assert thinned.min() > 0.93  # the Isles of Scilly, with their many islets
    new, old = (overlap(drawn(where, "lower-2010-04-01"), official) for where in (folder, plain))
    print(f"median overlap {new.median():.3f} (grid {old.median():.3f}), kept {thinned.min():.3f}")
    assert new.median() > 0.915
    assert new.median() > old.median() + 0.02
    assert new.min() > old.min()
    for council_set in council_sets(COUNCILS):
        for kind in ("lower", "upper"):
            layer = drawn(folder, f"{kind}-{council_set.name}")
            assert set(layer.index) == set(drawn(plain, f"{kind}-{council_set.name}").index)
            assert layer.is_valid.all()
            assert shapely.coverage_is_valid(layer.geometry.to_numpy())
            assert overlap(layer, drawn(plain, f"{kind}-{council_set.name}")).median() > 0.85
