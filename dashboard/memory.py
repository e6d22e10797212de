"""Freed memory, given back to the system."""

from __future__ import annotations

import ctypes
from contextlib import suppress


def give_back() -> None:
    """Have the C library give back what it keeps of freed memory; only that of GNU can do so.

    Of what a version of the data held it keeps some 150 MB otherwise, in pieces too small for much.
    """
    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
