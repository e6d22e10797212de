"""What a screen reader is told."""

from __future__ import annotations

from typing import Any


def aria(**told: str) -> dict[str, Any]:
    """Attributes for a component: `aria(label="Pages")` gives `aria-label`."""
    return {f"aria-{name}": value for name, value in told.items()}
