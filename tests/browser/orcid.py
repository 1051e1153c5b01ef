"""A provider that stands in for ORCID: it speaks OpenID Connect as ORCID does, on this machine, for one person.

`serve(iD, name)` gives its address; it says yes to every question, as somebody signed in there would.
"""

import json
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

__all__ = ["ORCID", "serve"]

ORCID = "0000-0002-1825-0097"
"""ORCID's own example of an iD, of the made-up Josiah Carberry."""


@contextmanager
def serve(orcid: str, name: str) -> Iterator[str]:
    codes: set[str] = set()
    tokens: set[str] = set()

    class Provider(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            query = {key: values[0] for key, values in parse_qs(asked.query).items()}
            if asked.path == "/.well-known/openid-configuration":
                self.answer(
                    {
                        "issuer": address,
                        "authorization_endpoint": f"{address}/oauth/authorize",
                        "token_endpoint": f"{address}/oauth/token",
                        "userinfo_endpoint": f"{address}/oauth/userinfo",
                        "jwks_uri": f"{address}/oauth/jwks",
                        "token_endpoint_auth_methods_supported": ["client_secret_post"],
                    }
                )
            elif asked.path == "/oauth/authorize":
                assert query["scope"] == "openid"  # ORCID refuses scopes that it does not know
                code = secrets.token_urlsafe(8)
                codes.add(code)
                self.send_response(302)
                back = urlencode({"code": code, "state": query["state"]})
                self.send_header("Location", f"{query['redirect_uri']}?{back}")
                self.end_headers()
            elif asked.path == "/oauth/userinfo" and self.headers["Authorization"].split()[1] in tokens:
                given, _space, family = name.partition(" ")
                # As ORCID does: no address, and no whole name.
                self.answer({"sub": orcid, "name": None, "given_name": given, "family_name": family})
            else:
                self.answer({"error": "not found"}, 404)

        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            given = {key: values[0] for key, values in parse_qs(self.rfile.read(length).decode()).items()}
            if given.get("code") not in codes or given.get("client_secret") != "hush":
                self.answer({"error": "invalid_grant"}, 400)
                return
            codes.discard(given["code"])
            token = secrets.token_urlsafe(8)
            tokens.add(token)
            self.answer({"access_token": token, "token_type": "bearer", "orcid": orcid})

        def answer(self, content: object, status: int = 200) -> None:
            body = json.dumps(content).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_args: object) -> None:
            """Tests need no log of it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Provider)
    address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield address
    finally:
        server.shutdown()
        server.server_close()
        thread.join(timeout=5)
