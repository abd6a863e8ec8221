"""Draws docs/gallery/verifier.png: the offline verifier with a public vector, in Chromium.

Run it from the root of the project, `PYTHONPATH=. python scripts/draw_verifier.py`, and look at
the picture before you commit it. Needs chromium and chromium-driver.
"""

from __future__ import annotations

import io
import tempfile
from pathlib import Path

from PIL import Image
from tests.evidence.verifier.browser import chromium

ROOT = Path(__file__).resolve().parents[1]
PICTURE = ROOT / "docs" / "gallery" / "verifier.png"
VECTORS = ROOT / "tests" / "evidence" / "vectors"
MOMENT = "2026-11-10T08:00:00"
SHADES = 64


def main() -> None:
    """Give the page a package and a root, and keep what it shows."""
    with tempfile.TemporaryDirectory() as folder, chromium(Path(folder)) as window:
        window.open()
        window.run(
            "const field = document.getElementById('at'); field.value = arguments[0];"
            "field.dispatchEvent(new Event('change'))",
            MOMENT,
        )
        window.give("#roots", VECTORS / "root-independent.pem")
        window.give("#package", VECTORS / "04-ok-receipt.asice")
        window.answer()
        window.wait_until("return document.querySelector('#answer .TOTAL-PASSED') !== null")
        picture = Image.open(io.BytesIO(window.picture())).convert("RGB")
        picture.quantize(SHADES).save(PICTURE, optimize=True)


if __name__ == "__main__":
    main()
