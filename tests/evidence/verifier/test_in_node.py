"""The page answers as `recoverydocs verify` does, code by code; what it leaves out it names."""

from __future__ import annotations

import json
import sys
import unicodedata
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from functools import cache, partial
from typing import TYPE_CHECKING, Any

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from tests.evidence import authorities as a
from tests.evidence import support as s
from tests.evidence import test_own_vectors, test_sealed_register
from tests.evidence.burdens import BURDENS
from tests.evidence.test_octets import AT, PACKAGES, flips, signed_package
from tests.evidence.test_verify import EXPECTED, vector_register
from tests.evidence.triggers import container, later, manifest, proofs
from tests.evidence.triggers.trigger import finished, trust
from tests.evidence.verifier.in_node import Question, ask

from recoverydocs.evidence import Trust, read_zip, seal, verify
from recoverydocs.evidence.names import folded

if TYPE_CHECKING:
    from tests.evidence.triggers.trigger import Trigger

POLICY_UNKNOWN = "时间戳策略清单未核验"
REVOCATION_UNKNOWN = "吊销状态未核验"
SM3_UNKNOWN = "SM3 未核验"
SIGNATURE_UNKNOWN = "签名未核验"
COMPARED = (
    "verdict",
    "codes",
    "revisions",
    "register",
    "plain",
    "delivery",
    "contradictions",
)
LEFT_OUT = {
    "MAN_SM3": SM3_UNKNOWN,
    "TST_POLICY": POLICY_UNKNOWN,
    "CERT_REVOKED": REVOCATION_UNKNOWN,
}
"""Codes that the page does not look for, and what it says of that instead."""


Ask = Callable[[], Question]


def triggered(one: Trigger) -> Question:
    package = one.make()
    # Some registers are of the package that was made just before.
    register = one.register() if one.register else None
    return Question(package, one.trust(), one.at, register, one.limits)


def changed_clock(seq: int) -> Question:
    """A package whose register was stamped once by a house's own clock."""
    package = later.good_once()
    lines = later.register(later.STAMP, later.row(package), later.STAMP)
    register = test_sealed_register.by_own_clock(lines, seq)
    return Question(package, trust(local=s.local_trust().local), s.AT, register)


def vector(row: Mapping[str, Any]) -> Question:
    return Question(
        (s.VECTORS / row["file"]).read_bytes(),
        s.vector_trust(),
        datetime.fromisoformat(row["verify_at"]),
        vector_register() if "register_file" in row else None,
    )


def own_vector(row: Mapping[str, Any]) -> Question:
    at = datetime.fromisoformat(row["verify_at"]) if "verify_at" in row else s.AT
    package = test_own_vectors.read(row["file"])
    return Question(
        package,
        test_own_vectors.trust_of(dict(row)),
        at,
        test_own_vectors.register_of(dict(row)),
    )


def made(package: Callable[[], bytes], given: Callable[[], Trust] = trust) -> Ask:
    return lambda: Question(package(), given(), s.AT)


def token(**changes: Any) -> Ask:  # noqa: ANN401 - any field of the shape
    return made(lambda: finished(a.TokenMaker(**changes)))


def renewed(package: Callable[[], bytes]) -> Ask:
    return lambda: Question(package(), trust(), LATE)


def on_curve(curve: ec.EllipticCurve) -> Ask:
    return made(
        lambda: finished(a.TokenMaker(signer=a.timestamper(key=ec.generate_private_key(curve))))
    )


def below_an_authority() -> bytes:
    middle = a.issue("Middle", a.root(), authority=True)
    signer = a.timestamper(middle)
    given = (signer.der, middle.der, a.root().der)
    return finished(a.TokenMaker(signer=signer, certificates=given))


def signed_below_its_own_root() -> Question:
    root = a.issue("Signers", authority=True)
    package = later.with_proofs(later.cades(signer=later.signing(root)))
    return Question(package, trust(signers=(root.pem,)), s.AT)


def contradicting() -> bytes:
    return s.resealed(
        lambda m: m["delivery"][0]["outcome"].update(result="refused"),
        package=s.two_revisions(),
    )


