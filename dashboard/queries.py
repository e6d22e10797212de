"""The SQL of the dashboard: one question a file of `queries/`, and what several of them use.

`shared/` holds macros, tables and settings that every version of the data opens with. `steps/`
holds rows that queries start from: each is a query of its own, asked once for what it binds and
held as a table; who reads it binds the name of that table: `query_table($step)`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import duckdb

QUERIES = Path(__file__).resolve().parents[1] / "queries"
SHARED = "shared"
STEPS = "steps"


@cache
def shared_definitions(folder: Path = QUERIES) -> dict[str, str]:
    """What several queries use (macros, tables, settings): name -> SQL, each after what it uses."""
    found = _texts(folder / SHARED)
    uses = {name: set(_named_in(text, found)) - {name} for name, text in found.items()}
    return {name: found[name] for name in TopologicalSorter(uses).static_order()}


@cache
def steps(folder: Path = QUERIES) -> dict[str, str]:
    """The steps: name -> SQL."""
    return _texts(folder / STEPS)


@cache
def query_text(name: str, folders: tuple[Path, ...] = (QUERIES,)) -> str:
    """The text of `<name>.sql`, from the first folder that has it. Raises LookupError."""
    for folder in folders:
        path = folder / f"{name}.sql"
        if path.exists():
            return path.read_text("utf-8")
    raise LookupError(f"There is no query {name}.sql in {', '.join(map(str, folders))}")


@cache
def named_values(text: str) -> frozenset[str]:
    """The names of the values that a query binds, the tables of steps among them."""
    with _reader().cursor() as connection:
        statements = connection.extract_statements(text)
        return frozenset().union(*(statement.named_parameters for statement in statements))


@cache
def _reader() -> duckdb.DuckDBPyConnection:
    # To open one takes 10 ms, which for every query would be a quarter of the time to start.
    return duckdb.connect(":memory:", config={"threads": 1})


@cache
def steps_of(text: str) -> tuple[str, ...]:
    """The names of the steps that a query reads itself."""
    return tuple(sorted(named_values(text) & set(steps())))


@cache
def every_value_of(text: str) -> frozenset[str]:
    """The names of the values that the answer to a query depends on, by itself and its steps."""
    others = (every_value_of(steps()[name]) for name in steps_of(text))
    return named_values(text).difference(steps_of(text)).union(*others)


def behind(text: str) -> dict[str, str]:
    """The steps and shared definitions that stand behind a query: name -> SQL."""
    known = {**steps(), **shared_definitions()}
    found: dict[str, str] = {}
    waiting = list(_named_in(text, known))
    while waiting:
        name = waiting.pop(0)
        if name not in found:
            found[name] = known[name]
            waiting += _named_in(known[name], known)
    return found


def _texts(folder: Path) -> dict[str, str]:
    return {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.sql"))}


def _named_in(text: str, names: Iterable[str]) -> list[str]:
    """Those of `names` that the SQL of a text speaks of, its comments apart."""
    words = set(re.findall(r"\w+", re.sub(r"--.*", "", text)))
    return [name for name in names if name in words]
