"""A workbook with nothing in it but our styles; equal calls give equal octets.

The moment in it is fixed, as in every archive of the project.
"""

from __future__ import annotations

import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from xlsxwriter import Workbook

if TYPE_CHECKING:
    from collections.abc import Mapping

GRID: Mapping[str, object] = {"border": 1, "border_color": "#BFBFBF"}
"""The lines around a cell of a table."""
_FONT: Mapping[str, object] = {"font_name": "Noto Sans CJK SC", "font_size": 10}
_MOMENT = datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)
_A4 = 9


class Blank:
    """One workbook while it is written.

    Attributes:
        styles: XlsxWriter's formats by our names.
    """

    def __init__(self, styles: Mapping[str, Mapping[str, object]]) -> None:
        self._buffer = io.BytesIO()
        self._book = Workbook(self._buffer, {"in_memory": True})
        self._book.set_properties({"created": _MOMENT})
        self.styles = {
            name: self._book.add_format({**_FONT, **style}) for name, style in styles.items()
        }

    def page(self, name: str) -> Any:  # noqa: ANN401 - XlsxWriter is untyped
        """XlsxWriter's own sheet, A4 on its side, after the others."""
        made = self._book.add_worksheet(name)
        made.set_landscape()
        made.set_paper(_A4)
        return made

    def content(self) -> bytes:
        """The finished workbook."""
        self._book.close()
        return self._buffer.getvalue()
