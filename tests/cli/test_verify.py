from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.cli.support import DAY, FIRST, said, told

from recoverydocs.errors import ExitCode
from recoverydocs.evidence.verifier import verifier_page
from recoverydocs.evidence.verify import REGISTER_UNKNOWN

VECTORS = Path(__file__).resolve().parents[1] / "evidence" / "vectors"


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    """A trust folder with the roots of the vectors."""
    folder = tmp_path / "trust"
    for name in ("independent", "local"):
        (folder / name).mkdir(parents=True)
        root = VECTORS / f"root-{name}.pem"
        (folder / name / root.name).write_bytes(root.read_bytes())
    return folder


@pytest.fixture
def package(capsys: pytest.CaptureFixture[str], workspace: Path) -> Path:
    _, answer = told(capsys, "issue", "dunning-notice", *DAY, "-w", workspace, FIRST)
    return Path(answer["issued"][0]["package"])


def verdicts(answer: dict[str, Any]) -> list[str]:
    return [each["verdict"] for each in answer["packages"]]


def test_a_package_of_our_own_clock_is_local_passed(
    capsys: pytest.CaptureFixture[str], workspace: Path, package: Path
) -> None:
    code, out, err = said(capsys, "verify", "-w", workspace, package)
    assert code == ExitCode.LOCAL_PASSED
    assert err == []
    assert out[0] == str(package)
    assert out[1].startswith("  已证明：文件完整，自 ")
    assert out[2] == "  LOCAL-PASSED 完整性核验通过；时间仅为本机时钟，非独立证明"
    assert out[3].startswith("  修订 1 出具：自述时间 ")
    assert out[3].endswith("（本机时钟，非独立证明），无有效签名")
    assert said(capsys, "verify", "-w", workspace, "--accept-local", package)[0] == 0


