"""The compiled document engine: docxtpl's tags, sandboxed, strict, reproducible."""

from recoverydocs.documents.engine.check import check_template
from recoverydocs.documents.engine.compile import compile_template
from recoverydocs.documents.engine.readback import ReadBackError, read_back
from recoverydocs.documents.engine.render import CompiledTemplate, Rendered
from recoverydocs.documents.engine.values import (
    Listing,
    Picture,
    RichParagraph,
    RichParagraphs,
    RichText,
    Run,
)

__all__ = [
    "CompiledTemplate",
    "Listing",
    "Picture",
    "ReadBackError",
    "Rendered",
    "RichParagraph",
    "RichParagraphs",
    "RichText",
    "Run",
    "check_template",
    "compile_template",
    "read_back",
]
