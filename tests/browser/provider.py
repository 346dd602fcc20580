"""A small OpenID Connect provider on this machine: discovery, accounts, codes, tokens, keys."""

import base64
import hashlib
import html
import json
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT, SECRET = "upmentor", "a-secret-between-the-two"


class Provider:
    """Signs in whoever clicks on an account; ``accounts`` are the claims that it tells of each."""

    def __init__(self, accounts: dict[str, dict[str, Any]]) -> None:
        self.accounts = accounts
        self.signed_out = 0
        self._key = RSAKey.generate_key(2048, {"kid": "one"})
        self._codes: dict[str, tuple[str, dict[str, str]]] = {}
        provider = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                provider._get(self)

            def do_POST(self) -> None:
                provider._token(self)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.url = f"http://127.0.0.1:{self._server.server_port}"

    @contextmanager
    def running(self) -> Iterator["Provider"]:
        """Answer until the block ends."""
        thread = threading.Thread(target=self._server.serve_forever, daemon=True)
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            self._server.server_close()

    def _get(self, request: BaseHTTPRequestHandler) -> None:
        where = urlsplit(request.path)
        asked = {k: v[0] for k, v in parse_qs(where.query).items()}
        if where.path == "/.well-known/openid-configuration":
            _json(request, self._metadata())
        elif where.path == "/keys":
            _json(request, {"keys": [self._key.as_dict(private=False)]})
        elif where.path == "/authorize":
            self._authorize(request, asked)
        elif where.path == "/logout":
            self.signed_out += 1
            _redirect(request, asked["post_logout_redirect_uri"])
        else:
            request.send_error(404)

    def _metadata(self) -> dict[str, Any]:
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
            "end_session_endpoint": f"{self.url}/logout",
            "response_types_supported": ["code"],
            "subject_types_supported": ["public"],
            "id_token_signing_alg_values_supported": ["RS256"],
            "code_challenge_methods_supported": ["S256"],
        }

    def _authorize(self, request: BaseHTTPRequestHandler, asked: dict[str, str]) -> None:
        assert asked["client_id"] == CLIENT
        assert asked["code_challenge_method"] == "S256"
        if name := asked.pop("account", ""):
            code = secrets.token_urlsafe(12)
            self._codes[code] = (name, asked)
            back = urlencode({"code": code, "state": asked["state"]})
            _redirect(request, f"{asked['redirect_uri']}?{back}")
            return
        links = "".join(
            f'<p><a href="/authorize?{html.escape(urlencode({**asked, "account": name}))}">'
            f"{html.escape(name)}</a></p>"
            for name in self.accounts
        )
        _send(request, 200, "text/html", f"<h1>Choose an account</h1>{links}")

    def _token(self, request: BaseHTTPRequestHandler) -> None:
        length = int(request.headers["Content-Length"])
        form = {k: v[0] for k, v in parse_qs(request.rfile.read(length).decode()).items()}
        known = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        name, asked = self._codes.pop(form["code"])
        digest = hashlib.sha256(form["code_verifier"].encode()).digest()
        challenge = base64.urlsafe_b64encode(digest).decode().rstrip("=")
        if (
            request.headers["Authorization"] != f"Basic {known}"
            or challenge != asked["code_challenge"]
            or form["redirect_uri"] != asked["redirect_uri"]
        ):
            _json(request, {"error": "invalid_grant"}, 400)
            return
        now = int(time.time())
        claims = {
            "iss": self.url, "aud": CLIENT, "sub": name, "iat": now, "exp": now + 300,
            "nonce": asked["nonce"], "name": name, **self.accounts[name],
        }  # fmt: skip
        token = jwt.encode({"alg": "RS256", "kid": "one"}, claims, self._key)
        answer = {"access_token": secrets.token_hex(), "token_type": "Bearer", "expires_in": 300}
        _json(request, {**answer, "id_token": token})


def _json(request: BaseHTTPRequestHandler, value: Any, status: int = 200) -> None:
    _send(request, status, "application/json", json.dumps(value))


def _redirect(request: BaseHTTPRequestHandler, where: str) -> None:
    request.send_response(302)
    request.send_header("Location", where)
    request.send_header("Content-Length", "0")
    request.end_headers()


def _send(request: BaseHTTPRequestHandler, status: int, kind: str, body: str) -> None:
    content = body.encode()
    request.send_response(status)
    request.send_header("Content-Type", f"{kind}; charset=utf-8")
    request.send_header("Content-Length", str(len(content)))
    request.end_headers()
    request.wfile.write(content)
