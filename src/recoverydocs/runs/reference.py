"""What stands for a case in register and manifests, and the ids of packages."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from uuid import UUID

from recoverydocs.errors import DataRefusedError, Finding, Severity

if TYPE_CHECKING:
    from datetime import datetime

_PERSONAL = re.compile(r"(?<!\d)(\d{17}[\dXx]|1[3-9]\d{9}|\d{16,19})(?!\d)")


@dataclass(frozen=True, slots=True)
class CaseReference:
    """How cases are named outside their own data.

    Attributes:
        scheme: ``plain`` or ``hmac-sha256``.
        key: the workspace's secret, 32 octets; never leaves it.
    """

    scheme: str
    key: bytes = field(repr=False)

    @property
    def key_id(self) -> str | None:
        """The name of the key, as a manifest with keyed digests gives it."""
        if self.scheme == "plain":
            return None
        return "key-" + hashlib.sha256(b"recoverydocs key name\0" + self.key).hexdigest()[:16]

    def of(self, case_id: str) -> str:
        """The reference of one case: its id, or the keyed digest of it.

        Raises:
            DataRefusedError: an id that looks like an identity, card or phone number, where
                ids are written as they are.
        """
        if self.scheme != "plain":
            return hmac.new(self.key, case_id.encode(), hashlib.sha256).hexdigest()
        if _PERSONAL.search(case_id):
            finding = Finding(
                Severity.FAULT,
                "case-id-personal",
                "案件",
                "案件编号疑似身份证号、卡号或手机号，不得写入文号簿和证据包清单",
                "请改用不含个人信息的案件编号，或在 recoverydocs.toml 中将 case_reference 设为 "
                "hmac-sha256",
                "case_id",
                "案件编号",
            )
            raise DataRefusedError("案件编号含个人信息", [finding])
        return case_id

    def package_id(self, number: str, at: datetime) -> str:
        """The package's UUID (form of version 7): from key, number and moment alone."""
        drawn = hmac.new(self.key, f"package\0{number}\0{at.isoformat()}".encode(), "sha256")
        random = int.from_bytes(drawn.digest()[:10], "big")
        milliseconds = int(at.timestamp()) * 1000
        value = milliseconds << 80 | (random >> 64 & 0xFFF) << 64 | random & ((1 << 62) - 1)
        return str(UUID(int=value | 7 << 76 | 2 << 62))

    @staticmethod
    def run_id(at: datetime) -> str:
        """A name for a run: its moment, and eight characters drawn by lot."""
        return f"{at:%Y%m%dT%H%M%S}-{secrets.token_hex(4)}"
