"""The report as one HTML file: no script, nothing fetched, prints on A4.

Everything in it may be hostile text from a package: the template escapes all of it, and only
PNG and JPEG files are shown as pictures.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING

import segno
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

if TYPE_CHECKING:
    from jinja2 import Template

    from recoverydocs.evidence.report.facts import Report


def page(report: Report) -> bytes:
    """The report as HTML; the same report gives the same bytes."""
    pictures = {
        path: f"data:{kind};base64,{b64encode(content).decode()}"
        for path, (kind, content) in report.pictures.items()
    }
    text = _template().render(
        report=report,
        pictures=pictures,
        code=Markup(code_picture(report.code)),  # noqa: S704 - segno's own drawing
    )
    return text.encode("utf-8")


def code_picture(text: str) -> str:
    """A 2-D code (QR, level M) as SVG."""
    target = BytesIO()
    segno.make_qr(text, error="m").save(
        target, kind="svg", xmldecl=False, svgns=False, scale=3, border=2, omitsize=False
    )
    return target.getvalue().decode("utf-8")


@cache
def _template() -> Template:
    source = (resources.files("recoverydocs.evidence") / "data" / "report.html").read_text(
        "utf-8"
    )
    environment = Environment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    return environment.from_string(source)
