"""How much of a package is read at most; a caller may lower a limit, never raise it."""

from __future__ import annotations

from dataclasses import dataclass, fields

MEBIBYTE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds for one package; the defaults are those of the format.

    Attributes:
        package: octets of the whole container.
        entry: octets of one entry.
        entries: number of entries.
        name: octets of an entry's name.
        json: octets of one JSON document.
        json_depth: levels of nesting in JSON.
    """

    package: int = 1024 * MEBIBYTE
    entry: int = 256 * MEBIBYTE
    entries: int = 4096
    name: int = 240
    json: int = 16 * MEBIBYTE
    json_depth: int = 32

    def __post_init__(self) -> None:
        """Refuse a limit above that of the format."""
        for field in fields(self):
            value = getattr(self, field.name)
            if not 0 < value <= int(str(field.default)):
                message = f"limit {field.name}={value}: must be between 1 and {field.default}"
                raise ValueError(message)


LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Unread:
    """A file that stays unread, since it is larger than a package may be.

    Attributes:
        size: its octets.
    """

    size: int
