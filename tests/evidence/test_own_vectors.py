"""Our own public vectors, of what the first ones leave out, give their verdicts and codes."""

from __future__ import annotations

import json
import threading
from contextlib import contextmanager
from datetime import datetime
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from tests.evidence import support as s

from recoverydocs.errors import OutsideFailedError
from recoverydocs.evidence import Rfc3161Stamper, SealedRegister, Trust, repack, verify
from recoverydocs.evidence.manifest import HAS_SM3
from recoverydocs.evidence.verify import REVOCATION_UNKNOWN

if TYPE_CHECKING:
    from collections.abc import Iterator

VECTORS = Path(__file__).with_name("own_vectors")
ROWS: list[dict[str, Any]] = json.loads((VECTORS / "expected.json").read_text("utf-8"))
ANSWERS: dict[str, Any] = json.loads((VECTORS / "replies/expected.json").read_text("utf-8"))
CODES = {
    "ALG_SM2", "ALG_UNSUPPORTED", "CERT_REVOKED", "DEL_OUTCOME", "MAN_CORRECTS", "MAN_ROLE",
    "MAN_SM3", "REG_MISMATCH", "TST_POLICY", "ZIP_METHOD",
}  # fmt: skip


def read(name: str) -> bytes:
    return (VECTORS / name).read_bytes()


def trust_of(row: dict[str, Any]) -> Trust:
    return Trust(
        independent=(read(row.get("root", "root.pem")),),
        local=(read("local.pem"),),
        crls=(read(row["crl"]),) if "crl" in row else (),
        policies=tuple(row.get("policies", ())),
    )


def register_of(row: dict[str, Any]) -> SealedRegister | None:
    if "register" not in row:
        return None
    folder = VECTORS / row["register"]
    stamps = {f"stamps/{one.name}": one.read_bytes() for one in (folder / "stamps").iterdir()}
    return SealedRegister((folder / "register.jsonl").read_bytes(), stamps)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["file"])
def test_own_vector_gives_its_verdict_and_code(row: dict[str, Any]) -> None:
    if row.get("needs") == "sm3" and not HAS_SM3:
        pytest.skip("this build of OpenSSL has no SM3")
    at = datetime.fromisoformat(row["verify_at"]) if "verify_at" in row else s.AT
    verdict = verify(read(row["file"]), trust_of(row), at, register_of(row))
    codes = [reason.code for reason in verdict.codes]
    assert str(verdict.verdict) == row["verdict"], codes
    assert codes == [] if row["code"] is None else row["code"] in codes
    if "revocation" in row:
        assert (REVOCATION_UNKNOWN in verdict.not_checked) is (row["revocation"] == "unknown")
    if row.get("newest"):
        assert verdict.register is not None
        assert verdict.register["newest"]


def test_own_vectors_have_a_row_each_and_cover_every_code() -> None:
    assert sorted(one.name for one in VECTORS.glob("*.asice")) == [row["file"] for row in ROWS]
    assert {row["code"] for row in ROWS if row["code"]} == CODES


def test_own_vector_that_a_gateway_packed_comes_back() -> None:
    (row,) = [row for row in ROWS if "repacks_to" in row]
    assert repack(read(row["file"])) == read(row["repacks_to"])


@contextmanager
def answering(content: bytes) -> Iterator[str]:
    """The address of a service that gives this one answer."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.mark.parametrize("row", ANSWERS["replies"], ids=lambda row: row["file"])
def test_own_reply_over_http_is_taken_or_refused(
    row: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("secrets.randbits", lambda _bits: int(ANSWERS["nonce"], 16))
    moment = datetime.fromisoformat(ANSWERS["clock"])
    given = Trust(independent=(read("root.pem"),))
    with answering(read(f"replies/{row['file']}")) as address:
        stamper = Rfc3161Stamper(address, given, lambda: moment, attempts=1)
        if row["says"] is None:
            token = stamper.stamp(bytes.fromhex(ANSWERS["imprint"]))
            assert token in read(f"replies/{row['file']}")
            return
        with pytest.raises(OutsideFailedError, match=row["says"]):
            stamper.stamp(bytes.fromhex(ANSWERS["imprint"]))
