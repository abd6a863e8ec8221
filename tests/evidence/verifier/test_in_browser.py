"""The page in a real Chromium, from the disk: what it shows, by what keys, asking nobody."""

from __future__ import annotations

import io
import struct
import unicodedata
import zlib
from base64 import b64encode
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader
from tests.evidence import support as s
from tests.evidence.test_octets import signed_package
from tests.evidence.verifier.browser import ENTER, SPACE, TAB, Browser, chromium
from tests.evidence.verifier.in_node import PAGE

from recoverydocs.evidence import seal, stamp, verify
from recoverydocs.evidence.report import words

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

INDEPENDENT, LOCAL = s.VECTORS / "root-independent.pem", s.VECTORS / "root-local.pem"
AT = "2026-11-10T08:00:00"
"""In Beijing time: the moment at which the vectors are looked at."""
A4 = (595, 842)

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def window(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("chromium")) as browser:
        browser.open("about:blank")
        yield browser


@pytest.fixture
def page(window: Browser) -> Iterator[Browser]:
    """The page, just opened, at the moment of the vectors; what it does is watched."""
    window.requests()
    window.complaints()
    window.open()
    set_moment(window, AT)
    yield window
    assert window.complaints() == []
    asked = set(window.requests())
    assert {one for one in asked if not one.startswith(("blob:", "data:"))} <= {PAGE.as_uri()}


def set_moment(window: Browser, text: str) -> None:
    window.run(
        "const field = document.getElementById('at'); field.value = arguments[0];"
        "field.dispatchEvent(new Event('change'))",
        text,
    )


def vector(number: int) -> Path:
    (path,) = s.VECTORS.glob(f"{number:02}-*.asice")
    return path


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("number", "verdict", "beginning"),
    [
        (1, "TOTAL-PASSED", "已证明：文件自 2026-11-02 10:00:05 起未被改动。"),
        (
            2,
            "LOCAL-PASSED",
            "已证明：文件完整，自 2026-11-02 10:00:05 起未被改动。但该时间只是",
        ),
        (3, "TOTAL-PASSED", "已证明：文件自 2026-11-02 10:00:05 起未被改动。"),
        (6, "TOTAL-PASSED", "已证明：文件自 2026-11-02 10:00:05 起未被改动。"),
        (7, "INDETERMINATE", "未证明：最后一次修订尚未取得时间戳"),
        (9, "TOTAL-FAILED", "已破坏：文件内容的 SHA-256 摘要与清单不符"),
        (11, "TOTAL-FAILED", "已破坏：证据包末尾之后还有多余字节或注释"),
        (13, "TOTAL-FAILED", "已破坏：时间戳令牌"),
    ],
)
def test_page_shows_the_verdict_first(
    page: Browser, number: int, verdict: str, beginning: str
) -> None:
    page.give("#roots", INDEPENDENT, LOCAL)
    page.give("#package", vector(number))
    lines = [line for line in page.answer().splitlines() if line.strip() not in "√△？×"]
    assert lines[0].startswith(beginning), lines[:3]
    wanted = verify(vector(number).read_bytes(), s.vector_trust(), s.AT)
    assert lines[0] == wanted.plain
    assert lines[1].startswith(verdict)
    assert words.FIXED in lines
    assert (words.LOCAL_TIME in lines) == (number == 2)
    assert all(code.code in page.text("#answer") for code in wanted.codes)


def test_page_says_why_parts_are_missing_where_it_read_no_package(
    page: Browser, tmp_path: Path
) -> None:
    page.give("#package", written(tmp_path, "none.asice", b"no package at all"))
    page.answer()
    assert "第三至第七项从略" in page.text("#answer")


def test_page_without_roots_shows_the_certificate_to_compare(page: Browser) -> None:
    page.give("#package", vector(1))
    text = page.answer()
    assert "INDETERMINATE" in text
    assert "TRUST_UNKNOWN" in text
    (revision,) = verify(vector(1).read_bytes(), s.vector_trust(), s.AT).revisions
    digest = revision.tsa_certificate_sha256
    assert " ".join(digest[at : at + 8] for at in range(0, 64, 8)) in text


def test_page_finds_a_package_cut_back_by_its_register(page: Browser) -> None:
    page.give("#roots", INDEPENDENT)
    page.give("#register", s.VECTORS / "register.jsonl")
    page.give("#stamps", s.VECTORS / "stamps/000001.tst")
    page.give("#package", vector(14))
    assert "REG_ROLLBACK" in page.answer()
    page.give("#package", vector(15))
    page.wait_until("return document.querySelector('#answer .TOTAL-PASSED')")


