"""Awkward files, each made by a small function, with what must come of reading it: `READING`."""

from __future__ import annotations

import awkward_books
import awkward_cells
import awkward_csv
import awkward_other
from awkward_kit import READING, Awkward, made

__all__ = ["READING", "Awkward", "made"]

MODULES = (awkward_books, awkward_cells, awkward_csv, awkward_other)
"""Each adds its files to READING when it is read."""
