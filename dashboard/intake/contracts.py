"""What every table holds: columns, kinds of value, keys, allowed values and references.

The one list of tables. The readers read what it says, the checks test what it says, the build
writes what it says, and the data dictionary quotes it.
"""

from __future__ import annotations

from dashboard.intake.contracts_councils import COUNCILS
from dashboard.intake.contracts_published import PUBLISHED
from dashboard.intake.contracts_records import RECORDS
from dashboard.intake.contracts_traced import TRACED
from dashboard.intake.declare import BOTH, BUILT, FILE, Column, Rule, Table

__all__ = ["BOTH", "BUILT", "FILE", "TABLES", "Column", "Rule", "Table"]

TABLES: dict[str, Table] = {
    table.name: table for table in (*COUNCILS, *PUBLISHED, *RECORDS, *TRACED)
}
"""Every table by name. Where tables title one source differently, the first one's title is kept."""
