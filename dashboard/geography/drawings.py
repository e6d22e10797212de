"""The map layers as the pages use them: an address, the areas in it, and a point in each.

Addresses carry a hash of the content, so that a browser may keep a layer for ever and still get
a new one when the boundaries change.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dashboard.geography.index import Layer, layer_for, read_layers

ADDRESS = "/geometry/"


@dataclass(frozen=True)
class Drawing:
    """One layer. `extent` is west, south, east, north; `places` a point inside each area."""

    address: str
    areas: Sequence[str]
    extent: tuple[float, float, float, float]
    places: Mapping[str, tuple[float, float]]
    content: bytes = field(repr=False, default=b"")


class Drawings:
    """Every layer of one version of the data."""

    def __init__(self, folder: Path) -> None:
        """Read the index and all layers. Raises OSError or ValueError when they are damaged."""
        self._layers = read_layers(folder)
        self._drawings = {layer.name: _drawing(folder, layer) for layer in self._layers}
        self.by_address = {drawing.address: drawing for drawing in self._drawings.values()}

    def find(self, kind: str, financial_year: str) -> Drawing:
        """The drawing of a kind for a financial year. Raises LookupError when there is none."""
        return self._drawings[layer_for(self._layers, kind, financial_year).name]


def _drawing(folder: Path, layer: Layer) -> Drawing:
    content = (folder / layer.file).read_bytes()
    features = json.loads(content)["features"]
    digest = hashlib.sha256(content).hexdigest()[:12]
    return Drawing(
        address=f"{ADDRESS}{layer.name}-{digest}.json",
        areas=tuple(feature["id"] for feature in features),
        extent=layer.extent,
        places={feature["id"]: tuple(feature["properties"]["place"]) for feature in features},
        content=content,
    )
