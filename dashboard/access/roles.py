"""Who somebody is, and what the settings let them do."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.access.settings import SignIn


@dataclass(frozen=True)
class Person:
    """Somebody known: a user name or e-mail address, and the groups they belong to."""

    name: str
    groups: frozenset[str] = frozenset()


def may_read(person: Person, sign_in: SignIn) -> bool:
    """Whether somebody may see pages and data: everybody known, or those on the list."""
    return not sign_in.readers or is_listed(person, sign_in.readers) or may_load(person, sign_in)


def may_load(person: Person, sign_in: SignIn) -> bool:
    """Whether somebody may load records: only those on the list."""
    return is_listed(person, sign_in.loaders)


def is_listed(person: Person, listed: tuple[str, ...]) -> bool:
    """Whether a list names a person, one of their groups, or the domain of their address."""
    name = person.name.casefold()
    domain = name[at:] if (at := name.rfind("@")) > 0 else ""
    # A name or a group that begins with @ would otherwise pass for a domain.
    known = {one.casefold() for one in (name, *person.groups) if not one.startswith("@")}
    return bool({one.casefold() for one in listed} & ((known | {domain}) - {""}))
