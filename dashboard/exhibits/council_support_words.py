"""Words of the support exhibits of one council: dates, sentences, methods."""

from __future__ import annotations

import pandas as pd

from dashboard.exhibit import View
from dashboard.exhibits.coverage_words import partial_date
from dashboard.exhibits.one_council import CHOOSE_ONE, chosen_council
from dashboard.vocabulary import sentence_case
from dashboard.wording import counted, listed, lower_first

METHOD_EVENTS = (
    "One row for each dated event of the council: support from the LGA's offer, interventions, "
    "notices and reviews, and the reorganisation that made or ended the council. The newest comes "
    "first, then records without a date."
)
METHOD_BEFORE = (
    "Records of the councils that this one replaced are shown under their own names and are not "
    "counted as its own. A council split between two is shown with both."
)
METHOD_DATES = (
    "Dates are as exact as the source: a day, a month, a calendar year or a financial year. A "
    "circle is a day or a month; a bar is a year of which no more is known. What has no date is "
    "in the table and the words, not on the axis."
)
METHOD_SHAPES = (
    "A diamond is the start of an intervention, notice or review; a hatched bar runs to its end, "
    "or to the last day that a partial date allows, and an empty bar to an end that is planned. "
    "Where no end is on record only the start is drawn. A dotted line marks a reorganisation."
)
NOTE_EVENTS = (
    "Full records by council are not public: no record does not mean no support, and the list of "
    "interventions may not be complete. Illustrative rows are allocated to councils by us so that "
    "published figures for England are met; they are not facts about any one council. Those of "
    "councils that were replaced are left out."
)
METHOD_KINDS = (
    "Offers that are parts of one another are one kind of support: a progress review belongs to "
    "peer challenge, and design and digital support to the productivity programme. Records that "
    "do not name the offer, or do not say which of two it was, are left out."
)
METHOD_PEERS = (
    "Similar councils are the 20 nearest of the same tier, as described under similar councils. "
    "A council counts once for a kind, however many records it has, of any year. Only its own "
    "records count, not those of councils it replaced."
)
METHOD_HERE = (
    "On record: at least one record of the council itself. Predecessor only: the only records are "
    "of councils it replaced, which are named. No record found: none of either."
)
NOTE_PEERS = (
    "Recorded rows only. Records are partial: a difference may only mean that nobody wrote it "
    "down. Ask the council before you rely on it."
)
PARTIAL = "Records are partial: a difference may only mean that nobody wrote it down."
# Things that happen once: for these, no end on record would say nothing.
_ONCE = ("section 114", "review", "inspection")


def has(value: object) -> bool:
    """Whether there is a text."""
    return isinstance(value, str)


def when(row: pd.Series) -> str:
    """The date of an event in words: `2016/17`, `March 2019`, `from May 2023, no end on record`."""
    start, end, planned = row["date"], row["ended"], row["planned_end"]
    if not has(start):
        return f"until {plain_date(end)}, start not known" if has(end) else "no date on record"
    begun = plain_date(start)
    if row["event_kind"] != "intervention":
        return begun
    if has(end) and start.startswith(end):
        return begun if start == end else f"from {begun}, ended in {plain_date(end)}"
    if has(end):
        return f"{begun} to {plain_date(end)}"
    if has(planned):
        return f"from {begun}, planned to end {_in_or_on(planned)}"
    if any(word in row["event"].lower() for word in _ONCE):
        return begun
    return f"from {begun}, no end on record"


def plain_date(text: str) -> str:
    """A partial date without more words: `2016/17`, `2016`, `September 2016`."""
    return text if "/" in text else partial_date(text)


def _in_or_on(text: str) -> str:
    return f"{'on' if len(text) == 10 else 'in'} {plain_date(text)}"


def timeline_sentence(frame: pd.DataFrame, view: View) -> str:
    """Recorded events in words; illustrative rows are only counted, at the end."""
    council = chosen_council(view)
    if council is None:
        return CHOOSE_ONE
    recorded = frame[frame["basis"] == "recorded"]
    support = recorded[recorded["event_kind"] == "support"]
    own, before = support[support["held_by"].isna()], support[support["held_by"].notna()]
    parts = [
        _own_support(own, council),
        _before_support(before),
        _challenge(own, before),
        _interventions(recorded[recorded["event_kind"] == "intervention"]),
    ]
    changes = recorded[recorded["event_kind"] == "reorganisation"]
    for row in changes.iloc[::-1].itertuples():
        parts.append(f"It was {lower_first(row.event)} {_in_or_on(row.date)}.")
    illustrative = len(frame) - len(recorded)
    if illustrative:
        rows = "row is" if illustrative == 1 else "rows are"
        facts = "it is not a fact" if illustrative == 1 else "they are not facts"
        parts.append(f"{illustrative} illustrative {rows} shown apart; {facts} about this council.")
    return " ".join(part for part in parts if part)


