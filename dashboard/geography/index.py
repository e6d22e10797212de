"""Find the map layer that serves a financial year. Light to import: the web app uses it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

INDEX_FILE = "layers.json"
KINDS = ("regions", "lower", "upper", "hex", "hex-regions")


@dataclass(frozen=True)
class Layer:
    """One map layer.

    `first_year` to `last_year` are the financial years it serves (None: no end is known);
    `extent` is west, south, east, north in the layer's own coordinates.
    """

    name: str
    kind: str
    file: str
    first_year: str
    last_year: str | None
    extent: tuple[float, float, float, float]

    def serves(self, financial_year: str) -> bool:
        """Tell whether the layer shows the councils of a financial year such as `2016/17`."""
        return self.first_year <= financial_year <= (self.last_year or financial_year)


def read_layers(folder: Path) -> list[Layer]:
    """Return the layers listed in the folder's index.

    Raises FileNotFoundError when the layers have not been built.
    """
    index = json.loads((folder / INDEX_FILE).read_text(encoding="utf-8"))
    return [Layer(**{**row, "extent": tuple(row["extent"])}) for row in index["layers"]]


def layer_for(layers: list[Layer], kind: str, financial_year: str) -> Layer:
    """Return the layer of a kind (see KINDS) that serves a financial year.

    Raises LookupError when there is none.
    """
    for layer in layers:
        if layer.kind == kind and layer.serves(financial_year):
            return layer
    raise LookupError(f"No {kind} layer serves {financial_year}.")
