"""The most that a file may hold and the longest that reading it may take, in clear words."""

from __future__ import annotations

import time

from dashboard.loading.model import Limits, LoadError


class Deadline:
    """Knows when the time that a load may take is over."""

    def __init__(self, limits: Limits) -> None:
        self.seconds = limits.seconds
        self.ends = time.monotonic() + limits.seconds

    def check(self) -> None:
        """Raise LoadError when the time is over."""
        if time.monotonic() > self.ends:
            raise LoadError(
                f"Reading the file took longer than {self.seconds:,.0f} seconds, which is the "
                "limit. Nothing was changed. Split the file into smaller ones."
            )


def check_size(size: int, limits: Limits) -> None:
    """Raise LoadError when a file of `size` bytes is larger than a file may be."""
    if size > limits.megabytes * 1e6:
        raise LoadError(
            f"The file is larger than {limits.megabytes:,g} MB, which is the limit. "
            "Split it into smaller files, for example one for each year."
        )


def check_rows(rows: int, limits: Limits) -> None:
    """Raise LoadError when there are more rows than a file may have."""
    if rows > limits.rows:
        raise LoadError(
            f"The file has more than {limits.rows:,} rows, which is the limit. "
            "Split it into smaller files, for example one for each year."
        )


def check_cells(cells: int, limits: Limits) -> None:
    """Raise LoadError when there are more cells than a file may have: they are held in memory."""
    if cells > limits.cells:
        raise LoadError(
            f"The file has more than {limits.cells:,} cells (rows times columns), which is the "
            "limit. Split it into smaller files, or delete the columns that are not needed."
        )


def check_columns(columns: int, line: int, limits: Limits) -> None:
    """Raise LoadError when a record has more cells than a record may have."""
    if columns > limits.columns:
        raise LoadError(
            f"Line {line:,} has {columns:,} columns; the limit is {limits.columns:,}. "
            "Delete the columns that are not needed and save the file again."
        )


def check_cell(characters: int, line: int, limits: Limits) -> None:
    """Raise LoadError when a cell holds more text than a cell may hold."""
    if characters > limits.cell_characters:
        raise LoadError(
            f"Line {line:,} has a cell of more than {limits.cell_characters:,} characters, which "
            "is the limit. A quotation mark that is opened and never closed is the usual cause."
        )
