"""What the reader chose, to and from the address.

The selection is the only state of the dashboard. It is parsed from a query string against a
vocabulary (the values the data holds) and written back in one canonical order, so that two
readers who chose the same thing share one address. It knows neither Dash nor SQL.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import date
from difflib import get_close_matches
from types import MappingProxyType
from urllib.parse import parse_qsl, quote

from dashboard.wording import long_date

# fmt: off
KEYS = (
    "year", "theme", "offer", "region", "patch", "type", "control", "council", "indicator",
    "compare", "records", "map", "tier", "as_at", "base", "latest", "cut",
)
# fmt: on
SINGLE = frozenset(
    {"year", "indicator", "records", "map", "tier", "as_at", "base", "latest", "cut"}
)
# Keys that hold a day instead of one of a list of values, and the days that make sense.
DATES = frozenset({"as_at"})
# Keys of whose values some are not worth listing.
IN_USE = frozenset({"year", "offer"})
FIRST_DATE, LAST_DATE = "2010-01-01", "2100-01-01"
# A reader's address is short; anything longer is a mistake or an attack, and is answered as one.
MAX_QUERY = 4_000
MAX_VALUES = 400
MAX_ECHO = 40


def slug(value: str) -> str:
    """The address form of a value: lower case, words joined by hyphens."""
    return re.sub(r"[^a-z0-9]+", "-", value.casefold()).strip("-")


def address_key(key: str) -> str:
    """The address form of a key: `as-at` for `as_at`."""
    return key.replace("_", "-")


ADDRESS_KEYS = tuple(map(address_key, KEYS))


def read_date(text: str) -> str | None:
    """`2026-11-22` if it is a day from FIRST_DATE to LAST_DATE, or None."""
    text = text.strip()
    if not re.fullmatch("[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        return None
    try:
        date.fromisoformat(text)
    except ValueError:
        return None
    return text if FIRST_DATE <= text <= LAST_DATE else None


def shorten(text: str, limit: int = MAX_ECHO) -> str:
    """`text` cut to `limit` characters, for repeating what somebody typed."""
    text = re.sub(r"\s+", " ", text).strip()
    return text if len(text) <= limit else text[: limit - 1] + "…"


@dataclass(frozen=True)
class Problem:
    """A part of an address that could not be used, in words for the reader."""

    key: str
    value: str
    message: str
    allowed: tuple[str, ...] = ()


@dataclass(frozen=True)
class Vocabulary:
    """The values each key may take, from the data: key -> {slug: value}.

    `labels` gives the words shown for a value where they differ from it (offers, councils).
    `defaults` are the values of keys that the reader left out; `in_use` holds the values worth
    listing, the others being allowed all the same.
    """

    values: Mapping[str, Mapping[str, str]]
    labels: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    defaults: Mapping[str, str] = field(default_factory=dict)
    offers_by_theme: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    indicators_by_theme: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    in_use: frozenset[str] = frozenset()

    def find(self, key: str, text: str) -> str | None:
        """The value of `key` that `text` names, or None."""
        if key in DATES:
            return read_date(text)
        return self.values.get(key, {}).get(slug(text))

    def listed(self, key: str, chosen: tuple[str, ...] = ()) -> list[str]:
        """The values of a key that are worth listing, and any of the others that is `chosen`."""
        every = self.values[key].values()
        if key not in IN_USE:
            return [*every]
        return [value for value in every if value in self.in_use or value in chosen]

    def label(self, key: str, value: str) -> str:
        """The words for a value."""
        if key in DATES:
            return long_date(value)
        return self.labels.get(key, {}).get(value, value)

    def allowed(self, key: str) -> tuple[str, ...]:
        """The slugs that `key` accepts; for a day, how it is written."""
        if key in DATES:
            return (f"a day from {FIRST_DATE} to {LAST_DATE}",)
        return tuple(self.values.get(key, {}))


@dataclass(frozen=True)
class Selection:
    """One value or several for each key; empty means "not chosen"."""

    year: tuple[str, ...] = ()
    theme: tuple[str, ...] = ()
    offer: tuple[str, ...] = ()
    region: tuple[str, ...] = ()
    patch: tuple[str, ...] = ()
    type: tuple[str, ...] = ()
    control: tuple[str, ...] = ()
    council: tuple[str, ...] = ()
    indicator: tuple[str, ...] = ()
    compare: tuple[str, ...] = ()
    records: tuple[str, ...] = ()
    map: tuple[str, ...] = ()
    tier: tuple[str, ...] = ()
    as_at: tuple[str, ...] = ()
    base: tuple[str, ...] = ()
    latest: tuple[str, ...] = ()
    cut: tuple[str, ...] = ()

    @classmethod
    def parse(cls, query: str, vocabulary: Vocabulary) -> tuple[Selection, list[Problem]]:
        """Read a query string. What cannot be used is left out and returned as problems."""
        query = query.removeprefix("?")
        if len(query) > MAX_QUERY:
            message = f"The address is too long ({len(query):,} characters), so it was ignored."
            return cls(), [Problem("address", shorten(query), message, ADDRESS_KEYS)]
        try:
            pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=100)
        except ValueError:
            message = "The address has too many parts, so it was ignored."
            return cls(), [Problem("address", shorten(query), message, ADDRESS_KEYS)]
        chosen: dict[str, list[str]] = {}
        problems: list[Problem] = []
        for name, text in pairs:
            key = name.replace("-", "_")
            if key not in KEYS:
                problems.append(_unknown_key(name))
                continue
            values, found_problems = _read_values(key, text, vocabulary)
            problems += found_problems
            known = chosen.setdefault(key, [])
            known += [value for value in values if value not in known]
        for key, values in chosen.items():
            if key in SINGLE and len(values) > 1:
                name = address_key(key)
                message = f"Only one {name} can be shown at a time, so the first was used."
                problems.append(Problem(name, shorten(",".join(values)), message, ()))
                chosen[key] = values[:1]
        selection = cls(**{key: tuple(values) for key, values in chosen.items()})
        return selection._without_clash(vocabulary, problems), problems

    def _without_clash(self, vocabulary: Vocabulary, problems: list[Problem]) -> Selection:
        """A theme that holds none of the chosen offers is dropped, and said to be."""
        if not (self.theme and self.offer):
            return self
        in_theme = {o for theme in self.theme for o in vocabulary.offers_by_theme.get(theme, ())}
        if in_theme & set(self.offer):
            return self
        message = "The chosen offer does not belong to the chosen theme, so the theme was left out."
        allowed = tuple(
            slug(theme)
            for theme, offers in vocabulary.offers_by_theme.items()
            if set(offers) & set(self.offer)
        )
        problems.append(Problem("theme", slug(self.theme[0]), message, allowed))
        return replace(self, theme=())

    def query(self) -> str:
        """The canonical query string: keys in a fixed order, readable, no leading `?`."""
        parts = []
        for key in KEYS:
            values: tuple[str, ...] = getattr(self, key)
            if values:
                # Council codes are known by their capitals: E06000001, not e06000001.
                slugs = values if key == "council" else map(slug, values)
                parts.append(f"{address_key(key)}={','.join(map(quote, slugs))}")
        return "&".join(parts)

    def with_values(self, key: str, values: Iterable[str]) -> Selection:
        """A copy in which `key` holds exactly `values`."""
        return replace(self, **{key: tuple(values)})

    def without(self, key: str, value: str | None = None) -> Selection:
        """A copy without `key`, or without one of its values."""
        kept = () if value is None else tuple(v for v in getattr(self, key) if v != value)
        return replace(self, **{key: kept})

    def only(self, keys: Iterable[str]) -> Selection:
        """A copy that holds nothing but `keys`."""
        return Selection(**{key: getattr(self, key) for key in keys})

    def chosen(self) -> Mapping[str, tuple[str, ...]]:
        """The keys that hold a value."""
        held = {f.name: getattr(self, f.name) for f in fields(self) if getattr(self, f.name)}
        return MappingProxyType(held)

    def resolved(self, vocabulary: Vocabulary) -> Selection:
        """A copy with defaults filled in; a theme without an offer becomes the theme's offers."""
        filled = {
            key: (value,)
            for key, value in vocabulary.defaults.items()
            if not getattr(self, key) and not (key == "offer" and self.theme)
        }
        selection = replace(self, **filled)
        if selection.theme:
            in_theme = [o for t in selection.theme for o in vocabulary.offers_by_theme.get(t, ())]
            offers = [o for o in selection.offer if o in in_theme] or in_theme
            selection = replace(selection, offer=tuple(offers))
        return selection

    def counted_to(self, day: date) -> Selection:
        """A copy counted to `day`, unless the reader chose a day."""
        return self if self.as_at else replace(self, as_at=(day.isoformat(),))

    def parameters(self) -> dict[str, object]:
        """Values to bind in a query: text for single keys, a list or None for the others."""
        bound: dict[str, object] = {}
        for key in KEYS:
            values: tuple[str, ...] = getattr(self, key)
            if key in SINGLE:
                bound[key] = values[0] if values else None
            else:
                bound[key] = list(values) or None
        return bound


