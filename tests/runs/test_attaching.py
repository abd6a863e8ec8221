from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING, Any

import pytest
from tests.runs.support import AT, DAY, KIND, case_of, cases_of, clock

from recoverydocs.delivery import receipt_of_row
from recoverydocs.errors import DataRefusedError, OutsideFailedError, WrongUsageError
from recoverydocs.evidence import Conclusion, read_package
from recoverydocs.runs import Given, Workspace, verify

if TYPE_CHECKING:
    from pathlib import Path

    from recoverydocs.runs import IssuedDocument

PNG = b"\x89PNG\r\n\x1a\n an invented scan"
RECORD: dict[str, Any] = {
    "channel": "ems",
    "carrier": "中国邮政速递物流",
    "mail_number": "EA123456785CN",
    "addressee": "示例借款人",
    "address": {
        "value": "虚构省示例市样本路1号",
        "basis": {"type": "contract-clause", "reference": "借款合同第十二条"},
    },
    "slip_contents": "催款通知书",
    "posted_at": "2026-11-24T10:00:00+08:00",
}
SIGNED: dict[str, Any] = {
    "code": "delivered-addressee",
    "at": "2026-11-26T09:00:00+08:00",
    "source": "carrier-file",
    "raw": {"path": "物流轨迹.csv", "row": 2},
}


@pytest.fixture
def issued(house: Workspace) -> IssuedDocument:
    return house.issue(KIND, case_of("SL-0001"), as_of=DAY)


def verdict_of(house: Workspace, issued: IssuedDocument) -> Conclusion:
    verdict = verify(issued.package, house.trust(), at=AT)
    assert verdict.codes == ()
    return verdict.verdict


def test_receipt_becomes_a_revision_and_nothing_before_changes(
    house: Workspace, issued: IssuedDocument, tmp_path: Path
) -> None:
    scan = tmp_path / "张三回执.png"
    scan.write_bytes(PNG)
    before = read_package(issued.package.read_bytes()).entries
    made = house.attach(issued.number, [scan], [RECORD])
    assert (made.number, made.revision) == (issued.number, 2)
    package = read_package(issued.package.read_bytes())
    assert package.entries[: len(before)] == before
    assert package.files["files/002/receipt-01.png"] == PNG
    assert made.files == {"张三回执.png": "files/002/receipt-01.png"}
    assert not any("张三" in name for name in package.files)
    (attempt,) = package.delivery
    assert attempt.attempt_id == "A1"
    assert attempt.receipts == ("files/002/receipt-01.png",)
    assert package.manifests[1]["delivery"][0]["mail_number"]["check"] == "s10-ok"
    assert verdict_of(house, issued) is Conclusion.LOCAL_PASSED
    assert [one.revision for one in house.revisions(issued.number)] == [1, 2]
    assert house.register.unplaced() == ()
    assert issued.manifest["revision"] == 2


def test_carriers_row_is_digested_and_told_as_an_update(
    house: Workspace, issued: IssuedDocument
) -> None:
    house.attach(issued.number, [], [RECORD], reason="delivery")
    rows = Given("物流轨迹.csv", b"number,status\nEA123456785CN,signed\n", "carrier-file")
    update = {
        "attempt_id": "A1",
        "events": [SIGNED],
        "outcome": {"result": "delivered", "stated_by": "carrier", "basis_events": [0]},
    }
    made = house.attach(issued.number, [rows], [update])
    assert made.revision == 3
    (attempt,) = read_package(issued.package.read_bytes()).delivery
    assert attempt.events[0]["raw"]["path"] == "files/003/receipt-01.csv"
    assert attempt.outcomes[0]["result"] == "delivered"
    assert verdict_of(house, issued) is Conclusion.LOCAL_PASSED


def test_a_contradictory_outcome_is_named_and_stands_beside_the_other(
    house: Workspace, issued: IssuedDocument
) -> None:
    scan = Given("回执.png", PNG)
    house.attach(issued.number, [], [RECORD], reason="delivery")
    told = {"attempt_id": "A1", "receipts": ["回执.png"]}
    first = {**told, "outcome": {"result": "delivered", "stated_by": "carrier"}}
    assert house.attach(issued.number, [scan], [first]).findings == ()
    later = {"attempt_id": "A1", "outcome": {"result": "returned", "stated_by": "operator"}}
    made = house.attach(issued.number, [], [later], reason="delivery")
    (finding,) = made.findings
    assert finding.rule == "delivery-contradiction"
    assert "承运人：妥投" in finding.message
    assert "经办人：退回" in finding.message
    (attempt,) = read_package(issued.package.read_bytes()).delivery
    assert [one["result"] for one in attempt.outcomes] == ["delivered", "returned"]
    assert verdict_of(house, issued) is Conclusion.LOCAL_PASSED


