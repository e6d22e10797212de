"""Which filters leave nothing: found from councils that are checked by hand."""

from __future__ import annotations

import pandas as pd
import pytest

from dashboard.exhibit import View
from dashboard.exhibits.narrowing import Lifted, by_column, lifted
from dashboard.selection import Selection
from dashboard.warehouse import Snapshot

COUNCILS = pd.DataFrame(
    [
        ("E1", "North", "county", "Labour"),
        ("E2", "North", "district", "Green"),
        ("E3", "South", "county", None),
    ],
    columns=["council_code", "region", "authority_type", "political_control"],
)


@pytest.mark.parametrize(
    ("region", "kind", "control", "helps"),
    [
        ("South", "district", "", ("type", "region")),
        ("South", "", "Labour", ("control", "region")),
        ("North", "unitary", "", ("type",)),
        # No two of them fit together.
        ("South", "district", "Labour", ()),
    ],
)
def test_what_it_helps_to_lift(
    region: str, kind: str, control: str, helps: tuple[str, ...], snapshot: Snapshot
) -> None:
    chosen = Selection().with_values("region", (region,))
    chosen = chosen.with_values("type", (kind,) if kind else ())
    view = View(chosen.with_values("control", (control,) if control else ()), snapshot)
    assert lifted(by_column(COUNCILS), view) == Lifted(helps, all_help=True)
    # A filter that is not among the keys neither narrows nor helps.
    if helps == ("type", "region"):
        assert lifted(by_column(COUNCILS), view, ("control", "type")).helps == ("type",)
    assert lifted(by_column(COUNCILS[:0]), view) == Lifted((), all_help=False)
