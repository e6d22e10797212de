"""From the text of a setting to its value, or words that say what is wrong with it."""

from __future__ import annotations

import ipaddress
import re

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_HOST = re.compile(r"\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]")

_PREFIX = re.compile("(/[A-Za-z0-9_-]+)+")


class SettingsError(ValueError):
    """A setting cannot be used; the message names it and says what is allowed."""


def whole(name: str, text: str, low: int, high: int) -> int:
    """A whole number from `low` to `high`."""
    if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
        raise SettingsError(f"{name} must be a whole number from {low} to {high}, not {text!r}.")
    return int(text)


def listed(text: str) -> tuple[str, ...]:
    """The parts of a list with commas, without empty ones."""
    return tuple(part for one in text.split(",") if (part := one.strip()))


def one_of(name: str, text: str, allowed: tuple[str, ...]) -> str:
    """One of a few words, in whatever case."""
    if text.lower() not in allowed:
        raise SettingsError(f"{name} must be one of {', '.join(allowed)}, not {text!r}.")
    return text.lower()


def hosts(name: str, text: str) -> tuple[str, ...]:
    """Host names, without ports; one that begins with a dot stands for all below it."""
    found = listed(text)
    for host in found:
        if not _HOST.fullmatch(host):
            raise SettingsError(f"{name} must be host names with commas between, not {host!r}.")
    return found


def networks(name: str, text: str) -> tuple[Network, ...]:
    """Addresses or networks such as `10.0.0.0/8`."""
    try:
        return tuple(ipaddress.ip_network(one) for one in listed(text))
    except ValueError as error:
        raise SettingsError(
            f"{name} must be addresses or networks with commas between ({error})."
        ) from error


def secret(name: str, text: str, shortest: int) -> str:
    """A secret that is not too short; it is never repeated in words."""
    if text and len(text) < shortest:
        raise SettingsError(
            f"{name} must have at least {shortest} characters. "
            "To make one: python -c 'import secrets; print(secrets.token_urlsafe(32))'"
        )
    return text


def prefix(name: str, text: str) -> str:
    """A path that everything stands below, such as `/sli`; empty when there is none."""
    path = text.rstrip("/")
    if path and not _PREFIX.fullmatch(path):
        raise SettingsError(f"{name} must be a path such as /sli, not {text!r}.")
    return path
