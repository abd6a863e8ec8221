"""Rich text and pictures as WordprocessingML."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from recoverydocs.documents.engine.escape import break_lines, escape

if TYPE_CHECKING:
    from recoverydocs.documents.engine.values import Picture, RichParagraph, RichText, Run

IMAGE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006"
_TYPES = {"png": "image/png", "jpg": "image/jpeg"}
_OPEN_TEXT = '<w:t xml:space="preserve">'


def rich_xml(rich: RichText) -> str:
    """The runs of a rich text."""
    return "".join(_run_xml(run) for run in rich.runs)


def paragraph_xml(paragraph: RichParagraph) -> str:
    """A paragraph with its runs."""
    style = paragraph.style
    dress = f'<w:pPr><w:pStyle w:val="{escape(style)}"/></w:pPr>' if style else ""
    return f"<w:p>{dress}{rich_xml(paragraph.rich)}</w:p>"


def _run_xml(run: Run) -> str:
    dress = _dress(run)
    properties = f"<w:rPr>{dress}</w:rPr>" if dress else ""
    text = break_lines(escape(run.text), properties)
    return f"<w:r>{properties}{_OPEN_TEXT}{text}</w:t></w:r>"


def _dress(run: Run) -> str:
    """The run's properties in the order of the schema."""
    font = escape(run.font)
    fonts = " ".join(f'w:{script}="{font}"' for script in ("ascii", "eastAsia", "hAnsi", "cs"))
    marks = (
        (run.style, f'<w:rStyle w:val="{escape(run.style)}"/>'),
        (run.font, f"<w:rFonts {fonts}/>"),
        (run.bold, "<w:b/>"),
        (run.italic, "<w:i/>"),
        (run.strike, "<w:strike/>"),
        (run.color, f'<w:color w:val="{escape(run.color.removeprefix("#"))}"/>'),
        (run.size, f'<w:sz w:val="{run.size}"/><w:szCs w:val="{run.size}"/>'),
        (run.underline, f'<w:u w:val="{run.underline}"/>'),
        (
            run.highlight,
            f'<w:shd w:val="clear" w:fill="{escape(run.highlight.removeprefix("#"))}"/>',
        ),
        (run.vertical, f'<w:vertAlign w:val="{run.vertical}"/>'),
        (run.lang, f'<w:lang w:val="{escape(run.lang)}"/>'),
    )
    return "".join(xml for wanted, xml in marks if wanted)


def media_name(picture: Picture) -> str:
    """The part that a picture lies in, named after its octets."""
    return f"word/media/{sha256(picture.content).hexdigest()[:16]}.{picture.extension}"


def picture_xml(picture: Picture, relation: str, number: int, run: str) -> str:
    """A picture inside ``w:t``: the text before it is closed, and opened again after it."""
    file = media_name(picture).rpartition("/")[2]
    size = f'cx="{picture.width}" cy="{picture.height}"'
    return (
        f"</w:t></w:r><w:r><w:drawing>"
        f'<wp:inline xmlns:wp="{_DRAWING}/wordprocessingDrawing" xmlns:a="{_DRAWING}/main"'
        f' xmlns:pic="{_DRAWING}/picture" xmlns:r="{IMAGE.removesuffix("/image")}">'
        f'<wp:extent {size}/><wp:docPr id="{number}" name="Picture {number}"/>'
        f'<wp:cNvGraphicFramePr><a:graphicFrameLocks noChangeAspect="1"/>'
        f"</wp:cNvGraphicFramePr><a:graphic>"
        f'<a:graphicData uri="{_DRAWING}/picture"><pic:pic><pic:nvPicPr>'
        f'<pic:cNvPr id="0" name="{file}"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
        f'<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>'
        f'<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext {size}/></a:xfrm>'
        f'<a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic>'
        f"</wp:inline></w:drawing></w:r><w:r>{run}{_OPEN_TEXT}"
    )


def relationship_xml(relation: str, picture: Picture) -> str:
    """The relationship of a part to its picture; both lie under ``word/``."""
    target = media_name(picture).removeprefix("word/")
    return f'<Relationship Id="{relation}" Type="{IMAGE}" Target="{target}"/>'


def default_type_xml(extension: str) -> str:
    """The content type of all pictures of one extension."""
    return f'<Default Extension="{extension}" ContentType="{_TYPES[extension]}"/>'
