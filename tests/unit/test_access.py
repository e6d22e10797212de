"""Access control: nothing without identity, roles, and a provider that misbehaves."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any

import pytest
import requests
from flask import Flask
from flask.testing import FlaskClient
from joserfc.jwk import OctKey, RSAKey

from dashboard import create_app
from dashboard.access.guard import OPEN
from dashboard.access.roles import Person, is_listed
from dashboard.access.settings import SignIn
from dashboard.settings import Settings, SettingsError
from tests.provider import CLIENT_ID, CLIENT_SECRET, Provider
from tests.routes import METHODS, address_of

SECRET = "what sessions are signed with, for the tests"
TOKEN = "a token for the tests"
HTML = {"Accept": "text/html"}
ANN = {"X-Forwarded-User": "ann@lga.example"}


@pytest.fixture(scope="module")
def behind_proxy(settings: Settings) -> Flask:
    sign_in = SignIn(
        way="proxy", readers=("@lga.example", "analysts"), loaders=("bob@lga.example", "Loaders")
    )
    ours = replace(settings, sign_in=sign_in, trusted_proxies=1, load_token=TOKEN)
    return create_app(ours).server


@pytest.fixture(scope="module")
def with_oidc(settings: Settings, provider: Provider) -> Flask:
    sign_in = SignIn(
        way="oidc",
        issuer=provider.issuer,
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        secret=SECRET,
        readers=("@lga.example", "analysts", "s-9"),
        loaders=("loaders",),
    )
    return create_app(replace(settings, sign_in=sign_in, load_token=TOKEN)).server


@pytest.fixture
def client(with_oidc: Flask, provider: Provider) -> FlaskClient:
    provider.reset()
    return with_oidc.test_client()


def sign_in(client: FlaskClient, place: str = "/sign-in") -> Any:
    """Go through the provider, as a browser would; the answer of the way back."""
    begun = client.get(place)
    assert begun.status_code == 302, begun.get_data()
    provided = requests.get(begun.location, allow_redirects=False, timeout=10)
    return client.get(provided.headers["Location"])


@pytest.mark.parametrize("way", ["behind_proxy", "with_oidc"])
def test_every_route_is_refused_to_whoever_is_not_known(
    way: str, request: pytest.FixtureRequest
) -> None:
    server: Flask = request.getfixturevalue(way)
    client = server.test_client()
    closed = 0
    for rule in server.url_map.iter_rules():
        if rule.endpoint in OPEN:
            continue
        for method in METHODS:
            for headers in ({}, HTML):
                response = client.open(address_of(rule), method=method, headers=headers)
                allowed = {401, 302} if way == "with_oidc" else {401}
                assert response.status_code in allowed, (rule, method, response.status_code)
                if response.status_code == 302:
                    assert response.location.startswith("/sign-in?next=")
                assert len(response.get_data()) < 2_500
                closed += 1
    assert closed > 100


def test_what_is_open_shows_no_data(with_oidc: Flask) -> None:
    assert {rule.endpoint for rule in with_oidc.url_map.iter_rules()} >= OPEN - {"sign_in.back"}
    client = with_oidc.test_client()
    assert set(client.get("/health").json) <= {"status", "data_version", "reason"}
    assert client.get("/sign-out").status_code == 200
    assert client.get("/assets/style.css").status_code == 200
    # A route that does not exist tells nothing either.
    assert client.post("/no-such-thing").status_code == 401


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (ANN, 200),
        ({"X-Forwarded-User": "ANN@LGA.EXAMPLE"}, 200),
        ({"X-Forwarded-User": "cy", "X-Forwarded-Groups": "others, analysts"}, 200),
        ({"X-Forwarded-User": "cy", "X-Forwarded-Groups": "Loaders"}, 200),
        ({"X-Forwarded-User": "cy"}, 403),
        ({"X-Forwarded-User": "cy@lga.example.evil.example"}, 403),
        ({"X-Forwarded-User": "@lga.example"}, 403),
        ({"X-Forwarded-User": "cy", "X-Forwarded-Groups": "@lga.example"}, 403),
        ({"X-Forwarded-User": "evil,ann@lga.example"}, 401),
        ({"X-Forwarded-User": "  "}, 401),
        ({"X-Forwarded-User": "a" * 400 + "@lga.example"}, 401),
        ({"X-Forwarded-Groups": "analysts"}, 401),
        ({}, 401),
    ],
)
@pytest.mark.parametrize("path", ["/take-up", "/exhibits/take-up-by-region.csv", "/_dash-layout"])
def test_a_proxy_says_who_asks(
    behind_proxy: Flask, path: str, headers: dict[str, str], status: int
) -> None:
    assert behind_proxy.test_client().get(path, headers=headers).status_code == status


@pytest.mark.parametrize("peer", ["192.0.2.1", "10.0.0.1", "::2", "", "not an address"])
def test_headers_of_a_stranger_are_not_believed(behind_proxy: Flask, peer: str) -> None:
    client = behind_proxy.test_client()
    forged = {**ANN, "X-Forwarded-For": "127.0.0.1", "Forwarded": "for=127.0.0.1"}
    response = client.get("/take-up", headers=forged, environ_base={"REMOTE_ADDR": peer})
    assert response.status_code == 401


def test_reading_is_not_loading(behind_proxy: Flask) -> None:
    client = behind_proxy.test_client()
    bob = {"X-Forwarded-User": "bob@lga.example"}
    assert client.get("/load", headers=ANN).status_code == 403
    assert client.post("/load/sign-in", data={"token": TOKEN}, headers=ANN).status_code == 403
    # The role alone is not enough either: the operator's token is asked for.
    assert client.get("/load", headers=bob).status_code == 401
    assert client.post("/load/sign-in", data={"token": TOKEN}, headers=bob).status_code == 303
    assert client.get("/load", headers=bob).status_code == 200
    assert client.get("/load", headers=ANN).status_code == 403


def test_nobody_loads_unless_named_and_everybody_known_reads(settings: Settings) -> None:
    everybody = SignIn(way="proxy")
    ours = replace(settings, sign_in=everybody, trusted_proxies=1, load_token=TOKEN)
    client = create_app(ours).server.test_client()
    assert client.get("/take-up", headers={"X-Forwarded-User": "anyone"}).status_code == 200
    assert client.get("/load", headers={"X-Forwarded-User": "anyone"}).status_code == 403


def test_answers_are_not_kept_for_others(behind_proxy: Flask) -> None:
    response = behind_proxy.test_client().get("/take-up", headers=ANN)
    assert "private" in response.headers["Cache-Control"]
    assert "public" not in response.headers["Cache-Control"]


def test_a_list_names_people_groups_and_domains() -> None:
    ann = Person("Ann@LGA.example", frozenset({"Analysts"}))
    assert is_listed(ann, ("ann@lga.example",))
    assert is_listed(ann, ("@lga.EXAMPLE",))
    assert is_listed(ann, ("analysts",))
    assert not is_listed(ann, ("lga.example", "@example", "ann", ""))
    assert not is_listed(Person("ann"), ("",))


def test_the_way_through_the_provider(client: FlaskClient, provider: Provider) -> None:
    asked = client.get("/take-up?year=2016-17&region=london", headers=HTML)
    assert asked.status_code == 302
    back = sign_in(client, asked.location)
    assert back.status_code == 303
    assert back.location == "/take-up?year=2016-17&region=london"
    assert provider.asked["code_challenge_method"] == "S256"
    assert len(provider.asked["nonce"]) > 10
    assert client.get("/exhibits/take-up-by-region.json").status_code == 200
    assert client.get("/load").status_code == 403
    assert "/sign-out" in str(client.get("/_dash-layout").json)
    cookie = back.headers["Set-Cookie"]
    for part in ("HttpOnly", "SameSite=Lax", "Path=/"):
        assert part in cookie
    # Nothing of the provider's, and no address of anybody else, is kept.
    assert "opaque" not in cookie


def test_the_cookie_is_secure_wherever_others_can_reach(
    settings: Settings, provider: Provider, with_oidc: Flask
) -> None:
    oidc = SignIn(
        way="oidc",
        issuer=provider.issuer,
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        secret=SECRET,
    )
    provider.reset()
    for change in ({"trusted_proxies": 1}, {"host": "0.0.0.0"}):
        server = create_app(replace(settings, sign_in=oidc, **change)).server  # type: ignore[arg-type]
        cookie = server.test_client().get("/sign-in").headers["Set-Cookie"]
        assert cookie.startswith("__Host-session=")
        assert "Secure" in cookie
    assert not with_oidc.config["SESSION_COOKIE_SECURE"]


@pytest.mark.parametrize(
    "spoil",
    [
        {"aud": "somebody-else"},
        {"aud": ["somebody-else"]},
        {"iss": "https://evil.example"},
        {"exp": int(time.time()) - 3_600},
        {"exp": None},
        {"nonce": "another"},
        {"nonce": None},
        {"sub": None},
        {"iat": int(time.time()) + 86_400},
    ],
    # Not the values: every worker has to find the same names, whatever second it is.
    ids=lambda spoil: "-".join(spoil),
)
def test_a_token_that_is_not_right_signs_nobody_in(
    client: FlaskClient, provider: Provider, spoil: dict[str, Any]
) -> None:
    provider.spoil = spoil
    refused(client)


def test_a_signature_that_is_not_the_providers_signs_nobody_in(
    client: FlaskClient, provider: Provider
) -> None:
    provider.key = RSAKey.generate_key(2048, {"kid": "one"})
    refused(client)
    # Signed with what more than the provider knows.
    provider.algorithm = "HS256"
    provider.key = OctKey.import_key(CLIENT_SECRET)  # type: ignore[assignment]
    refused(client)


def test_a_provider_of_another_name_signs_nobody_in(
    client: FlaskClient, provider: Provider, settings: Settings, with_oidc: Flask
) -> None:
    provider.issuer_said = "https://evil.example"
    oidc = SignIn(
        way="oidc",
        issuer=provider.issuer,
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        secret=SECRET,
    )
    fresh = create_app(replace(settings, sign_in=oidc)).server.test_client()
    assert fresh.get("/sign-in").status_code == 400


def refused(client: FlaskClient) -> None:
    back = sign_in(client)
    assert back.status_code == 400
    assert b"Traceback" not in back.get_data()
    assert client.get("/take-up").status_code == 401


def test_a_way_back_that_nobody_began_is_refused(
    with_oidc: Flask, provider: Provider, client: FlaskClient
) -> None:
    begun = client.get("/sign-in")
    provided = requests.get(begun.location, allow_redirects=False, timeout=10)
    # Somebody else's browser is sent the address.
    other = with_oidc.test_client()
    assert other.get(provided.headers["Location"]).status_code == 400
    assert other.get("/take-up").status_code == 401
    for query in ("", "?code=x", "?state=x", "?error=denied&error_description=%3Cscript%3E"):
        response = client.get(f"/sign-in/back{query}")
        assert response.status_code == 400
        assert b"<script>" not in response.get_data()


def test_an_address_that_is_not_verified_is_not_believed(
    client: FlaskClient, provider: Provider
) -> None:
    for verified in (False, None, "true"):
        provider.reset()
        provider.claims["email_verified"] = verified
        assert sign_in(client).status_code == 303
        assert client.get("/take-up").status_code == 403
    provider.claims["sub"] = "s-9"
    sign_in(client)
    assert client.get("/take-up").status_code == 200


def test_groups_come_from_the_claim(client: FlaskClient, provider: Provider) -> None:
    provider.claims = {"sub": "s-2", "groups": ["loaders", *(f"other-{n}" for n in range(500))]}
    back = sign_in(client)
    assert len(back.headers["Set-Cookie"]) < 1_000
    assert client.get("/load").status_code == 401, "the token is still to be given"
    assert client.get("/take-up").status_code == 200


def test_signing_out_is_the_end(client: FlaskClient) -> None:
    sign_in(client)
    assert client.get("/take-up").status_code == 200
    other_site = {"Origin": "https://evil.example"}
    assert client.post("/sign-out", headers=other_site).status_code == 403
    assert client.get("/take-up").status_code == 200
    out = client.post("/sign-out", headers={"Origin": "http://localhost"})
    assert b"/end?client_id=dashboard" in out.get_data()
    assert client.get("/take-up").status_code == 401


def test_a_session_ends_and_cannot_be_made_up(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(client)
    assert client.get("/take-up").status_code == 200
    now = time.time()
    monkeypatch.setattr("dashboard.access.oidc.time.time", lambda: now + 8 * 3_600 + 60)
    assert client.get("/take-up").status_code == 401
    monkeypatch.undo()
    client.set_cookie("session", "eyJ3aG8iOnsibmFtZSI6ImFubkBsZ2EuZXhhbXBsZSJ9fQ.x.y")
    assert client.get("/take-up").status_code == 401


@pytest.mark.parametrize(
    "place",
    [
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "/\t/evil.example",
        "javascript:alert(1)",
        "/sign-out",
        "evil.example",
        "/%0d%0aX: y\r\n",
        "//[",
        "/" + "a" * 5_000,
    ],
)
def test_no_way_leads_off_the_site(client: FlaskClient, place: str) -> None:
    begun = client.get("/sign-in", query_string={"next": place})
    provided = requests.get(begun.location, allow_redirects=False, timeout=10)
    assert client.get(provided.headers["Location"]).location == "/"


SETTINGS = {
    "DASHBOARD_SIGN_IN": "oidc",
    "DASHBOARD_OIDC_ISSUER": "https://id.example",
    "DASHBOARD_OIDC_CLIENT_ID": CLIENT_ID,
    "DASHBOARD_OIDC_CLIENT_SECRET": "never to be shown",
    "DASHBOARD_SECRET": SECRET,
}


@pytest.mark.parametrize("missing", [name for name in SETTINGS if name != "DASHBOARD_SIGN_IN"])
def test_a_setting_that_is_missing_is_named(missing: str) -> None:
    given = {name: value for name, value in SETTINGS.items() if name != missing}
    with pytest.raises(SettingsError, match=missing):
        Settings.from_environment(given)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DASHBOARD_SIGN_IN", "maybe"),
        ("DASHBOARD_SECRET", "short"),
        ("DASHBOARD_OIDC_ISSUER", "http://id.example"),
        ("DASHBOARD_OIDC_ISSUER", "id.example"),
        ("DASHBOARD_PROXY_ADDRESSES", "everywhere"),
        ("DASHBOARD_TRUSTED_PROXIES", "yes"),
        ("DASHBOARD_HOSTS", "https://sli.example"),
        ("DASHBOARD_OPEN", "perhaps"),
        ("DASHBOARD_WORKERS", "0"),
    ],
)
def test_a_setting_that_is_wrong_is_named(name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=name) as error:
        Settings.from_environment({**SETTINGS, name: value})
    assert SECRET not in str(error.value)


def test_a_proxy_has_to_be_counted_before_it_is_believed() -> None:
    with pytest.raises(SettingsError, match="DASHBOARD_TRUSTED_PROXIES"):
        Settings.from_environment({"DASHBOARD_SIGN_IN": "proxy"})


def test_secrets_are_never_shown() -> None:
    settings = Settings.from_environment({**SETTINGS, "DASHBOARD_LOAD_TOKEN": TOKEN})
    assert settings.sign_in.client_secret == "never to be shown"
    for hidden in (SECRET, "never to be shown", TOKEN):
        assert hidden not in repr(settings)


def test_signing_in_stays_below_the_path_that_a_proxy_shows(
    settings: Settings, provider: Provider, with_oidc: Flask
) -> None:
    provider.reset()
    oidc = SignIn(
        way="oidc",
        issuer=provider.issuer,
        client_id=CLIENT_ID,
        client_secret=CLIENT_SECRET,
        secret=SECRET,
    )
    client = create_app(replace(settings, sign_in=oidc, prefix="/sli")).server.test_client()
    asked = client.get("/sli/take-up?region=london", headers=HTML)
    assert asked.location.startswith("/sli/sign-in?")
    back = sign_in(client, asked.location)
    assert provider.asked["redirect_uri"].endswith("/sli/sign-in/back")
    assert back.location == "/sli/take-up?region=london"
    assert client.get(back.location).status_code == 200


def test_whoever_is_refused_is_told_as_whom(behind_proxy: Flask) -> None:
    client = behind_proxy.test_client()
    eve = {"X-Forwarded-User": "<i>eve</i>"}
    told = client.get("/take-up", headers={**eve, **HTML}).get_data(as_text=True)
    assert "You are signed in as &lt;i&gt;eve&lt;/i&gt;, who is not on the list" in told
    assert client.get("/exhibits.json", headers=eve).json["error"].startswith("You are signed in")