MORE = bytes.fromhex("3003020101") + bytes.fromhex("0101ff") + bytes.fromhex("020107")
LATE = later.LATE + timedelta(days=1)
OUR_OWN: Mapping[str, Ask] = {
    "register-own-clock-before": partial(changed_clock, 2),
    "register-own-clock-after": partial(changed_clock, 4),
    "renewed in time": renewed(lambda: later.renewed_time(later.good(), sibling=b"z" * 32)),
    "renewed tree": renewed(lambda: later.renewed_tree(later.good())),
    "renewed in time, tree and time": renewed(
        lambda: later.renewed_time(later.renewed_tree(later.renewed_time(later.good())))
    ),
    "signed": made(signed_package),
    "signed below its own root": signed_below_its_own_root,
    "two revisions": made(s.two_revisions, s.local_trust),
    "pending": made(lambda: seal(s.contents()).pending(), s.local_trust),
    "nobody trusted": made(s.two_revisions, Trust),
    "below an authority": made(below_an_authority),
    "RSA": made(lambda: finished(a.TokenMaker(signer=a.rsa_tsa()))),
    "RSA without a digest": made(
        lambda: finished(a.TokenMaker(signer=a.rsa_tsa(), signature_algorithm=a.RSA_BARE))
    ),
    "P-384": on_curve(ec.SECP384R1()),
    "P-521": on_curve(ec.SECP521R1()),
    "fraction of a second": token(time_text=b"20261124020000.25Z", more_info=MORE),
    "the last year": token(time_text=b"99991231235959Z"),
    "local by its policy": made(s.one_revision, lambda: Trust(independent=(s.authority()[1],))),
    "receipts that contradict each other": made(contradicting, s.local_trust),
    "no octets": made(lambda: b"", Trust),
}
TRIGGERED: Mapping[str, Ask] = {
    f"{code}-{number}-{table.__name__.rsplit('.', 1)[-1]}": partial(triggered, one)
    for table in (container, manifest, proofs, later)
    for code, ways in table.TRIGGERS.items()
    for number, one in enumerate(ways)
}
VECTORS: Mapping[str, Ask] = {row["file"]: partial(vector, row) for row in EXPECTED}
OWN_VECTORS: Mapping[str, Ask] = {
    f"own-{row['file']}": partial(own_vector, row) for row in test_own_vectors.ROWS
}
ASKS: Mapping[str, Ask] = {**VECTORS, **OWN_VECTORS, **TRIGGERED, **OUR_OWN}


@cache
def questions() -> Mapping[str, Question]:
    return {name: make() for name, make in ASKS.items()}


@pytest.fixture(scope="module")
def answers() -> Mapping[str, dict[str, Any]]:
    given = ask(one.as_json() for one in questions().values())
    return dict(zip(questions(), given, strict=True))


def expected(one: Question) -> dict[str, Any]:
    verdict = verify(one.package, one.trust, one.at, one.register, limits=one.limits)
    found: dict[str, Any] = json.loads(json.dumps(verdict.as_json("")))
    return found


def differences(answer: dict[str, Any], wanted: dict[str, Any]) -> list[str]:
    assert "error" not in answer, answer["error"]
    return [name for name in COMPARED if answer[name] != wanted[name]]


@pytest.mark.parametrize("name", ASKS)
def test_page_answers_as_the_program_does(
    name: str, answers: Mapping[str, dict[str, Any]]
) -> None:
    answer, wanted = answers[name], expected(questions()[name])
    left_out = {each["code"] for each in wanted["codes"]} & set(LEFT_OUT)
    if left_out:
        assert all(LEFT_OUT[code] in answer["not_checked"] for code in left_out)
        assert answer["verdict"] != wanted["verdict"]
        return
    assert differences(answer, wanted) == []
    said = set(answer["not_checked"])
    assert {POLICY_UNKNOWN, REVOCATION_UNKNOWN} <= said
    assert said >= set(wanted["not_checked"])


@pytest.mark.parametrize("row", EXPECTED, ids=lambda row: row["file"])
def test_page_gives_every_public_vector_its_verdict(
    row: dict[str, Any], answers: Mapping[str, dict[str, Any]]
) -> None:
    answer = answers[row["file"]]
    assert answer["verdict"] == row["verdict"]
    codes = [each["code"] for each in answer["codes"]]
    assert (row["code"] in codes) if row["code"] else not codes


