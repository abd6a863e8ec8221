from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.names import check_name, check_together, decode_name, folded


@pytest.mark.parametrize(
    "name",
    [
        "mimetype",
        "files/001/催收通知书.docx",
        "META-INF/x.ers",
        "a-b_c.d",
        "文书(1) 副本.txt",
        "console",
    ],
)
def test_name_is_accepted(name: str) -> None:
    check_name(name)
    assert decode_name(name.encode()) == name


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("a/..", "NAME_TRAVERSAL"),
        ("a//b", "NAME_TRAVERSAL"),
        ("c:", "NAME_ABSOLUTE"),
        ("/", "NAME_ABSOLUTE"),
        ("a\\b", "NAME_BACKSLASH"),
        ("e\u0301", "NAME_NOT_NFC"),
        ("a\tb", "NAME_CHARACTER"),
        ("a\u2028b", "NAME_CHARACTER"),
        ("a\ue000", "NAME_CHARACTER"),
        ("a\u0378", "NAME_CHARACTER"),
        ("NUL", "NAME_CHARACTER"),
        ("x/lpt1.txt", "NAME_CHARACTER"),
        ("a ", "NAME_CHARACTER"),
        ("a./b", "NAME_CHARACTER"),
        ("a?b", "NAME_CHARACTER"),
    ],
)
def test_name_is_refused(name: str, code: str) -> None:
    with pytest.raises(CodedError, match=code):
        check_name(name)


@given(st.text(min_size=1, max_size=20))
def test_name_check_never_raises_anything_else(name: str) -> None:
    try:
        check_name(name)
    except CodedError as fault:
        assert fault.code.startswith("NAME_")  # noqa: PT017 - most names are refused, some not


def test_names_meet_without_case_and_width() -> None:
    assert folded("ＡＢ") == folded("ab")
    for names in (["a", "A"], ["ﬁ", "fi"], ["x", "x/y"], ["X/y", "x"]):
        with pytest.raises(CodedError, match="NAME_CASE_COLLISION"):
            check_together(names)
    check_together(["x/y", "x/z", "y"])