def test_file_alone_and_correspondence(house: Workspace, issued: IssuedDocument) -> None:
    letter = Given("来函", b"x", "imported")
    made = house.attach(
        issued.number, [letter, Given("b.pdf", b"%PDF-1.7", "scan")], reason="correspondence"
    )
    assert sorted(made.files.values()) == [
        "files/002/correspondence-01",
        "files/002/correspondence-02.pdf",
    ]
    manifest = issued.manifest
    assert manifest["reason"] == "correspondence"
    assert [one["title"] for one in manifest["files"]] == ["往来函件 01", "往来函件 02"]
    assert made.as_json()["revision"] == 2


def test_address_basis_may_be_a_file(house: Workspace, issued: IssuedDocument) -> None:
    basis = {"type": "confirmation-form", "file": "确认书.png"}
    record = RECORD | {"address": {"value": "虚构路1号", "basis": basis}}
    house.attach(issued.number, [Given("确认书.png", PNG)], [record])
    (attempt,) = read_package(issued.package.read_bytes()).delivery
    assert attempt.statement["address"]["basis"]["file"] == "files/002/receipt-01.png"


def test_row_of_the_case_and_package_are_one_record(house: Workspace) -> None:
    issued = house.issue(KIND, case_of("SL-0001"), as_of=DAY)
    plain = case_of("SL-0001")
    event = plain.delivery_events[0]
    told = receipt_of_row(plain, event, "A1")
    made = house.attach(issued.number, [], [told.attempt], reason="delivery")
    assert made.revision == 2
    assert verdict_of(house, issued) is Conclusion.LOCAL_PASSED


def test_faults_of_the_record_attach_nothing(house: Workspace, issued: IssuedDocument) -> None:
    before = issued.package.read_bytes()
    with pytest.raises(DataRefusedError) as caught:
        house.attach(issued.number, [], [{"channel": "ems"}])
    assert len(caught.value.findings) >= 4
    with pytest.raises(DataRefusedError):
        house.attach(issued.number, [Given("a.png", b"no picture")])
    with pytest.raises(DataRefusedError, match="two files"):
        house.attach(issued.number, [Given("a.png", PNG), Given("a.png", PNG)])
    assert issued.package.read_bytes() == before
    assert len(house.revisions(issued.number)) == 1


def test_second_full_statement_of_an_attempt_is_refused(
    house: Workspace, issued: IssuedDocument
) -> None:
    house.attach(issued.number, [], [RECORD])
    with pytest.raises(DataRefusedError) as caught:
        house.attach(issued.number, [], [RECORD | {"attempt_id": "A1"}])
    assert "已有完整陈述" in caught.value.findings[0].message
    assert house.attach(issued.number, [], [RECORD]).revision == 3


@pytest.mark.parametrize(
    ("number", "given", "match"),
    [
        ("虚构字〔2026〕1号", {"receipts": [Given("a.png", PNG)]}, "not in this workspace"),
        ("", {}, "give a file"),
        ("", {"receipts": [Given("a.png", PNG)], "reason": "gift"}, "reason is one of"),
        ("", {"receipts": ["no-such-file.png"]}, "no such file"),
    ],
)
def test_wrong_usage_is_said(
    house: Workspace, issued: IssuedDocument, number: str, given: dict[str, Any], match: str
) -> None:
    with pytest.raises(WrongUsageError, match=match):
        house.attach(number or issued.number, **given)


def test_package_that_was_changed_on_disk_is_not_continued(
    house: Workspace, issued: IssuedDocument
) -> None:
    issued.package.write_bytes(issued.package.read_bytes() + b" ")
    with pytest.raises(OutsideFailedError, match="not the one that the register knows"):
        house.attach(issued.number, [Given("a.png", PNG)])


def test_full_disk_leaves_the_package_as_it_was(
    house: Workspace, issued: IssuedDocument, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = issued.package.read_bytes()

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OutsideFailedError, match="No space left"):
        house.attach(issued.number, [Given("a.png", PNG)])
    monkeypatch.undo()
    assert issued.package.read_bytes() == before
    assert house.attach(issued.number, [Given("a.png", PNG)]).revision == 2


def test_warning_about_a_mail_number_is_handed_on(
    house: Workspace, issued: IssuedDocument
) -> None:
    made = house.attach(issued.number, [], [RECORD | {"mail_number": "EA123456784CN"}])
    assert [finding.rule for finding in made.findings] == ["mail-number-s10"]


def test_two_open_workspaces_take_turns(house: Workspace) -> None:
    with Workspace.open(house.folder, clock=clock) as other:
        first = house.issue(KIND, cases_of(2)[0], as_of=DAY)
        second = other.issue(KIND, cases_of(2)[1], as_of=DAY)
    assert [first.entry.number.n, second.entry.number.n] == [1, 2]
