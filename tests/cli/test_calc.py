from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING

import pytest
from tests.cli.support import said, told

from recoverydocs.cli.main import main
from recoverydocs.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


def feed(monkeypatch: pytest.MonkeyPatch, lines: Sequence[str | bytes]) -> None:
    octets = [line if isinstance(line, bytes) else line.encode() for line in lines]
    stream = io.TextIOWrapper(io.BytesIO(b"".join(line + b"\n" for line in octets)), "utf-8")
    monkeypatch.setattr("sys.stdin", stream)


def test_capitals_for_a_person(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calc", "capitals", "--amount", "1409.50", "--prefix", "true"]) == 0
    out, err = capsys.readouterr()
    assert out.splitlines()[0] == "text: 人民币壹仟肆佰零玖元伍角"
    assert out.splitlines()[-1].startswith("来源：")
    assert err == ""


def test_interest_by_flags_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    # 100000 × 4.35% × 59 / 360 = 712.916… → 712.92
    rates = '[{"from": "2026-01-01", "rate": "0.0435"}]'
    flags = {
        "--principal": "100000",
        "--from": "2026-01-01",
        "--to": "2026-03-01",
        "--basis": "360",
        "--rates": rates,
    }
    given = [text for pair in flags.items() for text in pair]
    assert main(["calc", "interest", *given, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["result"]["interest"] == "712.92"
    assert answer["result"]["days"] == 59


@pytest.mark.parametrize(
    ("flags", "field"),
    [
        ([], "--amount: "),
        (["--amount", "1.234"], "--amount: "),
        (["--amount", "1", "--prefix", "yes"], "--prefix: "),
    ],
)
def test_fault_names_the_flag(
    capsys: pytest.CaptureFixture[str], flags: list[str], field: str
) -> None:
    assert main(["calc", "capitals", *flags]) == ExitCode.DATA_REFUSED
    out, err = capsys.readouterr()
    assert out == ""
    assert err.startswith(f"recoverydocs: {field}")
    assert len(err.splitlines()) == 1


def test_every_missing_flag_is_named_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["calc", "interest", "--rates", "[", "--to", "2026-02-01"]) == 3
    lines = capsys.readouterr().err.splitlines()
    assert [line.removeprefix("recoverydocs: ").split(":")[0] for line in lines] == [
        "--principal",
        "--from",
        "--basis",
        "--rates",
    ]


def test_fault_of_a_number_never_repeats_it(capsys: pytest.CaptureFixture[str]) -> None:
    number = "11010519491231002X"
    assert main(["calc", "identifier", "--type", "resident-id", "--value", number]) == 0
    assert main(["calc", "identifier", "--type", "uscc", "--value", number]) == 0
    out, _ = capsys.readouterr()
    assert "valid: true" in out
    assert "valid: false" in out
    working = [line for line in out.splitlines() if not line.startswith("normalised")]
    assert number not in "\n".join(working)


FLAGS: dict[str, tuple[dict[str, str], str]] = {
    # 100,000 × 6 % × 31 / 360 = 516.666… → 516.67.
    "compound": (
        {
            "--principal": "100000",
            "--rate": "0.06",
            "--compound-rate": "0.09",
            "--from": "2026-01-21",
            "--to": "2026-02-21",
            "--basis": "360",
            "--frequency": "monthly",
            "--settlement-day": "21",
        },
        "unpaid_interest: 516.67",
    ),
    # 100,000 × 6 % × 30 / 360 = 500.00; 1,500 less it is 1,000 of principal.
    "allocate": (
        {
            "--principal": "100000",
            "--rate": "0.06",
            "--basis": "360",
            "--from": "2026-01-01",
            "--to": "2026-01-31",
            "--events": '[{"date": "2026-01-31", "payment": "1500"}]',
            "--order": '["interest", "principal", "cost"]',
        },
        'balances: {"principal": "99000.00", "interest": "0.00", "cost": "0.00"}',
    ),
    # delay-5 of the worked examples.
    "delayed-performance": (
        {
            "--principal": "500000",
            "--performance-last-day": "2026-01-20",
            "--to": "2026-04-30",
            "--general": '{"rate": "0.06", "from": "2026-01-20", "basis": 365}',
        },
        "total: 16969.18",
    ),
    # 240,000 × 4.8 % / 12 = 960.00 (int-09).
    "schedule": (
        {
            "--principal": "240000",
            "--rate": "0.048",
            "--instalments": "12",
            "--method": "interest-first",
            "--months-between": "1",
        },
        "regular: 960.00",
    ),
    # lim-4.
    "limitation": (
        {
            "--last-day-of-performance": "2024-05-31",
            "--events": '[{"date": "2025-02-13", "type": "demand-arrived"}]',
        },
        "raw_last_day: 2028-02-13",
    ),
    # dl-14.
    "guarantee-period": (
        {"--principal-due": "2026-04-03", "--agreed": "none", "--type": "general"},
        "last_day: 2026-10-08",
    ),
}


@pytest.mark.parametrize("name", sorted(FLAGS))
def test_a_calculator_by_flags(capsys: pytest.CaptureFixture[str], name: str) -> None:
    flags, line = FLAGS[name]
    assert main(["calc", name, *(text for pair in flags.items() for text in pair)]) == 0
    out, err = capsys.readouterr()
    assert line in out.splitlines()
    assert out.splitlines()[-1].startswith("来源：")
    assert err == ""


def test_a_fault_inside_a_flag_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    agreed = ["--principal-due", "2026-04-03", "--agreed", '{"years": "3"}']
    assert main(["calc", "guarantee-period", *agreed]) == ExitCode.DATA_REFUSED
    assert capsys.readouterr().err.startswith("recoverydocs: --agreed.years: ")


def test_bytes_that_are_no_text_are_a_bad_line_like_any_other(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = b"\n".join(
        [
            b'\xef\xbb\xbf{"amount": "1"}',
            b"\xff\xfe",
            b'{"amount": "2", "\\ud800": 1}',
            b'{"amount": "2"}',
        ]
    )
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines), "utf-8"))
    assert main(["calc", "capitals", "--jsonl"]) == ExitCode.DATA_REFUSED
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer.get("result", {}).get("text") for answer in answers] == [
        "壹元整",
        None,
        None,
        "贰元整",
    ]
    assert [answer.get("error", {}).get("field") for answer in answers][1:3] == ["", "?"]


