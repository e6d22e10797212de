"""What is believed of a request: what a reverse proxy adds, and the name it was sent to."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask, abort, request
from werkzeug.exceptions import SecurityError
from werkzeug.middleware.proxy_fix import ProxyFix

from dashboard.access.settings import LOOPBACK
from dashboard.settings import Settings
from dashboard.settings_text import Network

FROM_PROXY = "dashboard.from_proxy"
LOCAL_NAMES = frozenset({"localhost", "127.0.0.1", "[::1]"})


class Forwarding:
    """Takes the scheme and host that trusted proxies forward; those of anybody else are ignored.

    Tells in the WSGI environment (FROM_PROXY) whether a request came through a trusted proxy.
    """

    def __init__(
        self,
        inner: Callable[..., Iterable[bytes]],
        hops: int,
        proxies: tuple[Network, ...] = LOOPBACK,
    ) -> None:
        """`hops` is how many proxies stand in a row, `proxies` where the last one may be."""
        self._inner = inner
        self._hops = hops
        self._proxies = proxies
        self._through = ProxyFix(inner, x_for=0, x_proto=hops, x_host=hops)

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer a request."""
        known = bool(self._hops) and is_within(environ.get("REMOTE_ADDR", ""), self._proxies)
        environ[FROM_PROXY] = known
        return (self._through if known else self._inner)(environ, start_response)


def is_within(address: str, networks: tuple[Network, ...]) -> bool:
    """Whether an address is in one of some networks; text that is no address never is."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return False
    if isinstance(found, ipaddress.IPv6Address) and found.ipv4_mapped:
        found = found.ipv4_mapped
    return any(found in network for network in networks)


def check_hosts(server: Flask, settings: Settings) -> None:
    """Refuse requests sent to a name that is not ours.

    The name ends up in files and in redirects, and a page of another site that had its own name
    point here could read the data. Addresses in figures are let through: no name can be pointed.
    """
    names = LOCAL_NAMES | {name.lower() for name in settings.hosts}
    if not settings.hosts:
        names |= {socket.gethostname().lower(), settings.host.lower()}

    @server.before_request
    def check() -> None:
        try:
            host = request.host.lower()
        except SecurityError:
            abort(400, "The name of the host in this request cannot be read.")
        name = host if host.endswith("]") else host.rsplit(":", 1)[0]
        if not _is_ours(name, names):
            abort(400, "The dashboard does not answer to this name (see DASHBOARD_HOSTS).")


def _is_ours(name: str, names: frozenset[str]) -> bool:
    if name in names or any(one.startswith(".") and name.endswith(one) for one in names):
        return True
    try:
        ipaddress.ip_address(name.strip("[]"))
    except ValueError:
        return False
    return True
