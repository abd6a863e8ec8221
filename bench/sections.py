"""The sections of results.md, each of which one script writes anew."""

from __future__ import annotations

import re
from pathlib import Path

RESULTS = Path(__file__).with_name("results.md")


def put(section: str) -> None:
    """Put a section, which begins with its heading, in the place of the one it had."""
    heading = section.partition("\n")[0]
    text = RESULTS.read_text("utf-8") if RESULTS.exists() else "# Results\n"
    found = re.search(rf"^{re.escape(heading)}\n.*?(?=^## |\Z)", text, re.DOTALL | re.MULTILINE)
    if found:
        text = f"{text[: found.start()]}{section.rstrip()}\n\n{text[found.end() :]}"
    else:
        text = f"{text.rstrip()}\n\n{section}"
    RESULTS.write_text(f"{text.rstrip()}\n", "utf-8")
