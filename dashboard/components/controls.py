"""Controls of the filter bar and of cards; every control holds slugs, as the address does."""

from __future__ import annotations

from datetime import date
from types import MappingProxyType

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.components import ids
from dashboard.components.aria import aria
from dashboard.exhibit import Settled
from dashboard.selection import DATES, FIRST_DATE, LAST_DATE, Selection, Vocabulary, slug
from dashboard.vocabulary import ANY_OFFER, CHOICES, KEY_LABELS
from dashboard.wording import counted, listed

# One choice from a list, several from a list, one from a few side by side.
PICKS = ("year", "theme", "offer", "indicator", "compare", "base", "latest")
TICKS = ("region", "patch", "type", "control")
SWITCHES = ("records", "map", "tier", "cut")
# A day is typed in parts: wait until the reader has finished.
TYPING_MS = 700
# Select boxes cannot hold an empty value, so these stand for "none chosen" and "more than one".
ALL = "all"
SEVERAL = "several"
NOTHING: Settled = MappingProxyType({})


def options(key: str, vocabulary: Vocabulary) -> list[dict]:
    """Choices of a key as label and slug."""
    return [_option(key, value, vocabulary) for value in vocabulary.values[key].values()]


def _option(key: str, value: str, vocabulary: Vocabulary) -> dict:
    return {"label": vocabulary.label(key, value), "value": slug(value)}


def _offer_options(selection: Selection, vocabulary: Vocabulary) -> list[dict]:
    """Offers under a heading for each theme; those without any record are left out."""
    choices = []
    for theme, offers in vocabulary.offers_by_theme.items():
        shown = [o for o in offers if o in vocabulary.in_use or o in selection.offer]
        if shown and (not selection.theme or theme in selection.theme):
            choices.append({"label": f"— {theme} —", "value": f"theme:{theme}", "disabled": True})
            choices += [_option("offer", offer, vocabulary) for offer in shown]
    first = {"label": "All offers of the theme", "value": ALL} if selection.theme else None
    return [first or _option("offer", ANY_OFFER, vocabulary), *choices]


def _indicator_options(vocabulary: Vocabulary) -> list[dict]:
    """Indicators under a heading for each theme."""
    choices = []
    for theme, codes in vocabulary.indicators_by_theme.items():
        choices.append({"label": f"— {theme} —", "value": f"theme:{theme}", "disabled": True})
        choices += [_option("indicator", code, vocabulary) for code in codes]
    return choices


def _compare_options(selection: Selection, vocabulary: Vocabulary) -> list[dict]:
    """Groups to compare with, and a council that the address names."""
    named = [value for value in selection.compare if value not in CHOICES["compare"]]
    return [_option("compare", value, vocabulary) for value in (*CHOICES["compare"], *named)]


def _year_options(selection: Selection, vocabulary: Vocabulary) -> list[dict]:
    """Financial years with take-up; a period that only indicators have is listed if chosen."""
    return [_option("year", year, vocabulary) for year in vocabulary.listed("year", selection.year)]


def pick(key: str, vocabulary: Vocabulary) -> Component:
    """A drop-down list for one choice."""
    return html.Div(
        html.Label(
            [
                html.Span(KEY_LABELS[key], className="label"),
                dbc.Select(id=ids.control(key), options=[], value=""),
            ]
        ),
        className=f"control control-{key}",
    )


def ticks(key: str, vocabulary: Vocabulary) -> Component:
    """A list of boxes that opens under its label, for several choices."""
    return html.Div(
        [
            html.Span(KEY_LABELS[key], className="label", id=f"label-{key}"),
            html.Details(
                [
                    html.Summary(
                        html.Span("All", id=ids.summary(key)),
                        **aria(label=KEY_LABELS[key]),
                    ),
                    html.Fieldset(
                        [
                            html.Legend(KEY_LABELS[key], className="visually-hidden"),
                            dbc.Checklist(
                                id=ids.control(key), options=options(key, vocabulary), value=[]
                            ),
                        ],
                        className="ticks",
                    ),
                ],
                className="drop",
            ),
        ],
        className=f"control control-{key}",
    )


def switch(key: str, vocabulary: Vocabulary) -> Component:
    """A few choices side by side."""
    return html.Fieldset(
        [
            html.Legend(KEY_LABELS[key], className="label"),
            dbc.RadioItems(
                id=ids.control(key),
                name=f"choose-{key}",
                options=options(key, vocabulary),
                value=slug(vocabulary.defaults[key]),
                className="segments",
                inputClassName="btn-check",
                labelClassName="btn",
                labelCheckedClassName="active",
            ),
        ],
        className=f"control control-{key}",
        id=f"switch-{key}",
    )


def day(key: str, vocabulary: Vocabulary) -> Component:
    """A box for a date; the browser brings its own calendar."""
    box = dbc.Input(
        id=ids.control(key), type="date", min=FIRST_DATE, max=LAST_DATE, debounce=TYPING_MS
    )
    return html.Div(
        html.Label([html.Span(KEY_LABELS[key], className="label"), box]),
        className=f"control control-{key}",
    )


def control(key: str, vocabulary: Vocabulary) -> Component:
    """The control of a key."""
    if key in PICKS:
        return pick(key, vocabulary)
    if key in DATES:
        return day(key, vocabulary)
    return ticks(key, vocabulary) if key in TICKS else switch(key, vocabulary)


def control_value(
    key: str, selection: Selection, vocabulary: Vocabulary, settled: Settled = NOTHING
) -> str | list[str]:
    """What the control of `key` should hold for a selection as the address gives it.

    Of a key that is `settled`, one of the choices that make sense, the first unless chosen.
    """
    chosen = [slug(value) for value in getattr(selection, key)]
    if key in settled:
        return next((value for value in chosen if value in settled[key]), settled[key][0])
    if key in TICKS:
        return chosen
    if len(chosen) > 1:
        return SEVERAL
    if chosen:
        return chosen[0]
    if key in DATES:
        return date.today().isoformat()
    if key == "theme" or (key == "offer" and selection.theme):
        return ALL
    return slug(vocabulary.defaults.get(key, ""))


def control_options(
    key: str, selection: Selection, vocabulary: Vocabulary, settled: Settled = NOTHING
) -> list[dict] | None:
    """The choices of a control, which for offers depend on the theme; a date box has none.

    Of a key that is `settled`, choices that make no sense cannot be taken.
    """
    if key in settled:
        return [
            {**one, "disabled": one["value"] not in settled[key]}
            for one in options(key, vocabulary)
        ]
    if key in DATES:
        return None
    if key == "offer":
        choices = _offer_options(selection, vocabulary)
    elif key == "indicator":
        choices = _indicator_options(vocabulary)
    elif key == "compare":
        choices = _compare_options(selection, vocabulary)
    elif key == "year":
        choices = _year_options(selection, vocabulary)
    else:
        choices = options(key, vocabulary)
    if key == "theme":
        choices.insert(0, {"label": "All themes", "value": ALL})
    if key in PICKS and len(getattr(selection, key)) > 1:
        choices.insert(0, {"label": "Several", "value": SEVERAL})
    return choices


def summary_words(key: str, selection: Selection, vocabulary: Vocabulary) -> str:
    """What a list of boxes is set to: up to one by name, more by number."""
    names = [vocabulary.label(key, value) for value in getattr(selection, key)]
    if not names:
        return "All"
    return listed(names) if len(names) == 1 else f"{counted(len(names), 'choice')}"