def _unknown_key(key: str) -> Problem:
    near = get_close_matches(key[:MAX_ECHO], ADDRESS_KEYS, n=1)
    hint = f" Did you mean “{near[0]}”?" if near else ""
    message = f"“{shorten(key)}” is not something this dashboard can filter by.{hint}"
    return Problem(shorten(key), "", message, ADDRESS_KEYS)


def _read_values(key: str, text: str, vocabulary: Vocabulary) -> tuple[list[str], list[Problem]]:
    values: list[str] = []
    unknown: list[str] = []
    for part in text.split(",")[:MAX_VALUES]:
        if not part.strip():
            continue
        value = vocabulary.find(key, part)
        if value is None:
            unknown.append(part)
        else:
            values.append(value)
    if not values and not unknown:
        unknown = [""]
    return values, [_unknown_value(key, part, vocabulary) for part in unknown]


_KEY_WORDS = {
    "year": "a year we hold",
    "theme": "a theme we know",
    "offer": "an offer we know",
    "region": "a region of England",
    "patch": "an adviser patch",
    "type": "an authority type",
    "control": "a form of political control we know",
    "council": "the code of an English council",
    "indicator": "an indicator we hold",
    "compare": "a council or group we can compare with",
    "records": "a choice of records",
    "map": "a kind of map",
    "tier": "a tier of councils",
    "as_at": f"a day from {FIRST_DATE} to {LAST_DATE}",
    "base": "a year of indicators we hold",
    "latest": "a year of indicators we hold",
    "cut": "a cut we offer",
}


def _unknown_value(key: str, text: str, vocabulary: Vocabulary) -> Problem:
    allowed = vocabulary.allowed(key)
    if not slug(text):
        message = f"No usable value was given for “{address_key(key)}”, so it was left out."
    else:
        near = get_close_matches(slug(text[:MAX_ECHO]), allowed, n=1, cutoff=0.75)
        hint = f" Did you mean “{near[0]}”?" if near else ""
        message = f"“{shorten(text)}” is not {_KEY_WORDS[key]}, so it was left out.{hint}"
    return Problem(address_key(key), shorten(text), message, allowed)
