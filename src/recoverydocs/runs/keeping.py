"""What is done for packages over the years: late tokens, checks of the register, copies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from recoverydocs.runs.register_check import check_register
from recoverydocs.runs.renewing import DAYS, Wanted, renew
from recoverydocs.runs.sealed_folder import export_register
from recoverydocs.runs.timestamping import timestamp_pending
from recoverydocs.runs.trust_folder import read_trust_folder

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from recoverydocs.evidence import Trust
    from recoverydocs.runs.house import House
    from recoverydocs.runs.register_check import RegisterVerdict
    from recoverydocs.runs.renewing import Renewals
    from recoverydocs.runs.timestamping import Timestamped


class Keeping:
    """The keeping of one workspace's evidence; ``Workspace.keeping`` gives it."""

    def __init__(self, house: House) -> None:
        self._house = house

    def timestamp_pending(self) -> Timestamped:
        """Finish what waits for a token, and stamp the sealed register where that is due.

        Raises:
            TamperedError: a waiting package does not hold together.
            OutsideFailedError: disk or database failed, or the timestamper's clock is wrong;
                nothing was changed.
        """
        return timestamp_pending(self._house)

    def renew(
        self,
        *,
        before: int = DAYS,
        digest: str = "",
        second: bool = False,
        trust: Trust | None = None,
    ) -> Renewals:
        """Renew every package whose proof nears its end; nothing in it changes (format.md §5).

        Args:
            before: those whose certificates end within so many days.
            digest: instead, every one held together by a weaker digest than this one
                (``sha384``, ``sha512``): a hash-tree renewal, which reads all files.
            second: instead, every one that lacks the second service's token, by that service.
            trust: whom to believe about certificates; by default the workspace's trust folder.

        Raises:
            WrongUsageError: the second service is asked for, and none is configured.
            NoTokenError: the timestamper gave no token; nothing was changed.
            OutsideFailedError: disk or database failed; what was renewed before is whole.
        """
        return renew(self._house, Wanted(trust or self._trust(), before, digest, second))

    def _trust(self) -> Trust:
        return read_trust_folder(self._house.root / "trust")

    def check_register(
        self,
        *,
        trust: Trust | None = None,
        at: datetime | None = None,
        packages: bool = True,
        known: tuple[int, str] | None = None,
        tell: Callable[[int, int], None] = lambda _done, _total: None,
    ) -> RegisterVerdict:
        """The verdict on the register's sealed lines and on every package that it knows.

        Args:
            trust: whom to believe; by default the workspace's own trust folder.
            at: the moment of verification; by default now.
            packages: whether each package's digest is held against the register too.
            known: number and digest of a line found good before, from outside the workspace.
            tell: told how many packages were looked at, and of how many.

        Raises:
            OutsideFailedError: register or packages cannot be read.
        """
        return check_register(
            self._house,
            trust or self._trust(),
            at or self._house.clock(),
            packages=packages,
            known=known,
            tell=tell,
        )

    def export_register(self, folder: Path) -> tuple[Path, ...]:
        """A copy of the sealed register with its tokens, and the 文号簿 as CSV, for others.

        Neither holds a name, an id number or an address. The folder may hold an earlier export.

        Raises:
            OutsideFailedError: the disk refuses, or the folder holds another register.
        """
        return export_register(self._house, folder)