def test_page_is_worked_by_keys_alone(page: Browser) -> None:
    page.give("#package", vector(4))
    page.give("#roots", INDEPENDENT)
    page.wait_until("return document.querySelector('#answer .TOTAL-PASSED')")
    page.run("document.activeElement.blur(); window.getSelection().removeAllRanges()")
    page.run("document.body.tabIndex = -1; document.body.focus()")
    page.press([TAB])
    assert page.focused() == "language"
    page.press([ENTER])
    assert page.text("h1") == "Offline verifier of evidence packages"
    assert "Proven: " in page.text("#answer")
    page.press([ENTER])
    assert page.text("h1") == "证据包离线核验"
    seen = []
    for _ in range(24):
        page.press([TAB])
        seen.append(page.focused())
        if seen[-1] == "显示":
            break
    assert {"package", "roots", "register", "stamps", "at", "unmask", "print"} <= set(seen)
    assert seen[-1] == "显示"
    page.press([SPACE])
    page.wait_until(
        "return document.querySelector('iframe')?.contentDocument.querySelector('pre') !== null"
    )
    assert page.focused() == "收起"
    page.press([SPACE])
    assert page.run("return document.querySelector('iframe')") is None


def test_page_says_everything_in_english_too(page: Browser) -> None:
    page.give("#package", vector(9))
    page.answer()
    page.run("document.getElementById('language').click()")
    text = page.text("body")
    assert "Broken: SHA-256 differs" in text
    assert "verification failed" in text
    assert page.run("return document.documentElement.lang") == "en"
    # Of the page's own words only the name of the other language is Chinese.
    own = page.run(
        "return [...document.querySelectorAll('[data-text], h2, th, .hint, .fixed p, li')]"
        ".map((each) => each.textContent).join('\\n')"
    )
    left = [line for line in own.splitlines() if any("一" <= mark <= "鿿" for mark in line)]
    assert left == ["中文"]


def test_page_takes_what_is_dropped_on_it(page: Browser) -> None:
    drop = (
        "const held = new DataTransfer();"
        "const octets = (text) => Uint8Array.from(atob(text), (mark) => mark.charCodeAt(0));"
        "for (const [name, text] of arguments[0])"
        "  held.items.add(new File([octets(text)], name));"
        "document.body.dispatchEvent("
        "  new DragEvent('drop', { dataTransfer: held, bubbles: true, cancelable: true }))"
    )
    files = [
        (path.name, b64encode(path.read_bytes()).decode()) for path in (vector(1), INDEPENDENT)
    ]
    page.run(drop, [*files, ["photo.bmp", ""]])
    page.wait_until("return document.querySelector('#answer .TOTAL-PASSED')")
    assert page.text("#complaints") == "不认识的文件，未采用：photo.bmp"


def test_page_names_a_root_that_it_cannot_read(page: Browser, tmp_path: Path) -> None:
    page.give("#roots", written(tmp_path, "bad.pem", b"no certificate"))
    page.wait_until("return document.querySelector('#complaints li')")
    assert page.text("#complaints") == "无法读取的根证书，未采用：bad.pem"
    assert page.run("return document.querySelectorAll('#root-list li').length") == 0


def test_page_asks_what_a_root_is_for(page: Browser) -> None:
    page.give("#package", vector(1))
    page.give("#roots", INDEPENDENT)
    page.wait_until("return document.querySelector('#answer .TOTAL-PASSED')")
    page.run(
        "const kind = document.querySelector('#root-list select'); kind.value = 'local';"
        "kind.dispatchEvent(new Event('change'))"
    )
    page.wait_until("return document.querySelector('#answer .LOCAL-PASSED')")
    page.run("document.querySelector('#root-list button').click()")
    page.wait_until("return document.querySelector('#answer .INDETERMINATE')")


def test_page_drops_the_answer_of_a_file_that_was_taken_back(page: Browser) -> None:
    page.give("#roots", INDEPENDENT)
    page.give("#package", vector(1))
    page.answer()
    page.give("#package", vector(9))
    page.wait_until("return document.querySelector('#answer .TOTAL-FAILED')")
    assert page.run("return document.querySelector('#answer .TOTAL-PASSED')") is None


HOSTILE = '<img src=x onerror="document.title=1"><script>document.title=1</script>'


def hostile(folder: Path) -> Path:
    """A package whose every text would like to be markup, or to turn its neighbours."""
    document = s.contents().document
    assert document is not None
    exhibits = (
        *s.contents().exhibits,
        s.exhibit("'; alert(1) & 题.json", b"<script>alert(1)</script>", title=HOSTILE),
        s.exhibit("page.html", HOSTILE.encode(), media_type="text/html"),
        s.exhibit("image.png", HOSTILE.encode(), media_type="image/png"),
        s.exhibit("shape.svg", b"<svg onload='alert(1)'/>", media_type="image/svg+xml"),
        s.exhibit("note.txt", HOSTILE.encode() + "\u202egnp.exe".encode()),
        s.exhibit("right.png", png(), media_type="image/png"),
    )
    contents = s.contents(
        document=replace(document, title=HOSTILE, number=f"{HOSTILE}1"),
        note=f"{HOSTILE}\u200f\u200b",
        issuer_name=HOSTILE,
        exhibits=exhibits,
        delivery=(s.posting(addressee=HOSTILE, slip_contents=HOSTILE),),
    )
    (package,) = stamp([seal(contents)], s.stamper())
    return written(folder, "hostile.asice", package)


