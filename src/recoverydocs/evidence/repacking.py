"""A package that something packed again, such as a mail gateway: its original octets back.

The one place that reads a ZIP leniently, and it decides nothing: it takes the entries out of
whatever container they are in, puts them into the one order of the format and writes the one
container that they have. Whether that is the package is for ``verify`` to say.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from recoverydocs.errors import DataRefusedError
from recoverydocs.evidence.codes import CodedError
from recoverydocs.evidence.container import write_zip
from recoverydocs.evidence.layout import in_order
from recoverydocs.evidence.limits import LIMITS, Limits
from recoverydocs.evidence.names import check_name

_HEADER = b"PK\x01\x02"
_HEADERS_AN_ENTRY = 16
"""A document is often a ZIP itself: so many headers may stand in a container an entry."""
_TOO_MANY = "压缩包内的文件数量超过证据包的上限，未重新打包"
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
    NotImplementedError,
    RuntimeError,
    EOFError,
    OSError,
    ValueError,
    IndexError,
)
"""All that the standard library's reader has been seen to raise at octets that are no ZIP."""
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""What is met on the way; others may ask for gigabytes before the first octet comes."""


def repack(data: bytes, limits: Limits = LIMITS) -> bytes:
    """The one container of the entries that these octets hold.

    Folders are left out; a prefix or a comment of the archive is too.

    Raises:
        DataRefusedError: not a ZIP that can be read, an entry twice, encrypted or packed in
            another way than by deflate, or more than the limits allow.
        TamperedError: the entries are not those of a package; the code says which is not.
    """
    if len(data) > limits.package:
        raise DataRefusedError("文件超过证据包的大小上限，未重新打包")
    if data.count(_HEADER) > _HEADERS_AN_ENTRY * limits.entries:
        raise DataRefusedError(_TOO_MANY)
    try:
        entries = _entries(data, limits)
        for name in entries:
            check_name(name)
        return write_zip(in_order(entries))
    except CodedError as fault:
        raise fault.as_tampered() from fault


def _entries(data: bytes, limits: Limits) -> dict[str, bytes]:
    entries: dict[str, bytes] = {}
    left = limits.package
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as opened:
            infos = [info for info in opened.infolist() if not info.is_dir()]
            if len(infos) > limits.entries:
                raise DataRefusedError(_TOO_MANY)
            for info in infos:
                if info.filename in entries:
                    raise DataRefusedError("压缩包内有重名文件，无法判断哪一份是原件")
                if info.compress_type not in _METHODS:
                    raise DataRefusedError("压缩包的压缩方式不是 deflate，未重新打包")
                # The size that is stated may lie: no more is read than the limit allows.
                most = min(limits.entry, left)
                with opened.open(info) as file:
                    content = file.read(most + 1)
                if len(content) > most:
                    raise DataRefusedError("压缩包展开后超过证据包的大小上限，未重新打包")
                left -= len(content)
                entries[info.filename] = content
    except _UNREADABLE as error:
        raise DataRefusedError("不是可以读取的 ZIP 文件，未重新打包") from error
    return entries
