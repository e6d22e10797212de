"""The data dictionary: what every table of the built data holds, column by column."""

from __future__ import annotations

import pandas as pd

from dashboard.columns import COLUMNS
from dashboard.warehouse import Snapshot

TABLE_WORDS = {
    "adviser_patches": "The area of a principal adviser that each council lies in.",
    "claim_kinds": "Kinds of money that claims of savings are about, and which may be added up.",
    "claim_links": "Which claims of savings overlap, repeat or contradict one another.",
    "council_characteristics": "What similar councils are matched on.",
    "council_lineage": "Which council took over from which, and when.",
    "council_years": "The councils in being on 31 March of each financial year.",
    "councils": "Every English principal council in being at any time since 2010.",
    "definitions": "How the source documents define groups and methods.",
    "deliveries": "What documents say was delivered, by year.",
    "delivery_measures": "What each measure of deliveries counts, and which records bear on it.",
    "figures_in_sources": "Every figure of the five source documents, and where it is shown.",
    "funding": "Grant by year, cost of the former audit regime, size of grants.",
    "indicator_values": "Values of the indicators, by council and period.",
    "indicators": "The indicators of councils' performance and setting.",
    "indicators_basket": "The LGA's own count of indicators improved, unchanged and worsened.",
    "interventions": "Statutory interventions, best value notices and section 114 notices.",
    "loaded_offer_years": "Offers and years whose rows users have loaded, in full or in part.",
    "offer_parts": "Which offer counts towards which wider one.",
    "offers": "The parts of the improvement offer.",
    "perceptions": "Surveys of leaders, chief executives, hosts of peer challenges and others.",
    "political_control": "Control and seats of each council after each May.",
    "polling": "LGA polling of residents of Great Britain.",
    "polling_rounds": "Dates and sample sizes of the rounds of polling, where known.",
    "programme_totals": "Totals by programme, as documents give them.",
    "published_take_up": "Take-up as documents give it, with breakdowns.",
    "same_facts": "Figures that sources name or date differently but that are about one fact.",
    "savings": "Savings claimed, by programme and year.",
    "shared_services": "Services that councils share: how many, and what they saved.",
    "similar_councils": "For each council, the councils most like it.",
    "sources": "The documents and pages that rows come from.",
    "take_up": "Take-up by council: rows on record, and illustrative rows.",
}


EXHIBITS_TABLE = "exhibits"


def dictionary(found: pd.DataFrame, snapshot: Snapshot) -> pd.DataFrame:
    """Return every column of the built tables and, after them, of the exhibits.

    `found` has table_name and column_name of what is really there. The result has table, column,
    label (of exhibits only), means and holds (the kind of value or the unit, in words); means is
    empty where no contract describes a column.
    """
    return pd.concat([table_columns(found, snapshot), exhibit_columns()], ignore_index=True)


def table_columns(found: pd.DataFrame, snapshot: Snapshot) -> pd.DataFrame:
    """Return the columns of the built tables, in the order of `found`, as `dictionary` does."""
    # Loaded when it is asked for: the contracts are otherwise only of use to the build.
    from dashboard.intake.contracts import TABLES
    from dashboard.intake.kinds import KINDS

    # Queries that several others share look like tables too.
    built = {path.stem for path in snapshot.folder.glob("*.parquet")}
    found = found[found["table_name"].isin(built)]
    described = {
        (table.name, name): (table.columns[name].means, KINDS[table.columns[name].kind].must_be)
        for table in TABLES.values()
        for name in table.built()
    }
    rows = [
        (table, column, "", *described.get((table, column), ("", "")))
        for table, column in zip(found["table_name"], found["column_name"], strict=True)
    ]
    return pd.DataFrame(rows, columns=["table", "column", "label", "means", "holds"])


def exhibit_columns() -> pd.DataFrame:
    """Return the columns of exhibits by their label, as `dictionary` does."""
    rows = [
        (EXHIBITS_TABLE, column.name, column.label, column.description, column.unit)
        for column in sorted(COLUMNS.values(), key=lambda column: column.label.lower())
    ]
    return pd.DataFrame(rows, columns=["table", "column", "label", "means", "holds"])
