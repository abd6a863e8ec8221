"""A second timestamper for tests: ``openssl ts -reply`` behind HTTP, with faults.

Its clock is the machine's, since openssl knows no other; tests take the token's time as it is.
"""

from __future__ import annotations

import subprocess
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

from recoverydocs.evidence.der import integer, parse, sequence
from recoverydocs.evidence.stampers.rfc3161 import write_request

if TYPE_CHECKING:
    import ssl
    from collections.abc import Iterator
    from pathlib import Path

    from tests.evidence import authorities as a

_CONFIG = """
[tsa]
default_tsa = tsa_config
[tsa_config]
serial = {folder}/serial
signer_cert = {folder}/tsa.pem
signer_key = {folder}/tsa.key
default_policy = 1.2.3.4.1
other_policies = 1.2.3.4.5
digests = sha256, sha384, sha512
signer_digest = sha256
ess_cert_id_alg = sha256
ess_cert_id_chain = no
accuracy = secs:1
"""


class OpensslTsa:
    """Answers requests with openssl; `fault` makes it answer wrong."""

    def __init__(self, folder: Path, signer: a.Issued) -> None:
        self.folder = folder
        self.fault = ""
        self.requests: list[bytes] = []
        (folder / "serial").write_text("01\n")
        (folder / "tsa.cnf").write_text(_CONFIG.format(folder=folder))
        (folder / "tsa.pem").write_bytes(signer.pem)
        (folder / "tsa.key").write_bytes(signer.key_pem)

    def answer(self, request: bytes) -> bytes:
        self.requests.append(request)
        fields = parse(request).children
        imprint, nonce = fields[1].children[1].body, fields[-2]
        number = int.from_bytes(nonce.body, "big")
        if self.fault == "wrong nonce":
            request = write_request(imprint, number ^ 2)
        elif self.fault == "wrong hash":
            request = write_request(bytes(32), number)
        elif self.fault == "rejected":
            request = write_request(imprint, number, "1.2.3.4.9")
        elif self.fault == "garbage":
            return b"garbage"
        elif self.fault == "no token":
            return sequence(sequence(integer(0)))
        query = self.folder / f"{len(self.requests)}.tsq"
        query.write_bytes(request)
        command = ["openssl", "ts", "-reply", "-config", "tsa.cnf", "-section", "tsa_config"]
        done = subprocess.run(  # noqa: S603 - our own words
            [*command, "-queryfile", query.name],
            cwd=self.folder,
            capture_output=True,
            check=True,
        )
        return done.stdout


@contextmanager
def serving(tsa: OpensslTsa, tls: ssl.SSLContext | None = None) -> Iterator[str]:
    """The address of a server around `tsa`, for as long as the block lasts."""
    release = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            request = self.rfile.read(int(self.headers["Content-Length"]))
            if tsa.fault == "slow":
                release.wait(5)
                return
            if tsa.fault in ("status 503", "redirect"):
                self.send_response(503 if tsa.fault == "status 503" else 302)
                self.send_header("Location", "http://127.0.0.1:9/elsewhere")
                self.end_headers()
                tsa.requests.append(request)
                return
            answer = tsa.answer(request)
            kind = "text/html" if tsa.fault == "web page" else "application/timestamp-reply"
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    if tls is not None:
        server.socket = tls.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http{'s' if tls else ''}://127.0.0.1:{server.server_port}/tsa"
    finally:
        release.set()
        server.shutdown()
        thread.join()
        server.server_close()


def machine_time() -> float:
    """Seconds since 1970, as openssl will see them."""
    return time.clock_gettime(time.CLOCK_REALTIME)
