"""The settings of sign-in."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from dashboard.settings_text import Network, SettingsError, listed, networks, one_of, secret

WAYS = ("none", "proxy", "oidc")
SHORTEST_SECRET = 32
LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1"))
DEFAULTS = {
    "sign_in": "none",
    "user_header": "X-Forwarded-User",
    "groups_header": "X-Forwarded-Groups",
    "oidc_groups": "groups",
    "oidc_scopes": "openid email profile",
}


@dataclass(frozen=True)
class SignIn:
    """How people are known, and what they may do.

    `way` is one of WAYS. `readers` and `loaders` are e-mail addresses, user names, groups or
    `@domain`: no readers, and everybody who is signed in may read; no loaders, and nobody may
    load. `proxies` are the addresses of reverse proxies whose headers are believed.
    """

    way: str = "none"
    readers: tuple[str, ...] = ()
    loaders: tuple[str, ...] = ()
    proxies: tuple[Network, ...] = LOOPBACK
    user_header: str = DEFAULTS["user_header"]
    groups_header: str = DEFAULTS["groups_header"]
    issuer: str = ""
    client_id: str = ""
    client_secret: str = field(default="", repr=False)
    secret: str = field(default="", repr=False)
    groups_claim: str = DEFAULTS["oidc_groups"]
    scopes: str = DEFAULTS["oidc_scopes"]

    @classmethod
    def from_texts(cls, texts: Mapping[str, str], trusted_proxies: int) -> SignIn:
        """Read the texts of those settings that are given.

        Raises SettingsError when one cannot be used, or one that is needed is missing.
        """
        given = {**DEFAULTS, **texts}
        way = one_of("DASHBOARD_SIGN_IN", given["sign_in"], WAYS)
        if way == "proxy" and not trusted_proxies:
            raise SettingsError(
                "DASHBOARD_SIGN_IN=proxy also needs DASHBOARD_TRUSTED_PROXIES: "
                "how many reverse proxies stand before the dashboard."
            )
        if way == "oidc":
            for name in ("oidc_issuer", "oidc_client_id", "oidc_client_secret", "secret"):
                if not given.get(name):
                    raise SettingsError(
                        f"DASHBOARD_SIGN_IN=oidc also needs DASHBOARD_{name.upper()}."
                    )
            _check_issuer(given["oidc_issuer"])
        addresses = given.get("proxy_addresses", "")
        return cls(
            way=way,
            readers=listed(given.get("readers", "")),
            loaders=listed(given.get("loaders", "")),
            proxies=networks("DASHBOARD_PROXY_ADDRESSES", addresses) or LOOPBACK,
            user_header=given["user_header"],
            groups_header=given["groups_header"],
            issuer=given.get("oidc_issuer", "").rstrip("/"),
            client_id=given.get("oidc_client_id", ""),
            client_secret=given.get("oidc_client_secret", ""),
            secret=secret("DASHBOARD_SECRET", given.get("secret", ""), SHORTEST_SECRET),
            groups_claim=given["oidc_groups"],
            scopes=given["oidc_scopes"],
        )


def _check_issuer(issuer: str) -> None:
    parts = urlsplit(issuer)
    local = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if not parts.hostname or not (parts.scheme == "https" or (local and parts.scheme == "http")):
        raise SettingsError("DASHBOARD_OIDC_ISSUER must be an https address.")
