"""Build the warehouse: csv, checks, derived tables, parquet, map layers, published at once.

Light to import: the heavy libraries load only when there is something to build, so a start with
the data already built costs almost nothing.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from pathlib import Path
from typing import Any

from dashboard.intake import publish
from dashboard.intake.progress import Progress
from dashboard.settings import Settings

CODE = Path(__file__).resolve().parents[1]
CODE_FILES = ("intake/*.py", "geography/*.py", "statistics/similarity.py")
INPUT_FOLDERS = ("reference", "published", "records", "indicators")
MANIFEST = "inputs.json"
STAGES = 7


def ensure_built(settings: Settings) -> str:
    """Build the data unless the newest is there already; return the version readers are to use.

    Quick when nothing changed: sizes and times are compared first, and only files that differ are
    read. Raises ContractError when the csv files break a contract, ValueError when published
    figures cannot all be met; the old data then stay in use.
    """
    version = _version_wanted(settings)
    published = publish.current_version(settings.data)
    if published == version and publish.is_whole(settings.data, version):
        return version
    return build(settings)


def build(settings: Settings, *, force: bool = False, quiet: bool = False) -> str:
    """Build and publish the data, and return the version.

    Waits for a build already under way; if that one made the version wanted, it is used unless
    `force` is given. Raises as `ensure_built`.
    """
    with publish.locked(settings.data):
        version = _version_wanted(settings)
        if not force and publish.is_whole(settings.data, version):
            publish.make_current(settings.data, version)
            return version
        with publish.unfinished(settings.data) as folder:
            about = build_into(folder, settings.sources, settings.seed, quiet=quiet)
            publish.publish(folder, settings.data, about["version"])
        return str(about["version"])


def build_into(
    folder: Path,
    sources: Path = Settings.sources,
    seed: int = Settings.seed,
    *,
    quiet: bool = True,
) -> dict[str, Any]:
    """Build every table and map layer into `folder`, with `about.json`, and return what it says.

    `sources` is the folder of csv files. The same csv files, code and seed give the same bytes.
    Nothing is published. Returned, but not written, is also `seconds` by stage. Raises
    ContractError or ValueError as `ensure_built`, and ValueError if a file changes meanwhile.
    """
    # Loaded here, not above: see the note at the top.
    from dashboard.intake.tables import make_tables

    folder.mkdir(parents=True, exist_ok=True)
    progress = Progress(STAGES, quiet=quiet)
    try:
        hashes = _hashes(sources)
        made = make_tables(sources, folder, seed, progress)
        changed = sorted(name for name, _ in hashes.items() ^ _hashes(sources).items())
        if changed:
            raise ValueError(f"{changed[0]} changed while the data were being built. Build again.")
        with progress.stage("Writing the record of the build"):
            about = {
                "version": _version(hashes, seed),
                "data_date": made.data_date,
                "data_date_is": "the newest day among recorded take-up and interventions",
                "seed": seed,
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
            text = json.dumps(about, indent=1, ensure_ascii=False) + "\n"
            (folder / "about.json").write_text(text, encoding="utf-8")
    finally:
        progress.close()
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


def _version(hashes: dict[str, str], seed: int) -> str:
    lines = [f"{name} {digest}\n" for name, digest in sorted(hashes.items())]
    return hashlib.sha256("".join([*lines, f"seed {seed}\n"]).encode()).hexdigest()[:12]


def _version_wanted(settings: Settings) -> str:
    """Return the version the files as they are now should give, reading only those that changed."""
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
    return _version({name: stamp[3] for name, stamp in seen.items()}, settings.seed)
