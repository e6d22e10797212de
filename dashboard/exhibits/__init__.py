"""The exhibits, one module per theme; what a module lists in `EXHIBITS` is in the catalogue."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

from dashboard.exhibit import Exhibit


def catalogue() -> tuple[Exhibit, ...]:
    """Every declared exhibit, in the order of the modules' names."""
    names = sorted(module.name for module in iter_modules(__path__))
    modules = [import_module(f"{__name__}.{name}") for name in names]
    return tuple(exhibit for module in modules for exhibit in getattr(module, "EXHIBITS", ()))
