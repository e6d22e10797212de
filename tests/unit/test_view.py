"""What a sentence and a chart know of an answer besides its rows."""

from __future__ import annotations

import pandas as pd

from dashboard.exhibit import View
from dashboard.selection import Selection
from dashboard.warehouse import Snapshot


def test_what_is_worked_out_once_is_of_those_rows_alone(snapshot: Snapshot) -> None:
    view = View(Selection(), snapshot)
    rows, others = pd.DataFrame({"council": ["A"]}), pd.DataFrame({"council": ["B"]})
    found = view.once(pd.DataFrame.to_records, rows)
    assert view.once(pd.DataFrame.to_records, rows) is found
    assert list(view.once(pd.DataFrame.to_records, others)["council"]) == ["B"]
    assert view == View(Selection(), snapshot)