def test_lines_are_answered_in_order_and_a_bad_one_stops_nothing(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    deep = "[" * 100_000
    feed(
        monkeypatch,
        [
            '{"amount": "0.05"}',
            "not json",
            '{"amount": 0.05}',
            deep,
            b'{"amount": "\xff"}',
            '{"amount": "0", "more": 1}',
            "{}",
            '{"amount": "0"}',
        ],
    )
    assert main(["calc", "capitals", "--jsonl"]) == ExitCode.DATA_REFUSED
    out, err = capsys.readouterr()
    answers = [json.loads(line) for line in out.splitlines()]
    assert err == ""
    assert [answer.get("result", {}).get("text") for answer in answers] == [
        "伍分",
        None,
        None,
        None,
        None,
        None,
        None,
        "零元整",
    ]
    assert [answer.get("error", {}).get("field") for answer in answers] == [
        None,
        "",
        "amount",
        "",
        "",
        "more",
        "amount",
        None,
    ]


def test_lines_without_a_fault_are_done(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    feed(monkeypatch, ['{"type": "uscc", "value": "x"}'])
    assert main(["calc", "identifier", "--jsonl"]) == 0
    assert json.loads(capsys.readouterr().out)["result"]["valid"] is False


def test_a_fee_for_a_person_shows_how_it_was_reckoned(
    capsys: pytest.CaptureFixture[str],
) -> None:
    flags = ("--kind", "property-halved", "--amount", "150000", "--on", "2026-11-24")
    code, out, err = said(capsys, "calc", "fee", *flags)
    assert (code, err) == (0, [])
    # 50 + 90,000 × 2.5 % + 50,000 × 2 % = 3,300, and its half.
    assert out[0] == "fee: 1650.00"
    assert "超过 100,000.00元至 200,000.00元的部分：50,000.00 × 2.00% = 1,000.00" in out
    assert "3,300.00 × 1/2 = 1,650.00" in out
    assert out[-1].startswith("来源：《诉讼费用交纳办法》")


def test_flags_answer_like_a_line(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    line = {"kind": "claim-increased", "from": "100000", "to": "200000", "on": "2026-11-24"}
    flags = [text for name, value in line.items() for text in (f"--{name}", value)]
    code, answer = told(capsys, "calc", "fee", *flags)
    feed(monkeypatch, [json.dumps(line)])
    assert main(["calc", "fee", "--jsonl"]) == code == 0
    assert json.loads(capsys.readouterr().out) == answer
    assert answer["result"]["extra"] == "2000.00"  # 100,000 × 2 %


def test_today_decides_where_no_day_is_given(capsys: pytest.CaptureFixture[str]) -> None:
    flags = ("--schedule", "cn-1995-min", "--amount", "1000")
    code, answer = told(capsys, "calc", "arbitration-fee", *flags)
    # Whatever today is, it lies after the last day on which the decree's standing is confirmed.
    assert (code, answer["result"]["status"]) == (0, "unverified")


def test_a_period_takes_whole_numbers_and_truths_from_flags(
    capsys: pytest.CaptureFixture[str],
) -> None:
    flags = ("--start", "2026-09-11", "--length", "15", "--unit", "day")
    code, answer = told(capsys, "calc", "period", *flags)
    assert (code, answer["result"]["last_day"]) == (0, "2026-09-28")
    code, answer = told(capsys, "calc", "period", *flags, "--rollover", "false")
    assert (code, answer["result"]["last_day"]) == (0, "2026-09-26")
    code, _, err = said(capsys, "calc", "period", *flags, "--rollover", "no")
    assert code == ExitCode.DATA_REFUSED
    assert err[0].startswith("recoverydocs: --rollover: ")


def test_lines_of_fees_go_on_after_a_bad_one(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    feed(
        monkeypatch,
        [
            '{"kind": "property", "amount": "10000"}',
            '{"kind": "property", "amount": 10000.0}',
            '{"kind": "property", "amount": "10000", "on": "2007-03-31"}',
            '{"kind": "public-notice"}',
        ],
    )
    assert main(["calc", "fee", "--jsonl"]) == ExitCode.DATA_REFUSED
    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [answer.get("result", {}).get("fee") for answer in answers] == [
        "50.00",
        None,
        None,
        "100.00",
    ]
    assert [answer.get("error", {}).get("field") for answer in answers] == [
        None,
        "amount",
        "on",
        None,
    ]


def test_a_houses_own_schedule_is_reckoned_by(
    capsys: pytest.CaptureFixture[str], workspace: Path
) -> None:
    (workspace / "law").mkdir(exist_ok=True)
    (workspace / "law" / "arbitration_fees.toml").write_text(OWN_SCHEDULE, "utf-8")
    flags = ("--schedule", "example-commission", "--amount", "60000", "--on", "2026-11-24")
    code, answer = told(capsys, "calc", "arbitration-fee", *flags, "-w", workspace)
    # 100 + 59,000 × 2 % = 1,280.
    assert (code, answer["result"]["acceptance_fee"]) == (0, "1280.00")
    assert answer["result"]["status"] == "verified"
    code, _, err = said(capsys, "calc", "arbitration-fee", *flags)
    assert code == ExitCode.DATA_REFUSED
    assert "cn-1995-min、cn-1995-max" in err[0]


OWN_SCHEDULE = """
[meta]
id = "arbitration_fees"
version = "2026-11-24"
source = "示例仲裁委员会收费表，2026-03-01 公布"

[[table]]
id = "example-commission"
name = "示例仲裁委员会收费表"
statute = "示例仲裁委员会仲裁规则"
article = "附件一"
in_force_from = 2026-03-01
status = "verified"
brackets = [{ over = "0", up_to = "1000", flat = "100" }, { over = "1000", rate = "0.02" }]
"""
