"""Freed memory goes back to the system."""

from __future__ import annotations

import os
import platform
from pathlib import Path

import pytest

from dashboard.memory import give_back

PIECES, BYTES = 50_000, 2_000


def resident() -> int:
    pages = Path("/proc/self/statm").read_text().split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.skipif(platform.libc_ver()[0] != "glibc", reason="only the C library of GNU can")
def test_freed_memory_is_given_back() -> None:
    held = [bytes(BYTES) for _ in range(PIECES)]
    # What is left at the end keeps the C library from giving back anything by itself.
    del held[:-1]
    before = resident()
    give_back()
    assert before - resident() > PIECES * BYTES / 2
