"""The signature of a run: opened and checked before anything is made, used before any token."""

from __future__ import annotations

import os
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from recoverydocs.documents.seal_picture import SealPicture
from recoverydocs.errors import DataRefusedError, Finding, OutsideFailedError, Severity
from recoverydocs.evidence import SIGNERS, PdfSigning, check_signer, sign
from recoverydocs.pipeline import CopySigner
from recoverydocs.runs.clock import now
from recoverydocs.runs.config import (
    FILE_NAME,
    NO_ENGINE,
    NO_PDF,
    USUAL,
    WITH_TOKEN,
    read_config,
)
from recoverydocs.runs.setup import open_tools, workspace_file
from recoverydocs.runs.trust_folder import read_trust_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime
    from pathlib import Path

    from recoverydocs.evidence import Sealed, Signer, SignerState, Stamper
    from recoverydocs.runs.config import Config

UNKNOWN = "signature-revocation-unknown"
ENDING = "signature-certificate-ends"
_SOON = timedelta(days=30)
_OTHERS = 0o077


@dataclass(frozen=True, slots=True)
class Signing:
    """What signs in a run: an open signer that may sign, or nobody.

    Attributes:
        signer: the key; None where the workspace configures none.
        revocation: what lists say of its certificates, for basis.json.
        copies: signs PDF copies; None where they are not to be signed.
        certificate_sha256: of the signer's certificate; empty where nobody signs.
        findings: what a person should know of the certificate.
    """

    signer: Signer | None = None
    revocation: tuple[Mapping[str, str], ...] = ()
    copies: CopySigner | None = None
    certificate_sha256: str = ""
    findings: tuple[Finding, ...] = ()

    @property
    def copies_signed_by(self) -> str:
        """The certificate that PDF copies are signed by; empty where they are not."""
        return self.certificate_sha256 if self.copies else ""

    def sign(self, sealed: Sealed) -> Sealed:
        """The package, with a signature where there is a signer."""
        return sealed if self.signer is None else sign(sealed, self.signer)


@contextmanager
def open_signing(
    root: Path, config: Config, at: datetime, stamper: Stamper | None = None
) -> Iterator[Signing]:
    """The signer that a workspace configures, checked; nobody where it configures none.

    Args:
        root: the workspace's folder.
        config: its recoverydocs.toml.
        at: the moment at which the certificate must be valid.
        stamper: gives the tokens of signed PDF copies; not needed where none will be made.

    Raises:
        DataRefusedError: key, certificate or seal picture is not what it should be, or the
            certificate may not sign; nothing was signed.
        OutsideFailedError: a file, a secret, a token or a library is not to be had.
    """
    if config.signature_engine == NO_ENGINE:
        yield Signing()
        return
    with closing(_open(root, config)) as signer:
        state = check_signer(signer, read_trust_folder(root / "trust"), at)
        copies = _copies(root, config, signer, state, at, stamper)
        yield Signing(
            signer,
            state.revocation,
            copies,
            state.certificate_sha256,
            tuple(_findings(state, at)),
        )


def open_copies(root: Path, at: datetime, certificate_sha256: str) -> CopySigner | None:
    """How a worker process signs PDF copies: with the key that its parent has checked.

    The signer stays open as long as the process lives.

    Args:
        root: the workspace's folder.
        at: the moment that the signatures state.
        certificate_sha256: of the certificate that was checked.

    Raises:
        OutsideFailedError: it is another now, or cannot be opened.
    """
    config = read_config(workspace_file(root / FILE_NAME))
    signer = _open(root, config)
    state = check_signer(signer, read_trust_folder(root / "trust"), at)
    if state.certificate_sha256 != certificate_sha256:
        raise OutsideFailedError("signing certificate: was changed during the run; run again")
    stamper = open_tools(root, config, now).stamper
    return _copies(root, config, signer, state, at, stamper)


def _open(root: Path, config: Config) -> Signer:
    digest = "" if config.signature_digest == USUAL else config.signature_digest
    given = _GIVEN[config.signature_engine](root, config)
    return SIGNERS[config.signature_engine](*given, _secret(root, config), digest=digest)


def _pem(root: Path, config: Config) -> tuple[object, ...]:
    return _private(root / config.signature_key), workspace_file(
        root / config.signature_certificate
    )


def _pkcs12(root: Path, config: Config) -> tuple[object, ...]:
    return (_private(root / config.signature_key),)


def _pkcs11(root: Path, config: Config) -> tuple[object, ...]:
    file = config.signature_certificate
    certificate = workspace_file(root / file) if file else b""
    return (
        config.signature_library,
        config.signature_token,
        config.signature_key,
        certificate,
    )


_GIVEN: dict[str, Callable[[Path, Config], tuple[object, ...]]] = {
    "pem": _pem,
    "pkcs12": _pkcs12,
    "pkcs11": _pkcs11,
}
"""What each engine is given before the secret."""


def _secret(root: Path, config: Config) -> str:
    """The passphrase or PIN; empty where none is named.

    Raises:
        OutsideFailedError: what is named is not there.
        DataRefusedError: others may read its file.
    """
    name = config.signature_secret_env
    if name:
        if name not in os.environ:
            raise OutsideFailedError(
                f"signature: the environment variable {name} is not set; set it to the "
                "passphrase or PIN and run again"
            )
        return os.environ[name]
    if not config.signature_secret_file:
        return ""
    content = _private(root / config.signature_secret_file)
    return content.decode("utf-8", "replace").removesuffix("\n").removesuffix("\r")


def _private(path: Path) -> bytes:
    """A file that its owner alone may read.

    Raises:
        OutsideFailedError: it cannot be read.
        DataRefusedError: others may read it.
    """
    content = workspace_file(path)
    if path.stat().st_mode & _OTHERS:
        raise DataRefusedError(
            f"signature: others may read {path.name}; run chmod 600 on it, and think about "
            "whether its secret is still one"
        )
    return content


def _copies(  # noqa: PLR0913, PLR0917 - what is open in a run
    root: Path,
    config: Config,
    signer: Signer,
    state: SignerState,
    at: datetime,
    stamper: Stamper | None,
) -> CopySigner | None:
    if config.signature_pdf == NO_PDF:
        return None
    seal = None
    if config.seal_picture:
        over = [words for words in config.seal_over.split("|") if words]
        seal = SealPicture.of(
            workspace_file(root / config.seal_picture), int(config.seal_width), over
        )
    tokens = stamper if config.signature_pdf == WITH_TOKEN else None
    signing = PdfSigning(signer, at, chain=state.certificates[1:], stamper=tokens)
    return CopySigner(signing, seal)


def _findings(state: SignerState, at: datetime) -> Iterator[Finding]:
    if not state.is_revocation_known:
        yield Finding(
            Severity.NOTE,
            UNKNOWN,
            "签名证书",
            "吊销状态未核验：信任文件夹中没有签发机构现行有效的吊销列表",
            "请将签发机构公布的吊销列表（CRL）放入工作区 trust/ 后再签",
        )
    if state.ends_at - at < _SOON:
        yield Finding(
            Severity.WARN,
            ENDING,
            "签名证书",
            f"证书（或其上级证书）将于 {state.ends_at.date()} 到期，此后不能签名",
            "请及时更换；等待时间戳的证据包须在此之前补加",
        )
