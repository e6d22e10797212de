"""Versions of the data: list them, go back to one, take a load out again."""

from __future__ import annotations

from dashboard.intake import publish, versions
from dashboard.intake.build import build_version
from dashboard.intake.loads import Load
from dashboard.intake.versions import Version
from dashboard.loading.model import LoadError
from dashboard.loading.store import changing, clear_up
from dashboard.settings import Settings


def history(settings: Settings) -> list[Version]:
    """Return the versions that have been in use, the newest first."""
    known = versions.every(settings.data)
    unused = {record.version for record in versions.never_used(settings.data, known)}
    found = [record for record in known if record.version not in unused]
    current = publish.current_version(settings.data)
    if current is not None and current not in {record.version for record in found}:
        # Built before versions were put on record, or its record was lost.
        loads = versions.loads_of(settings.data, current) or ()
        found.insert(0, Version(current, "", "In use; there is no record of when", loads))
    return found


def rollback(settings: Settings, version: str) -> str:
    """Go back to the loads of an earlier version; return the version now in use.

    That is the very version if it is still there and whole. Otherwise it is built again from its
    loads and the csv files as they are now, and is another version if those, or the code, have
    changed. Raises LoadError for a version that is not on record, naming those that are.
    """
    with changing(settings.data):
        clear_up(settings.data)
        known = {record.version: record for record in history(settings)}
        if version not in known:
            raise LoadError(
                f"There is no data version {version}. Known versions: {', '.join(known)}."
            )
        data = settings.data
        if publish.is_whole(data, version, thorough=True):
            versions.write(data, known[version])
            publish.make_current(data, version)
            versions.put_in_use(data, version)
            return version
        what = f"Went back to version {version}"
        loads = known[version].loads
        # Its folder may be there and damaged: every file is then written again.
        return build_version(settings, loads, what, force=(data / version).exists(), quiet=True)


def remove(settings: Settings, load_id: str, *, with_illustrative: bool = False) -> str:
    """Take a load's rows out of the data; return the version now in use.

    What stood there before comes back: an earlier load's rows, else the compiled ones.
    Illustrative rows that the load replaced stay away unless `with_illustrative`. Raises LoadError
    for a load that is not part of the data, naming those that are.
    """
    with changing(settings.data):
        clear_up(settings.data)
        loads = versions.loads_in_use(settings.data)
        found = [load for load in loads if load.id == load_id]
        if not found or (found[0].removed and not with_illustrative):
            raise LoadError(_no_such_load(load_id, loads))
        load = found[0]
        # Without rows, only a load of take-up still has an effect: illustrative rows stay away.
        stays = [load.taken_out()] if load.covers and not with_illustrative else []
        place = loads.index(load)
        left = (*loads[:place], *stays, *loads[place + 1 :])
        return build_version(settings, left, f"Took out {load.file} ({load.table})", quiet=True)


def _no_such_load(load_id: str, loads: tuple[Load, ...]) -> str:
    held = [f"{load.id} ({load.file})" for load in loads if not load.removed]
    out = [f"{load.id} ({load.file})" for load in loads if load.removed]
    words = [f"There is no load {load_id} in the data in use."]
    words += [f"Loads that can be removed: {', '.join(held)}."] if held else []
    if out:
        words += [f"Removed, but illustrative rows still stay away for: {', '.join(out)}."]
    return " ".join(words)
