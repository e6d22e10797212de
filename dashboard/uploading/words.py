"""The words of the upload pages."""

from __future__ import annotations

TABLES = {
    "take_up": "Take-up records: which council used which offer, and when",
    "savings": "Savings claims",
    "indicator_values": "Indicator values",
    "political_control": "Political control of councils",
    "adviser_patches": "Patches of principal advisers",
    "boundaries": "Boundaries of councils (GeoJSON or GeoPackage)",
}
STATES = {
    "waiting": "Waiting",
    "checking": "Checking",
    "ready": "Checked. Nothing has been published yet",
    "refused": "The file cannot be taken",
    "publishing": "Publishing",
    "published": "Published",
    "failed": "The work failed",
}


def column_words(name: str) -> str:
    """A column's name as a heading: “financial_year” is “Financial year”."""
    return name.replace("_", " ").capitalize()