def test_page_without_a_root_shows_the_certificate_to_compare(
    answers: Mapping[str, dict[str, Any]],
) -> None:
    answer = answers["nobody trusted"]
    assert answer["verdict"] == "INDETERMINATE"
    assert {each["code"] for each in answer["codes"]} == {"TRUST_UNKNOWN"}
    assert all(len(each["tsa_certificate_sha256"]) == 64 for each in answer["revisions"])
    assert [each["proven_at"] for each in answer["revisions"]] == [None, None]


def test_page_says_the_same_in_english(answers: Mapping[str, dict[str, Any]]) -> None:
    beginnings = {
        "TOTAL-PASSED": "Proven: ",
        "LOCAL-PASSED": "Proven: ",
        "INDETERMINATE": "Not proven: ",
        "TOTAL-FAILED": "Broken: ",
    }
    for answer in answers.values():
        assert answer["english"].startswith(beginnings[answer["verdict"]])
        assert "own clock" in answer["english"] or answer["verdict"] != "LOCAL-PASSED"


@pytest.mark.parametrize("which", ["ok", "renewed", "signed", "changed"])
def test_page_without_webcrypto_never_passes(which: str) -> None:
    packages = {
        "ok": (s.vector(1), s.vector_trust(), s.AT),
        "renewed": (later.renewed_tree(later.good()), trust(), LATE),
        "signed": (signed_package(), trust(), s.AT),
        "changed": (s.vector(9), s.vector_trust(), s.AT),
    }
    (answer,) = ask([Question(*packages[which], withheld=True).as_json()])
    if which == "changed":
        assert answer["verdict"] == "TOTAL-FAILED"
        assert [each["code"] for each in answer["codes"]] == ["MAN_DIGEST"]
        return
    assert (answer["verdict"], answer["codes"]) == ("INDETERMINATE", [])
    assert SIGNATURE_UNKNOWN in answer["plain"]
    assert any(each.startswith(SIGNATURE_UNKNOWN) for each in answer["not_checked"])
    assert not any(each["proven_at"] or each["signed"] for each in answer["revisions"])


def test_page_folds_the_case_of_every_character_as_the_program_does() -> None:
    known = [
        chr(point)
        for point in range(sys.maxunicode + 1)
        if unicodedata.category(chr(point)) not in {"Cn", "Cs"}
    ]
    (answer,) = ask([{"fold": known}])
    assert answer == [folded(each) for each in known]


def changed_entries(package: bytes, step: int, start: int) -> list[bytes]:
    entries = read_zip(package)
    found = []
    for place, (name, content) in enumerate(entries):
        for at in range(start % max(1, min(step, len(content))), len(content), step):
            changed = content[:at] + bytes((content[at] ^ 0x20,)) + content[at + 1 :]
            found.append(s.rebuilt((*entries[:place], (name, changed), *entries[place + 1 :])))
    return found


@pytest.mark.parametrize("which", PACKAGES)
def test_page_answers_alike_for_changed_octets(which: str) -> None:
    """A sample of the acceptance runs: octets of the container and inside of entries."""
    make, given = PACKAGES[which]
    package = make()
    asked = [
        *list(flips(package, 3, which))[::29],
        *changed_entries(package, 97, 5),
    ]
    given_trust = given()
    several = [Question(one, given_trust, AT) for one in asked]
    answered = ask(one.as_json() for one in several)
    assert len(asked) > 100
    for one, answer in zip(several, answered, strict=True):
        assert differences(answer, expected(one)) == []
        assert answer["verdict"] not in {"TOTAL-PASSED", "LOCAL-PASSED"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", [name for name, one in BURDENS.items() if one.reader == "verify"]
)
def test_page_ends_soon_whatever_it_is_given(name: str) -> None:
    burden = BURDENS[name]
    (answer,) = ask([Question(burden.make(), Trust(), s.AT).as_json()])
    assert "error" not in answer, answer["error"]
    # Where entities hide in another encoding, libxml2 stops at them and the page at the DTD.
    wanted = {burden.answer, "XML_DTD"} if "entities" in name else {burden.answer}
    assert wanted & {each["code"] for each in answer["codes"]}
    assert answer["seconds"] < 20
