"""Build the warehouse: csv, checks, derived tables, parquet, map layers, published at once.

Light to import: the heavy libraries load only when there is something to build, so a start with
the data already built costs almost nothing.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

from dashboard.intake import publish, versions
from dashboard.intake.kept import KEPT, Kept
from dashboard.intake.loads import Load, as_json
from dashboard.intake.progress import Progress
from dashboard.intake.versions import Version
from dashboard.settings import Settings

CODE = Path(__file__).resolve().parents[1]
CODE_FILES = ("intake/*.py", "geography/*.py", "statistics/similarity.py")
INPUT_FOLDERS = ("reference", "published", "records", "indicators")
MANIFEST = "inputs.json"
STAGES = 7
BUILT = "Built from the csv files of the project"


def ensure_built(settings: Settings) -> str:
    """Build the data unless the newest is there already; return the version readers are to use.

    What users loaded into the current version stays loaded. Quick when nothing changed: of the csv
    files sizes and times are compared first, and only those that differ are read. What was built is
    read, so that no damage is missed. Raises ContractError when the
    csv files break a contract, ValueError when published figures cannot all be met or a loaded
    file cannot be read any more; the old data then stay in use.
    """
    published = publish.current_version(settings.data)
    if published is not None and publish.is_whole(settings.data, published, thorough=True):
        loads = versions.loads_of(settings.data, published)
        if loads is not None and version_wanted(settings, loads) == published:
            return published
    return build(settings)


def build(settings: Settings, *, force: bool = False, quiet: bool = False) -> str:
    """Build and publish the data, and return the version.

    Waits for a build already under way; if that one made the version wanted, it is used unless
    `force` is given. Raises as `ensure_built`.
    """
    with publish.locked(settings.data):
        loads = versions.loads_in_use(settings.data)
        return build_version(settings, loads, BUILT, force=force, quiet=quiet)


def build_version(
    settings: Settings,
    loads: tuple[Load, ...],
    what: str,
    *,
    force: bool = False,
    quiet: bool = False,
    told: Callable[[str, float], None] | None = None,
) -> str:
    """Make the version that holds `loads` the current one, building it if need be; return it.

    Call under `publish.locked`. `what` says in words what was done, for the record; `told` is
    told how far the build has got. Raises as `ensure_built`.
    """
    data = settings.data
    versions.note_current(data)
    version = version_wanted(settings, loads)
    made = not force and publish.is_whole(data, version, thorough=True)
    if made:
        versions.write(data, Version(version, versions.moment(), what, loads))
        publish.make_current(data, version)
    else:
        kept = Kept(data / KEPT, fresh=force)
        with publish.unfinished(data) as folder:
            about = build_into(
                folder,
                settings.sources,
                settings.seed,
                quiet=quiet,
                loads=loads,
                data=data,
                kept=kept,
                told=told,
            )
            version = str(about["version"])
            # On record before it is used: a crash in between leaves a record and no more.
            versions.write(data, Version(version, versions.moment(), what, loads))
            publish.publish(folder, data, version)
        kept.tidy()
    versions.put_in_use(data, version)
    return version


def build_into(
    folder: Path,
    sources: Path = Settings.sources,
    seed: int = Settings.seed,
    *,
    quiet: bool = True,
    loads: tuple[Load, ...] = (),
    data: Path = Settings.data,
    kept: Kept | None = None,
    told: Callable[[str, float], None] | None = None,
) -> dict[str, Any]:
    """Build every table and map layer into `folder`, with `about.json`, and return what it says.

    `sources` is the folder of csv files. The same csv files, code, seed and loads (whose rows are
    under `data`) give the same bytes, whatever `kept` holds. Nothing is published. Returned, but
    not written, is also `seconds` by stage. Raises ContractError or ValueError as `ensure_built`,
    and ValueError if a file changes meanwhile.
    """
    # Loaded here, not above: see the note at the top.
    from dashboard.intake.tables import Inputs, make_tables

    folder.mkdir(parents=True, exist_ok=True)
    progress = Progress(STAGES, quiet=quiet, told=told)
    pieces = kept or Kept(None)
    try:
        hashes = _hashes(sources)
        inputs = Inputs(sources, seed, hashes, pieces, loads, data)
        made = make_tables(inputs, folder, progress)
        changed = sorted(name for name, _ in hashes.items() ^ _hashes(sources).items())
        if changed:
            raise ValueError(f"{changed[0]} changed while the data were being built. Build again.")
        with progress.stage("Writing the record of the build"):
            about = {
                "version": _version(hashes, seed, loads),
                "data_date": made.data_date,
                "data_date_is": "the newest day among recorded take-up and interventions",
                "seed": seed,
                "loads": [load.written() for load in loads],
                "tables": dict(sorted(made.rows.items())),
                "inputs": [
                    {"file": name, "rows": made.input_rows.get(name), "sha256": digest}
                    for name, digest in hashes.items()
                    if name.endswith(".csv")
                ],
                "files": [
                    {
                        "file": path.relative_to(folder).as_posix(),
                        "bytes": path.stat().st_size,
                        "sha256": _sha256(path),
                    }
                    for path in sorted(folder.rglob("*"))
                    if path.is_file()
                ],
            }
            (folder / "about.json").write_text(as_json(about), encoding="utf-8")
    finally:
        progress.close()
        if kept is None:
            pieces.close()
    return {**about, "seconds": progress.seconds}


def _inputs(sources: Path) -> dict[str, Path]:
    """Return every file that decides what is built, by a name that does not depend on the place."""
    files = {
        path.relative_to(sources).as_posix(): path
        for name in INPUT_FOLDERS
        for path in sorted((sources / name).glob("*.csv"))
    }
    for name in CODE_FILES:
        for path in sorted(CODE.glob(name)):
            files[f"code/{path.relative_to(CODE).as_posix()}"] = path
    return files


def _sha256(path: Path) -> str:
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _hashes(sources: Path) -> dict[str, str]:
    return {name: _sha256(path) for name, path in _inputs(sources).items()}


def _version(hashes: dict[str, str], seed: int, loads: tuple[Load, ...]) -> str:
    lines = [f"{name} {digest}\n" for name, digest in sorted(hashes.items())]
    lines += [f"load {load.id} {load.sha256} {load.removed}\n" for load in loads]
    return hashlib.sha256("".join([*lines, f"seed {seed}\n"]).encode()).hexdigest()[:12]


def version_wanted(settings: Settings, loads: tuple[Load, ...]) -> str:
    """Return the version that the files as they are now should give with `loads`.

    Reads only files whose size or time has changed since they were last read.
    """
    manifest = settings.data / MANIFEST
    try:
        known = json.loads(manifest.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        known = {}
    seen: dict[str, list[Any]] = {}
    for name, path in _inputs(settings.sources).items():
        status = path.stat()
        stamp = [str(path), status.st_size, status.st_mtime_ns]
        before = known.get(name)
        same = isinstance(before, list) and before[:3] == stamp
        seen[name] = [*stamp, before[3] if same else _sha256(path)]
    if seen != known:
        # Only a short cut for next time: where the folder cannot be written to, do without.
        with suppress(OSError):
            settings.data.mkdir(parents=True, exist_ok=True)
            publish.write_atomically(manifest, json.dumps(seen, indent=1) + "\n")
    return _version({name: stamp[3] for name, stamp in seen.items()}, settings.seed, loads)
