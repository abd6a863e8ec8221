from __future__ import annotations

from typing import Any

import pytest
from tests.evidence import support as s

from recoverydocs.errors import ExitCode, TamperedError
from recoverydocs.evidence import Code, Conclusion, Verdict, verify


def verdict(word: Conclusion, *codes: Code) -> Verdict:
    return Verdict(word, codes, (), None, (), "recoverydocs")


def test_verdict_has_no_truth_value() -> None:
    with pytest.raises(TypeError, match="require_passed"):
        bool(verdict(Conclusion.TOTAL_PASSED))


def test_verdict_words_have_exit_codes_and_chinese() -> None:
    assert [word.exit_code for word in Conclusion] == [
        ExitCode.DONE,
        ExitCode.LOCAL_PASSED,
        ExitCode.INDETERMINATE,
        ExitCode.TOTAL_FAILED,
    ]
    assert [word.text for word in Conclusion] == [
        "核验通过（独立时间戳）",
        "完整性核验通过；时间仅为本机时钟，非独立证明",
        "无法得出结论",
        "核验不通过",
    ]


def test_verdict_require_passed() -> None:
    verdict(Conclusion.TOTAL_PASSED).require_passed()
    verdict(Conclusion.LOCAL_PASSED).require_passed(accept_local=True)
    with pytest.raises(TamperedError, match="本机时钟"):
        verdict(Conclusion.LOCAL_PASSED).require_passed()
    with pytest.raises(TamperedError, match=r"MAN_DIGEST 文件内容.*files/001/x"):
        verdict(Conclusion.TOTAL_FAILED, Code("MAN_DIGEST", "files/001/x")).require_passed(
            accept_local=True
        )


def test_verdict_as_json_has_the_members_of_the_design() -> None:
    answer = verify(s.one_revision() + b"x", s.local_trust(), s.AT).as_json("p.asice")
    assert set(answer) == {
        "path",
        "verdict",
        "codes",
        "revisions",
        "register",
        "not_checked",
        "tool",
        "plain",
        "delivery",
        "contradictions",
    }
    assert answer["plain"] == "已破坏：证据包末尾之后还有多余字节或注释"
    assert answer["codes"] == [
        {"code": "ZIP_TRAILING", "where": "", "text": "证据包末尾之后还有多余字节或注释"}
    ]
    good = verify(s.one_revision(), s.local_trust(), s.AT).as_json("p.asice")
    revisions: Any = good["revisions"]
    assert revisions[0]["class"] == "local"
    assert revisions[0]["proven_at"] == "2026-11-24T02:00:00+00:00"
    pending = verify(s.vector(7), s.vector_trust(), s.AT).as_json("p.asice")
    waiting: Any = pending["revisions"]
    assert waiting[0]["proven_at"] is None


def test_the_verdict_in_plain_words_says_what_since_when_and_by_whom() -> None:
    independent = verify(s.vector(1), s.vector_trust(), s.AT)
    assert independent.plain.startswith("已证明：文件自 2026-11-")
    assert independent.plain.endswith("证明")
    assert "CN=" in independent.plain or "TSA" in independent.plain
    local = verify(s.vector(2), s.vector_trust(), s.AT)
    assert "未经独立第三方证明" in local.plain
    two = verify(s.vector(4), s.vector_trust(), s.AT)
    assert "其后材料最迟" in two.plain
    pending = verify(s.vector(7), s.vector_trust(), s.AT)
    assert pending.plain.startswith("未证明：")
    broken = verify(s.vector(9), s.vector_trust(), s.AT)
    assert broken.plain == "已破坏：文件内容的 SHA-256 摘要与清单不符"