def png() -> bytes:
    """A red picture of 8 × 8 points."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return (
            struct.pack(">I", len(content))
            + kind
            + content
            + struct.pack(">I", zlib.crc32(kind + content))
        )

    head = struct.pack(">2I5B", 8, 8, 8, 2, 0, 0, 0)
    rows = (b"\0" + b"\xcc\x11\x11" * 8) * 8
    parts = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


def test_page_shows_a_hostile_package_as_text(page: Browser, tmp_path: Path) -> None:
    page.give("#package", hostile(tmp_path))
    set_moment(page, "2026-12-01T00:00:00")
    page.answer()
    page.run("document.getElementById('unmask').click()")
    text = page.text("#answer")
    assert text.count(HOSTILE) >= 6
    assert "⟨U+200F⟩⟨U+200B⟩" in text
    assert page.run("return document.title") == "证据包离线核验"
    made = "return document.querySelectorAll('#answer img, #answer script, #answer svg').length"
    assert page.run(made) == 0
    shown = page.run(
        "return [...document.querySelectorAll('.actions')].map((each) => "
        "[each.parentNode.firstChild.textContent, each.querySelectorAll('button').length])"
    )
    # Two buttons show and save, one only saves: a page, a drawing, a picture that is none.
    assert {path.rsplit("/", 1)[-1]: count for path, count in shown} == {
        "source.json": 2,
        "催收通知书.txt": 2,
        "'; alert(1) & 题.json": 2,
        "note.txt": 2,
        "right.png": 2,
        "page.html": 1,
        "image.png": 1,
        "shape.svg": 1,
    }


def test_page_shows_text_and_pictures_in_a_frame_that_runs_nothing(
    page: Browser, tmp_path: Path
) -> None:
    page.give("#package", hostile(tmp_path))
    set_moment(page, "2026-12-01T00:00:00")
    page.answer()
    page.run(
        "for (const each of document.querySelectorAll('.actions button[aria-expanded]'))"
        "  each.click();"
    )
    page.wait_until(
        "return [...document.querySelectorAll('iframe')].some("
        "(each) => each.contentDocument.querySelector('img')?.naturalWidth === 8)"
    )
    frames = page.run(
        "return [...document.querySelectorAll('iframe')].map((each) => "
        "[each.getAttribute('sandbox'), each.contentDocument.body.innerText])"
    )
    assert {sandbox for sandbox, _ in frames} == {"allow-same-origin"}
    assert any(f"{HOSTILE}⟨U+202E⟩gnp.exe" in text for _, text in frames)
    assert page.run("return document.title") == "证据包离线核验"


def test_page_saves_a_file_as_octets_under_its_own_name(page: Browser) -> None:
    page.give("#package", vector(1))
    page.answer()
    page.run(
        "window.saved = []; HTMLAnchorElement.prototype.click = function () {"
        "  window.saved.push([this.download, new URL(this.href).protocol]); };"
        "for (const each of document.querySelectorAll('.actions')) each.lastChild.click();"
    )
    names = ["source.json", "催收通知书.txt"]
    assert page.run("return window.saved") == [[name, "blob:"] for name in names]


def test_page_masks_persons_until_somebody_wants_them(page: Browser) -> None:
    page.give("#package", vector(4))
    text = page.answer()
    statement = verify(vector(4).read_bytes(), s.vector_trust(), s.AT).delivery[0].statement
    assert statement["addressee"] not in text
    assert statement["address"]["value"] not in text
    page.run("document.getElementById('unmask').click()")
    assert statement["addressee"] in page.text("#answer")
    assert statement["address"]["value"] in page.text("#answer")


def test_page_prints_on_a4(page: Browser, tmp_path: Path) -> None:
    package = written(tmp_path, "signed.asice", signed_package())
    page.give("#package", package)
    set_moment(page, "2026-12-01T00:00:00")
    page.answer()
    read = PdfReader(io.BytesIO(page.printed()))
    sizes = {(round(one.mediabox.width), round(one.mediabox.height)) for one in read.pages}
    assert sizes == {A4}
    # A font may have one glyph for a character and its twin among the radicals.
    texts = [unicodedata.normalize("NFKC", one.extract_text()) for one in read.pages]
    first, text = texts[0], "".join(texts)
    assert "INDETERMINATE" in first
    assert "未证明" in first
    assert "八、未核验项" in text
    # What is for the screen only stays there.
    assert "移除" not in text
    assert "保存" not in text
