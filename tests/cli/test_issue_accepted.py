"""What `issue --pdf` makes of every kind is accepted by other people's tools."""

from __future__ import annotations

import shutil
import zipfile
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from docx import Document
from pypdf import PdfReader
from tests.cli.support import DAY, SAMPLES, told
from tests.evidence.test_interop import DATA, needs, run

from recoverydocs.cli.main import main
from recoverydocs.documents import find_kinds, kind_of
from recoverydocs.documents.engine import read_back
from recoverydocs.documents.fonts import find_fonts
from recoverydocs.errors import ExitCode
from recoverydocs.evidence import token_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ISSUED = {
    "dunning-notice": "11-final-demand-rare-name.json",
    "guarantor-notice": "02-guarantors.json",
    "supplementary-agreement": "09-repayment-agreement.json",
    "preservation-application": "03-mortgage-in-suit.json",
    "arbitration-application": "05-arbitration.json",
    "internal-filing": "11-final-demand-rare-name.json",
}
pytestmark = pytest.mark.slow
needs_office = pytest.mark.skipif(
    shutil.which("soffice") is None or not find_fonts(["宋体"]).files,
    reason="needs LibreOffice Writer and fonts-noto-cjk",
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("accepted") / "house"
    assert main(["init", str(folder)]) == 0
    for kind, name in ISSUED.items():
        order = ["issue", kind, *DAY, "-w", str(folder), str(SAMPLES / name)]
        # The plan of the sample has fixed days; the agreement is dated today.
        order += ["--override", "AGR-DATE=样例的还款计划日期是固定的"]
        assert main([*order, "--pdf"] if shutil.which("soffice") else order) == 0, kind
    return folder


def packages(house: Path) -> Iterator[tuple[str, Path]]:
    for kind in ISSUED:
        found = sorted((house / "packages").rglob(f"{kind}/*.asice"))
        assert found, kind
        yield from ((kind, path) for path in found)


@pytest.fixture(scope="module")
def unpacked(house: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[Path, Path]:
    folders = {}
    for _, package in packages(house):
        folders[package] = tmp_path_factory.mktemp("unpacked")
        with zipfile.ZipFile(package) as archive:
            archive.extractall(folders[package])
    return folders


def test_every_kind_was_issued() -> None:
    assert set(ISSUED) == set(find_kinds())


@needs("sha256sum")
@needs("unzip")
def test_sums_and_archives_hold(unpacked: dict[Path, Path]) -> None:
    for package, folder in unpacked.items():
        assert "No errors" in run("unzip", "-t", str(package), cwd=folder)
        run("sha256sum", "-c", "--strict", "SHA256SUMS-001.txt", cwd=folder)


@needs("xmllint")
def test_xml_follows_the_schema(unpacked: dict[Path, Path]) -> None:
    schema = str(DATA / "asic-manifest.xsd")
    for folder in unpacked.values():
        for xml in folder.glob("META-INF/ASiC*.xml"):
            run("xmllint", "--nonet", "--noout", "--schema", schema, str(xml), cwd=folder)


@needs("openssl")
def test_openssl_verifies_the_token(house: Path, tmp_path: Path) -> None:
    root = str(house / "trust" / "local" / "local-tsa.pem")
    for _, package in packages(house):
        digest, token = token_of(package.read_bytes(), 1)
        (tmp_path / "t.tst").write_bytes(token)
        said = run(
            "openssl", "ts", "-verify", "-digest", digest, "-in", "t.tst", "-token_in",
            "-CAfile", root, cwd=tmp_path,
        )  # fmt: skip
        assert "Verification: OK" in said


def test_python_docx_reads_the_text_that_we_read(unpacked: dict[Path, Path]) -> None:
    for folder in unpacked.values():
        (file,) = (folder / "files" / "001").glob("*.docx")
        word = Document(BytesIO(file.read_bytes()))
        ours = read_back(file.read_bytes())
        paragraphs = [each.text for each in word.paragraphs if each.text.strip()]
        assert len(paragraphs) > 5
        assert [text for text in paragraphs if text not in ours] == []
        assert word.core_properties.title


@needs_office
def test_pdf_copies_are_whole_and_embed_their_fonts(unpacked: dict[Path, Path]) -> None:
    for folder in unpacked.values():
        (file,) = (folder / "files" / "001").glob("*.pdf")
        pages = PdfReader(file).pages
        assert len(pages) >= 2
        text = "".join(page.extract_text() for page in pages)
        assert "草稿" not in text
        fonts = [font for page in pages for font in _fonts(page)]
        assert fonts
        assert all(_is_embedded(font) for font in fonts)


def _fonts(page: Any) -> list[Any]:  # noqa: ANN401 - pypdf's objects
    return [font.get_object() for font in page["/Resources"]["/Font"].values()]


def _is_embedded(font: Any) -> bool:  # noqa: ANN401 - pypdf's objects
    inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
    described = inner["/FontDescriptor"].get_object()
    return bool({"/FontFile", "/FontFile2", "/FontFile3"} & described.keys())


@needs_office
def test_rare_character_stands_in_the_copy(unpacked: dict[Path, Path]) -> None:
    texts = [
        "".join(page.extract_text() for page in PdfReader(file).pages)
        for folder in unpacked.values()
        for file in folder.glob("files/001/dunning-notice*.pdf")
    ]
    assert any("䶮" in text for text in texts)


def test_each_package_passes_our_own_check(
    house: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    paths = [path for _, path in packages(house)]
    code, answer = told(capsys, "verify", "-w", house, *paths)
    assert code == ExitCode.LOCAL_PASSED
    assert {each["verdict"] for each in answer["packages"]} == {"LOCAL-PASSED"}
    titles = {kind_of(kind).title for kind in ISSUED}
    assert len(titles) == 6


def test_without_libreoffice_nothing_is_issued(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    house = tmp_path / "house"
    assert main(["init", str(house)]) == 0
    monkeypatch.setattr("shutil.which", lambda *_: None)
    first = SAMPLES / "01-first-demand.json"
    code, answer = told(capsys, "issue", "dunning-notice", *DAY, "-w", house, first, "--pdf")
    assert code == ExitCode.OUTSIDE_FAILED
    assert "libreoffice-writer-nogui" in answer["error"]["message"]
    assert not list(house.rglob("*.asice"))
