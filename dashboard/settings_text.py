"""What each setting is, and from its text to its value, or words that say what is wrong with it."""

from __future__ import annotations

import ipaddress
import re
import textwrap

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
_HOST = re.compile(r"\.?[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\]")

_PREFIX = re.compile("(/[A-Za-z0-9_-]+)+")


MEANS = {
    "host": (
        "127.0.0.1",
        "address to listen on; any but this machine's own needs sign-in, or DASHBOARD_OPEN=yes",
    ),
    "port": ("8050", "port to listen on"),
    "workers": ("1", "processes that serve side by side, 1 to 64"),
    "open": ("no", "yes lets everybody who can reach the address read without signing in"),
    "hosts": (
        "this machine's name",
        "names that the dashboard answers to, with commas between; .example.org stands for "
        "all below it",
    ),
    "trusted_proxies": (
        "0",
        "how many reverse proxies stand before it; what they forward is believed only then",
    ),
    "proxy_addresses": ("this machine", "addresses or networks of the last of them"),
    "prefix": ("none", "the path below which a reverse proxy shows it, such as /sli"),
    "data": ("data/warehouse", "folder of the built data; loads and versions are kept here too"),
    "sources": ("data", "folder of the csv files"),
    "seed": ("2017", "start of the random choices behind illustrative records"),
    "load_token": (
        "none",
        "switches /load on: what those who may load have to give, at least 16 characters",
    ),
    "sign_in": (
        "none",
        "none, proxy (a header of a trusted reverse proxy) or oidc (OpenID Connect)",
    ),
    "readers": (
        "everybody signed in",
        "who may read: people, groups or @domain, with commas between",
    ),
    "loaders": ("nobody", "who may load; the token is needed besides"),
    "user_header": ("X-Forwarded-User", "with proxy: the header that names the person"),
    "groups_header": (
        "X-Forwarded-Groups",
        "with proxy: the header that names the person's groups",
    ),
    "oidc_issuer": ("none", "with oidc: address of the identity provider"),
    "oidc_client_id": ("none", "with oidc: the name it knows the dashboard by"),
    "oidc_client_secret": ("none", "with oidc: the secret that goes with it"),
    "oidc_groups": ("groups", "with oidc: the claim that holds the person's groups"),
    "oidc_scopes": ("openid email profile", "with oidc: what the provider is asked for"),
    "secret": (
        "none",
        "with oidc: signs the session cookie, at least 32 characters; the same for every worker",
    ),
}
"""Every setting, in small letters and without DASHBOARD_: its default, and what it does."""


class SettingsError(ValueError):
    """A setting cannot be used; the message names it and says what is allowed."""


def described(width: int) -> str:
    """Every setting with its default and what it does, as lines of at most `width` letters."""
    lines = []
    for name, (default, means) in MEANS.items():
        lines.append(f"  DASHBOARD_{name.upper()} ({default})")
        lines += textwrap.wrap(means, width, initial_indent=" " * 6, subsequent_indent=" " * 6)
    return "\n".join(lines)


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
