"""A small OpenID Connect provider on this machine, which can be told to misbehave."""

from __future__ import annotations

import base64
import hashlib
import secrets
import threading
import time
from html import escape
from typing import Any
from urllib.parse import urlencode

from flask import Flask, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT_ID, CLIENT_SECRET = "dashboard", "a secret that only two know, long enough"
PAGE = "<!DOCTYPE html><title>Provider</title><link rel='icon' href='data:,'>"


class Provider:
    """Signs in `claims`; `spoil` changes the claims of the next token, `key` signs it.

    `shows_page` has it ask the person first, as a provider does that does not know them yet.
    """

    def __init__(self) -> None:
        self.key = self.published = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})
        self.algorithm = "RS256"
        self.claims: dict[str, Any] = {}
        self.spoil: dict[str, Any] = {}
        self.shows_page = False
        self.issuer_said: str | None = None
        self.asked: dict[str, str] = {}
        self._codes: dict[str, dict[str, str]] = {}
        self._server = make_server("127.0.0.1", 0, self._app(), threaded=True)
        self.issuer = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def reset(self) -> None:
        """Behave again."""
        self.key, self.algorithm, self.issuer_said = self.published, "RS256", None
        self.spoil, self.shows_page = {}, False
        self.claims = {"sub": "s-1", "email": "ann@lga.example", "email_verified": True}

    def stop(self) -> None:
        self._server.shutdown()

    def _app(self) -> Flask:
        app = Flask("provider")

        @app.get("/.well-known/openid-configuration")
        def about() -> Any:
            return jsonify(
                issuer=self.issuer_said or self.issuer,
                authorization_endpoint=f"{self.issuer}/authorize",
                token_endpoint=f"{self.issuer}/token",
                jwks_uri=f"{self.issuer}/keys",
                end_session_endpoint=f"{self.issuer}/end",
                response_types_supported=["code"],
                id_token_signing_alg_values_supported=["RS256", "HS256", "none"],
            )

        @app.get("/keys")
        def keys() -> Any:
            return jsonify(keys=[self.published.as_dict(private=False)])

        @app.get("/authorize")
        def authorize() -> Any:
            self.asked = request.args.to_dict()
            code = secrets.token_urlsafe()
            self._codes[code] = self.asked
            back = {"code": code, "state": self.asked["state"]}
            place = f"{self.asked['redirect_uri']}?{urlencode(back)}"
            if not self.shows_page:
                return redirect(place)
            return f"{PAGE}<a href='{escape(place)}'>Continue</a>"

        @app.get("/end")
        def end() -> Any:
            return f"{PAGE}You have signed out here too."

        @app.post("/token")
        def token() -> Any:
            asked = self._codes.pop(request.form["code"], None)
            digest = hashlib.sha256(request.form.get("code_verifier", "").encode()).digest()
            challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
            known = request.authorization
            if (
                asked is None
                or asked.get("code_challenge_method") != "S256"
                or asked["code_challenge"] != challenge
                or known is None
                or (known.username, known.password) != (CLIENT_ID, CLIENT_SECRET)
            ):
                return jsonify(error="invalid_grant"), 400
            now = int(time.time())
            claims = {
                "iss": self.issuer,
                "aud": CLIENT_ID,
                "iat": now,
                "exp": now + 300,
                "nonce": asked["nonce"],
                **self.claims,
                **self.spoil,
            }
            claims = {name: value for name, value in claims.items() if value is not None}
            return jsonify(
                access_token="opaque", token_type="Bearer", id_token=self._signed(claims)
            )

        return app

    def _signed(self, claims: dict[str, Any]) -> str:
        header = {"alg": self.algorithm, "kid": "one"}
        return jwt.encode(header, claims, self.key, algorithms=[self.algorithm])
