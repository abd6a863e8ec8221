from __future__ import annotations

import struct

import pytest
from tests.documents.printed import picture, printed

from recoverydocs.documents.seal_picture import Place, SealPicture
from recoverydocs.errors import DataRefusedError

OVER = ("（公章）", "（盖章）")


def seal(width_mm: int = 42, columns: int = 40, rows: int = 40) -> SealPicture:
    return SealPicture.of(picture(columns, rows), width_mm, OVER)


def test_picture_is_centred_on_the_words_that_ask_for_a_chop() -> None:
    pdf = printed([[(80, 700, "催款通知书")], [(200, 300, "示例银行（公章）")]])
    # Four characters of 16 points before the words: they stand from 264 to 328, centre 296;
    # their middle is a third of 16 points above the baseline, 305.3. 42 mm are 119.06 points.
    assert seal().place(pdf) == Place(1, (236, 246, 356, 365))


def test_words_drawn_in_pieces_are_found() -> None:
    whole = printed([[(264, 300, "（公章）")]])
    pieces = printed([[(264, 300, "（公"), (296, 300, "章"), (312, 300, "）")]])
    assert seal().place(pieces) == seal().place(whole)


def test_the_first_words_of_the_list_win_then_the_first_place() -> None:
    pdf = printed(
        [[(100, 500, "（盖章）")], [(100, 400, "（公章）")], [(100, 300, "（公章）")]]
    )
    place = seal().place(pdf)
    assert place is not None
    assert (place.page, place.box[1]) == (1, 346)


def test_words_broken_over_two_lines_are_met_where_they_begin() -> None:
    place = seal().place(printed([[(500, 300, "（公"), (80, 280, "章）")]]))
    assert place is not None
    assert place.box[1] == 246


def test_picture_stays_on_the_page() -> None:
    place = seal().place(printed([[(0, 10, "（公章）")]]))
    assert place == Place(0, (0, 0, 119, 119))
    place = seal().place(printed([[(540, 830, "（公章）")]]))
    assert place == Place(0, (476, 723, 595, 842))


def test_picture_keeps_its_proportions() -> None:
    place = seal(width_mm=50, columns=100, rows=40).place(printed([[(264, 300, "（公章）")]]))
    assert place is not None
    left, bottom, right, top = place.box
    # 50 mm are 141.7 points; two fifths of that are 56.7.
    assert (right - left, top - bottom) == (142, 57)


def test_without_the_words_there_is_no_place() -> None:
    assert seal().place(printed([[(80, 700, "印章：")]])) is None


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"\xff\xd8 a photograph", "not a PNG"),
        (b"\x89PNG\r\n\x1a\n", "not a PNG"),
        (picture(columns=0), "not a PNG"),
        (picture(alpha=False), "would hide the words under it"),
        (picture() + bytes(1024 * 1024), "larger than 1 MiB"),
    ],
)
def test_a_picture_that_will_not_do_is_refused(content: bytes, reason: str) -> None:
    with pytest.raises(DataRefusedError, match=reason):
        SealPicture.of(content, 42, OVER)


def test_a_transparent_colour_is_enough() -> None:
    plain = picture(alpha=False)
    chunk = struct.pack(">I", 6) + b"tRNS" + b"\x00\xff\x00\xff\x00\xff" + bytes(4)
    assert SealPicture.of(plain[:33] + chunk + plain[33:], 42, OVER).width_mm == 42