def test_one_changed_octet_is_total_failed(
    capsys: pytest.CaptureFixture[str], workspace: Path, package: Path, tmp_path: Path
) -> None:
    content = bytearray(package.read_bytes())
    content[len(content) // 2] ^= 1
    bad = tmp_path / "bad.asice"
    bad.write_bytes(content)
    code, answer = told(capsys, "verify", "-w", workspace, package, bad)
    assert code == ExitCode.TOTAL_FAILED
    assert verdicts(answer) == ["LOCAL-PASSED", "TOTAL-FAILED"]
    code, out, _ = said(capsys, "verify", "-w", workspace, "--accept-local", bad)
    assert code == ExitCode.TOTAL_FAILED
    assert out[1].startswith("  已破坏：")
    assert out[2] == "  TOTAL-FAILED 核验不通过"
    assert len(out) > 3


def test_an_independent_timestamp_is_total_passed(
    capsys: pytest.CaptureFixture[str], trust: Path
) -> None:
    package = VECTORS / "01-ok-independent.asice"
    code, answer = told(capsys, "verify", "--trust", trust, package)
    assert (code, verdicts(answer)) == (0, ["TOTAL-PASSED"])


def test_nobody_is_trusted_by_default(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    package = VECTORS / "01-ok-independent.asice"
    code, _, err = said(capsys, "verify", "-w", tmp_path, package)
    assert code == ExitCode.WRONG_USAGE
    assert err == ["recoverydocs: whom to trust? Give --trust DIR, or -w a workspace"]


def test_an_unknown_timestamper_leaves_it_open(
    capsys: pytest.CaptureFixture[str], trust: Path
) -> None:
    package = VECTORS / "08-unknown-tsa.asice"
    code, answer = told(capsys, "verify", "--trust", trust, package)
    assert (code, verdicts(answer)) == (ExitCode.INDETERMINATE, ["INDETERMINATE"])


def test_the_register_knows_of_a_package_that_was_cut_back(
    capsys: pytest.CaptureFixture[str], trust: Path
) -> None:
    register = VECTORS / "register.jsonl"
    code, answer = told(
        capsys,
        "verify",
        "--trust",
        trust,
        "--register",
        register,
        VECTORS / "15-ok-register.asice",
        VECTORS / "14-rollback.asice",
    )
    assert code == ExitCode.INDETERMINATE
    assert verdicts(answer) == ["TOTAL-PASSED", "INDETERMINATE"]
    assert [each["code"] for each in answer["packages"][1]["codes"]] == ["REG_ROLLBACK"]
    code, out, _ = said(
        capsys,
        "verify",
        "--trust",
        trust,
        "--register",
        register,
        "--stamps",
        VECTORS / "stamps",
        VECTORS / "15-ok-register.asice",
    )
    assert code == 0
    (line,) = [line for line in out if line.startswith("  封存登记簿 ")]
    # Not a word of English but the register's own name and its digest.
    assert " 行，末行摘要 " in line
    assert line.endswith("；本证据包是其中的最新修订")
    assert not any(word in line for word in ("head", "seq", "as_of", "class", "newest", "True"))


@pytest.fixture
def cut_back(capsys: pytest.CaptureFixture[str], workspace: Path, package: Path) -> Path:
    """The package as it was before something was attached to it; the workspace has it so."""
    before = package.read_bytes()
    number = package.name.removesuffix(".asice")
    code, _ = told(capsys, "attach", number, FIRST, "-w", workspace)
    assert code == ExitCode.DONE
    package.write_bytes(before)
    return package


def test_a_workspace_s_own_register_knows_what_was_cut_back(
    capsys: pytest.CaptureFixture[str],
    workspace: Path,
    cut_back: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    code, answer = told(capsys, "verify", "-w", workspace, cut_back)
    (found,) = answer["packages"]
    assert code == ExitCode.INDETERMINATE
    assert [reason["code"] for reason in found["codes"]] == ["REG_ROLLBACK"]
    assert found["register"]["newest"] is False
    # Inside the workspace, nothing needs to be named.
    monkeypatch.chdir(workspace)
    assert told(capsys, "verify", cut_back)[0] == ExitCode.INDETERMINATE
    # By its trust folder alone, whoever verifies has no register, unless he names one.
    code, answer = told(capsys, "verify", "--trust", workspace / "trust", cut_back)
    assert code == ExitCode.LOCAL_PASSED
    assert REGISTER_UNKNOWN in answer["packages"][0]["not_checked"]
    named = ("--trust", workspace / "trust", "-w", workspace)
    assert told(capsys, "verify", *named, cut_back)[0] == ExitCode.INDETERMINATE


def test_a_workspace_s_own_register_says_what_is_newest(
    capsys: pytest.CaptureFixture[str], workspace: Path, package: Path
) -> None:
    _, answer = told(capsys, "verify", "-w", workspace, package)
    (found,) = answer["packages"]
    assert (found["verdict"], found["register"]["newest"]) == ("LOCAL-PASSED", True)
    assert REGISTER_UNKNOWN not in found["not_checked"]
    left_out = ("--no-register", "-w", workspace)
    _, answer = told(capsys, "verify", *left_out, package)
    assert (answer["packages"][0]["register"]) is None
    assert REGISTER_UNKNOWN in answer["packages"][0]["not_checked"]


def test_a_package_of_another_house_is_not_in_the_workspace_s_register(
    capsys: pytest.CaptureFixture[str], workspace: Path, package: Path, trust: Path
) -> None:
    other = VECTORS / "01-ok-independent.asice"
    named = ("--trust", trust, "-w", workspace)
    code, answer = told(capsys, "verify", *named, other)
    codes = [reason["code"] for reason in answer["packages"][0]["codes"]]
    assert (code, codes[-1]) == (ExitCode.INDETERMINATE, "REG_MISSING")
    assert told(capsys, "verify", *named, "--no-register", other)[0] == ExitCode.DONE
    _, _, err = said(capsys, "verify", *named, other, package)
    assert err == [
        (
            "登记簿是本工作区的。如果是其他机构的证据包，请用 --register 指明该机构的登记簿，"
            "或加 --no-register"
        )
    ]
    assert said(capsys, "verify", *named, package)[2] == []


def test_stamps_without_their_register_are_wrong_usage(
    capsys: pytest.CaptureFixture[str], workspace: Path, package: Path
) -> None:
    stamps = ("--stamps", workspace / "sealed/stamps")
    code, _, err = said(capsys, "verify", "-w", workspace, *stamps, package)
    assert code == ExitCode.WRONG_USAGE
    assert err == ["recoverydocs: --stamps goes with --register FILE, whose tokens they are"]


def test_the_moment_of_verification_can_be_named(
    capsys: pytest.CaptureFixture[str], workspace: Path, package: Path
) -> None:
    code, _, _ = said(capsys, "verify", "-w", workspace, "--at", "2100-01-01T00:00:00", package)
    assert code in {ExitCode.INDETERMINATE, ExitCode.TOTAL_FAILED}
    code, _, err = said(capsys, "verify", "-w", workspace, "--at", "noon", package)
    assert code == ExitCode.WRONG_USAGE
    assert "'noon' is no moment" in " ".join(err)


def test_a_report_on_one_package_is_written(
    capsys: pytest.CaptureFixture[str], workspace: Path, package: Path, tmp_path: Path
) -> None:
    report = tmp_path / "report.html"
    code, _, _ = said(capsys, "verify", "-w", workspace, package, "--report", report)
    assert code == ExitCode.LOCAL_PASSED
    assert "存证报告" in report.read_text("utf-8")
    both = ("verify", "-w", workspace, package, package, "--report", report)
    assert said(capsys, *both)[0] == ExitCode.WRONG_USAGE


def test_the_offline_verifier_is_written_without_a_package(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "verifier.html"
    assert said(capsys, "verify", "--page", file) == (ExitCode.DONE, [str(file)], [])
    assert file.read_bytes() == verifier_page()
    code, answer = told(capsys, "verify", "--page", file)
    assert (code, answer) == (ExitCode.DONE, {"packages": [], "page": str(file)})


def test_the_offline_verifier_comes_beside_a_verdict(
    capsys: pytest.CaptureFixture[str], trust: Path, tmp_path: Path
) -> None:
    file = tmp_path / "verifier.html"
    at = ("--at", "2026-11-10T00:00:00Z")
    package = VECTORS / "01-ok-independent.asice"
    code, answer = told(capsys, "verify", "--trust", trust, *at, "--page", file, package)
    assert (code, verdicts(answer)) == (ExitCode.DONE, ["TOTAL-PASSED"])
    assert file.read_bytes() == verifier_page()


def test_verify_asks_for_a_package_or_the_page(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, _, err = said(capsys, "verify")
    assert code == ExitCode.WRONG_USAGE
    assert "which package?" in " ".join(err)
    report = ("--report", tmp_path / "r.html", "--page", tmp_path / "p.html")
    assert said(capsys, "verify", *report)[0] == ExitCode.WRONG_USAGE
    assert not list(tmp_path.iterdir())