def _own_support(own: pd.DataFrame, council: str) -> str:
    if own.empty:
        return f"No support is on record for {council}; there may have been some."
    total = int(own["quantity"].sum())
    kinds = own["support_kind"].fillna(own["event"])
    by_kind = own["quantity"].groupby(kinds).sum().reset_index(name="n")
    by_kind = by_kind.sort_values(["n", "support_kind"], ascending=[False, True])
    pairs = by_kind.itertuples(index=False, name=None)
    named = [lower_first(kind) if len(by_kind) == 1 else f"{lower_first(kind)} ({n})"
             for kind, n in pairs]  # fmt: skip
    joint = ", of" if len(by_kind) == 1 else ":"
    sentence = f"{council} has {counted(total, 'record')} of support{joint} {listed(named)}."
    undated = int(own.loc[own["date"].isna(), "quantity"].sum())
    if not undated:
        return sentence
    if undated == total:
        return f"{sentence} {'It has' if total == 1 else 'They have'} no date."
    return f"{sentence} {'One has' if undated == 1 else f'{undated} have'} no date."


def _before_support(before: pd.DataFrame) -> str:
    if before.empty:
        return ""
    by_council = before.groupby("held_by")["quantity"].sum()
    councils = listed([f"{name} ({n})" for name, n in by_council.items()])
    total = counted(int(by_council.sum()), "record")
    if len(by_council) == 1:
        return f"{by_council.index[0]}, which it replaced, has {total}."
    return f"Councils it replaced have {total}: {councils}."


def _challenge(own: pd.DataFrame, before: pd.DataFrame) -> str:
    what = "corporate or finance peer challenge"
    mine = own[own["challenge"]]
    last = mine.dropna(subset=["date"]).head(1)
    if len(last):
        return f"The last recorded {what} was {_in_or_on(last.iloc[0]['date'])}."
    theirs = before[before["challenge"]].dropna(subset=["date"])
    none = f"No {what} {'with a date' if len(mine) else 'of its own'} is on record"
    if len(theirs):
        day = theirs["date"].iloc[0]
        held = listed(sorted(theirs.loc[theirs["date"] == day, "held_by"].unique()))
        return f"{none}; the last of those it replaced was of {held}, {_in_or_on(day)}."
    # After “No support is on record” it goes without saying.
    return f"{none.replace(' of its own', '')}." if len(own) else ""


def _interventions(rows: pd.DataFrame) -> str:
    if rows.empty:
        return "No intervention, notice or review is on record."
    named = []
    for _, row in rows.iterrows():
        of = f" of {row['held_by']}" if has(row["held_by"]) else ""
        named.append(f"{lower_first(row['event'])}{of}, {row['when']}")
    if len(named) == 1:
        return f"One intervention, notice or review is on record: {named[0]}."
    count = f"{len(named)} interventions, notices and reviews are on record"
    if len(named) > 3:
        return f"{count}, the latest a {named[0]}."
    return f"{count}: {'; '.join(named)}."


def peers_sentence(frame: pd.DataFrame, view: View) -> str:
    """Which kinds of support similar councils have on record and this one has not."""
    council = chosen_council(view)
    if council is None:
        return CHOOSE_ONE
    if frame.empty:
        return f"No recorded support was found for {council} or for councils like it."
    peers = int(frame["peers"].iloc[0])
    if not peers:
        return f"No similar councils are known for {council}, so there is nothing to compare."
    others = counted(peers, "similar council")
    missing = frame[frame["used_here"] == "no record found"]
    before = frame[frame["used_here"] == "predecessor only"]
    if missing.empty:
        too = f"{council} or a council it replaced" if len(before) else council
        parts = [f"Every kind of support on record among {others} is on record for {too} as well."]
    else:
        parts = [f"Of {others}, {_counts(missing.head(3))}{_none(missing, council)}."]
        more = len(missing) - 3
        if more > 0:
            kinds = "1 more kind is" if more == 1 else f"{more} more kinds are"
            parts.append(f"{kinds} on record for some of them and not for {council}.")
    if len(before):
        those = [f"{lower_first(r.offer)} ({r.held_by})" for r in before.itertuples()]
        verb = "is" if len(before) == 1 else "are"
        parts.append(f"{sentence_case(listed(those))} {verb} on record only for a predecessor.")
    return " ".join([*parts, PARTIAL])


def _counts(rows: pd.DataFrame) -> str:
    """“9 have a record of peer challenge, 1 of peer support”."""
    parts = []
    for place, row in enumerate(rows.itertuples()):
        name = lower_first(row.offer)
        the = "the " if name.endswith("programme") else ""
        verb = "has" if row.peers_taking_part == 1 else "have"
        record = f" {verb} a record" if place == 0 else ""
        parts.append(f"{row.peers_taking_part}{record} of {the}{name}")
    return listed(parts)


def _none(missing: pd.DataFrame, council: str) -> str:
    shown = min(len(missing), 3)
    if shown == 1:
        return f" and {council} has none"
    return f"; {council} has no record of {'either' if shown == 2 else 'any of these'}"


def here_words(row: pd.Series) -> str:
    """What is on record here of a kind of support, for under its bar."""
    if row["used_here"] == "on record":
        last = f", last {plain_date(row['last_here'])}" if has(row["last_here"]) else ", no date"
        which = "" if row["offers"] == row["offer"] else f": {row['offers']}"
        return f"✓ On record here{last}{which}"
    if row["used_here"] == "predecessor only":
        return f"(✓) On record only for a predecessor: {row['held_by']}"
    return "No record found here"
