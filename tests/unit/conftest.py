"""A small warehouse that the tests of builds and loads copy rather than build."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.intake.build import ensure_built
from dashboard.intake.publish import locked
from dashboard.settings import Settings
from tests.extracts import small_sources


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Csv files with few values of indicators and a warehouse built from them: not to be changed.

    The workers of a run share it: the first to ask makes it, and the others wait.
    """
    folder = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        folder = folder.parent
    folder = folder / "small"
    settings = Settings(data=folder / "warehouse", sources=folder / "sources")
    with locked(folder):
        if not settings.sources.exists():
            small_sources(settings.sources)
        ensure_built(settings)
    return settings


@pytest.fixture
def small_copy(small: Settings, tmp_path: Path) -> Settings:
    """A copy of the warehouse, to load into; the csv files are those of `small`."""
    return replace(small, data=shutil.copytree(small.data, tmp_path / "warehouse"))
