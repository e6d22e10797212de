"""What changed since the year before: sentences made by rule from what documents say."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import product

from dashboard.exhibits.headlines_figures import (
    PART,
    Count,
    Headline,
    Statement,
    counts_of,
    headlines,
)
from dashboard.exhibits.headlines_words import (
    HEADLINES,
    LABELS,
    OTHERS,
    amount,
    hedged,
    small_labels,
    year_before,
)
from dashboard.exhibits.opinion_words import ASSUMED_SAMPLE
from dashboard.statistics.hedged import Hedged, compared
from dashboard.statistics.polling import change_interval
from dashboard.wording import counted, listed, lower_first, whole_percent

WITHIN = "within the margin"
NOT_COMPARED = "not compared"
ALSO = "also published"
NO_FIGURE = "no figure"
# More headlines than this are not named one by one.
MANY = 4
# A comparison with the year before that a source makes itself.
STATED_CHANGE = re.compile(
    r"[^.]*\b(?:year before|previous year|months before|up from)\b[^.]*\.", re.I
)
SIDES = {
    "count": ("more", "fewer"),
    "gbp_million": ("more", "less"),
    "percent": ("higher", "lower"),
}


@dataclass(frozen=True)
class Change:
    """A sentence, what it comes to in a word or two, and the figures behind it."""

    topic: str
    sentence: str
    verdict: str
    counts: tuple[Count, ...] = ()


def changes(rows: Sequence[Statement], year: str) -> list[Change]:
    """Every sentence for `year`, from what is stated of it and of the year before."""
    found = headlines(rows, [*HEADLINES, *OTHERS])
    compared_ones = [change for one in found if (change := _set_beside(one, year))]
    eight = found[: len(HEADLINES)]
    also = counts_of([row for row in rows if row["selected"]])
    return [
        *compared_ones,
        *_partly(eight, year),
        *_stated(also, {change.topic for change in compared_ones}),
        *_also(also, year),
        *_without(eight, year),
    ]


def _set_beside(one: Headline, year: str) -> Change | None:
    """A headline with whole-year figures in both years."""
    label, before = LABELS[one.name], year_before(year)
    pairs = one.pairs()
    if pairs:
        rule = RULES.get(one.name, _verdict)
        verdicts = [rule(*pair) for pair in pairs]
        several = len(pairs) > 1
        parts = [
            f"{now.dated}{f' {_whom(now)}' if several else ''}"
            f"{'' if now.month else f' in {year}'}, against {then.dated}"
            f"{'' if then.month else f' in {before}'}: {words}"
            for (now, then), (_, words) in zip(pairs, verdicts, strict=True)
        ]
        sentence = f"{label}: {'; '.join(parts)}.{AFTERTHOUGHTS.get(one.name, '')}"
        kinds = {verdict for verdict, _ in verdicts}
        verdict = kinds.pop() if len(kinds) == 1 else "mixed"
        return Change(label, sentence, verdict, tuple(c for pair in pairs for c in pair))
    now, then = one.whole(), one.whole(before=True)
    if now and then:
        sentence = (
            f"{label}: {_counting(now)} in {year}, against {_counting(then)} in {before}; they "
            "count different things, so they are not compared."
        )
        return Change(label, sentence, NOT_COMPARED, now + then)
    return None


def _counting(counts: Sequence[Count]) -> str:
    return listed([f"{one.text} ({one.words})" for one in counts])


def _whom(one: Count) -> str:
    return f"of {one.count}"


def _verdict(now: Count, then: Count) -> tuple[str, str]:
    """What two figures tell: a verdict and its words, with the difference where both are exact."""
    verdict = compared(now.stated, then.stated)
    if verdict == "cannot tell":
        why = "sources differ" if now.differ or then.differ else "the words used leave it open"
        return verdict, f"{why}, so we cannot tell whether it rose or fell"
    if verdict == "same":
        return verdict, "the same"
    more, less = SIDES[now.unit]
    side = more if verdict == "higher" else less
    exact = all(figure.wording == "exact" for figure in now.stated + then.stated)
    if not exact or len(now.figures) + len(then.figures) > 2:
        return verdict, side
    difference = round(abs(now.figures[0].value - then.figures[0].value), 3)
    if now.unit == "percent":
        return verdict, f"{counted(difference, 'percentage point')} {side}"
    share = whole_percent(100 * difference / then.figures[0].value) if now.unit != "count" else ""
    return verdict, f"{amount(difference, now.unit)} {side}{f' ({share})' if share else ''}"


def _poll_verdict(now: Count, then: Count) -> tuple[str, str]:
    """As `_verdict`, for polls: a difference counts only when it is larger than the margin."""
    found = {
        _poll_change(*figures, now.sample or ASSUMED_SAMPLE, then.sample or ASSUMED_SAMPLE)
        for figures in product(now.stated, then.stated)
    }
    verdict = found.pop() if len(found) == 1 else "cannot tell"
    words = {
        "higher": "higher, by more than the margin of error",
        "lower": "lower, by more than the margin of error",
        WITHIN: "a difference within the margin of error",
        "cannot tell": "we cannot tell whether it rose or fell",
    }[verdict]
    same_season = (now.month or "")[5:] == (then.month or "")[5:]
    return verdict, words if same_season else f"{words} (another time of year)"


def _poll_change(now: Hedged, then: Hedged, sample: float, sample_then: float) -> str:
    low, high = change_interval(then.value, sample_then, now.value, sample)
    # A figure given as over a share is at least that; the margin is the one at the share named.
    if now.wording != "over" and high < 0:
        return "lower"
    if then.wording != "over" and low > 0:
        return "higher"
    return WITHIN if now.wording == then.wording == "exact" else "cannot tell"


def _basket_verdict(now: Count, then: Count) -> tuple[str, str]:
    return NOT_COMPARED, "not the same basket of indicators, so this is no measure of change"


RULES: dict[str, Callable[[Count, Count], tuple[str, str]]] = {
    "residents": _poll_verdict,
    "indicators": _basket_verdict,
}
AFTERTHOUGHTS = {
    "leaders_view": " The sources do not say how many answered.",
}


def _partly(eight: Sequence[Headline], year: str) -> list[Change]:
    """Headlines with a figure for only a part of one of the two years."""
    before = year_before(year)
    now = [one for one in eight if one.now and not one.whole()]
    then = [one for one in eight if one.whole() and one.before and not one.whole(before=True)]
    found = []
    if now:
        beside = [
            f"{lower_first(one.label)}, {_texts(one.now)}"
            + (f" beside {_texts(one.before)} in {before}" if one.before else "")
            for one in now
        ]
        sentence = (
            f"Figures that cover only a part of {year} are not compared with {before}: "
            f"{'; '.join(beside)}."
        )
        found.append(_apart(sentence, [c for one in now for c in one.now + one.before]))
    if then:
        beside = [
            f"{lower_first(one.label)}, {_texts(one.now)} in {year} beside {_texts(one.before)}"
            for one in then
        ]
        sentence = f"{before} has figures for only a part of the year: {'; '.join(beside)}."
        found.append(_apart(sentence, [c for one in then for c in one.now + one.before]))
    return found


def _apart(sentence: str, counts: Sequence[Count]) -> Change:
    return Change("Part of a year", sentence, NOT_COMPARED, tuple(counts))


def _texts(counts: Sequence[Count]) -> str:
    return listed([one.text + (" so far" if one.covers == PART else "") for one in counts])


def _stated(counts: Sequence[Count], done: Collection[str]) -> list[Change]:
    """Comparisons with the year before that sources make themselves, where we make none."""
    said: dict[str, Count] = {}
    for one in counts:
        if LABELS[one.headline] in done:
            continue
        for figure, note in zip(one.stated, one.notes, strict=True):
            for match in STATED_CHANGE.finditer(note or ""):
                words = lower_first(match.group().strip().rstrip("."))
                said[f"{_named(one)}, {hedged(figure, one.unit)}: {words}"] = one
    if not said:
        return []
    sentence = f"Sources state some changes themselves. {_joined([*said])}."
    return [Change(LABELS["stated_change"], sentence, ALSO, tuple(said.values()))]


def _named(one: Count) -> str:
    words = LABELS[one.headline] if one.headline in {**HEADLINES, **OTHERS} else one.words
    return words[:1].upper() + words[1:]


def _joined(parts: Sequence[str]) -> str:
    return "; ".join([parts[0], *map(lower_first, parts[1:])])


def _also(counts: Sequence[Count], year: str) -> list[Change]:
    """What else documents say of the year."""
    held: dict[str, list[Count]] = {}
    for one in counts:
        held.setdefault(one.headline, []).append(one)
    words = {
        "interventions": _interventions,
        "deliverables": _deliverables,
        "everyone": _everyone,
        "together": _together,
    }
    found = []
    for name, make in words.items():
        sentence = make(held[name], year) if name in held else None
        if sentence:
            found.append(Change(LABELS[name], sentence, ALSO, tuple(held[name])))
    return found


def _interventions(counts: Sequence[Count], year: str) -> str:
    one = counts[0]
    none = one.stated[0].value == 0 and len(one.figures) == 1
    councils = "No council" if none else f"{one.text} councils"
    return f"{councils} entered formal intervention in {year}."


def _deliverables(counts: Sequence[Count], year: str) -> str | None:
    held = {one.count: one.text for one in counts}
    try:
        met, agreed = held["mou_deliverables_achieved"], held["mou_deliverables_total"]
    except KeyError:
        return None
    return f"{met} of the {agreed} deliverables agreed with the government for {year} were met."


def _everyone(counts: Sequence[Count], year: str) -> str:
    figures = [figure for one in counts for figure in one.stated]
    if all(figure.value == 100 for figure in figures):
        return f"Every council had some support in {year}."
    return f"{counts[0].text} of councils had some support in {year}."


def _together(counts: Sequence[Count], year: str) -> str:
    first, _, last = counts[0].year.partition("-")
    parts = listed([f"{one.text} {one.words}" for one in counts])
    return f"April {first} to April {last}, counted together: {parts}."


def _without(eight: Sequence[Headline], year: str) -> list[Change]:
    """The headlines that have no figure, in one sentence."""
    before = year_before(year)
    now = [one.name for one in eight if not one.now]
    then = [one.name for one in eight if one.now and not one.before]
    parts = []
    if len(now) == len(eight):
        parts.append(f"There is no figure for {year}.")
    elif len(now) > MANY:
        parts.append(f"The other {len(now)} headlines have no figure for {year}.")
    elif now:
        parts.append(f"There is no figure for {year} for {small_labels(now)}.")
    if len(then) > MANY:
        parts.append(
            f"The other {len(then)} headlines have no figure for {before} to compare with."
        )
    elif then:
        parts.append(f"There is no figure for {before} to compare with for {small_labels(then)}.")
    return [Change("No figure", " ".join(parts), NO_FIGURE)] if parts else []
