"""A package written out as files: a new folder, whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from recoverydocs.errors import OutsideFailedError, WrongUsageError
from recoverydocs.evidence import bag, plain_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

FORMS: Mapping[str, Callable[[bytes], dict[str, bytes]]] = {
    "folder": plain_folder,
    "bag": bag,
}
"""Each form of an export by its name; a new one is a function and a line here."""


def export_package(package: bytes, form: str, folder: Path) -> int:
    """Write a package out; says how many files.

    Args:
        package: the container.
        form: ``folder`` or ``bag``.
        folder: must not be there yet.

    Raises:
        WrongUsageError: the folder is there, or there is no such form.
        TamperedError: the package's structure does not hold; nothing was written.
        OutsideFailedError: the disk refuses; nothing was written.
    """
    if form not in FORMS:
        raise WrongUsageError(f"export: form is one of {', '.join(FORMS)}")
    if folder.exists():
        raise WrongUsageError(f"{folder}: is there already; name a new folder")
    files = FORMS[form](package)
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
        try:
            # The package's reader has checked every name: none leads out of the folder.
            for path, content in files.items():
                target = beside / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            beside.chmod(0o755)
            beside.rename(folder)
        except BaseException:
            shutil.rmtree(beside, ignore_errors=True)
            raise
    except OSError as error:
        raise OutsideFailedError(
            f"{folder}: cannot be written ({error.strerror}); free space or choose another "
            "place, nothing was written"
        ) from error
    return len(files)
