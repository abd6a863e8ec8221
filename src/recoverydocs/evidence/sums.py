"""``SHA256SUMS-NNN.txt``: every entry before it, for ``sha256sum -c``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.evidence.layout import octets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def write_sums(names: Iterable[str], digests: Mapping[str, bytes]) -> bytes:
    r"""One line an entry, sorted by the octets of its name.

    >>> write_sums(["b", "a"], {"a": b"\x01", "b": b"\x02"})
    b'01  a\n02  b\n'
    """
    lines = (f"{digests[name].hex()}  {name}\n" for name in sorted(names, key=octets))
    return "".join(lines).encode("utf-8")
