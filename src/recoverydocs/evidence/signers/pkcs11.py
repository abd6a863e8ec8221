"""A signing key that never leaves its token: a smart card, an HSM, SoftHSM, by PKCS#11."""

from __future__ import annotations

from contextlib import contextmanager
from hashlib import new
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from recoverydocs.errors import DataRefusedError, OutsideFailedError
from recoverydocs.evidence.signers.key import algorithm_of, certificate_der

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pkcs11 import Session

    from recoverydocs.evidence.algorithms import SigningAlgorithm


class Pkcs11Signer:
    """Signs inside a token; only signatures come out."""

    def __init__(  # noqa: PLR0913 - a token has that many names
        self,
        library: str,
        token: str,
        key: str,
        certificate: bytes = b"",
        secret: str = "",
        *,
        digest: str = "",
    ) -> None:
        """Log in and find the key.

        Args:
            library: path of the token's PKCS#11 library.
            token: its label.
            key: label of the private key.
            certificate: PEM or DER; empty for the one in the token that has the key's id.
            secret: the user's PIN.
            digest: name of the digest; empty for the key's usual one.

        Raises:
            OutsideFailedError: no python-pkcs11, no such library or token, a wrong PIN.
            DataRefusedError: no such key, no certificate, or one of a kind not accepted.
        """
        try:
            import pkcs11  # noqa: PLC0415 - an extra: only who signs in a token needs it
        except ImportError as error:
            raise OutsideFailedError(
                "signing key: PKCS#11 needs python-pkcs11; pip install 'recoverydocs[pkcs11]'"
            ) from error
        self._name = token
        with self._failing("the token cannot be opened"):
            found = pkcs11.lib(library).get_token(token_label=token)
            self._session: Session = found.open(user_pin=secret)
        try:
            with self._failing("its key cannot be read"):
                self._key = _key_of(self._session, key)
                self.certificate = (
                    certificate_der(certificate)
                    if certificate
                    else _certificate_of(self._session, self._key)
                )
            self.algorithm: SigningAlgorithm = algorithm_of(self.certificate, digest)
        except BaseException:
            self.close()
            raise
        digest_name = self.algorithm.digest
        self._mechanism = (
            pkcs11.Mechanism[f"{digest_name.upper()}_RSA_PKCS"]
            if self.algorithm.is_rsa
            else pkcs11.Mechanism.ECDSA
        )

    def sign(self, data: bytes) -> bytes:
        """The signature over octets.

        Raises:
            OutsideFailedError: the token does not sign.
        """
        algorithm = self.algorithm
        # Tokens differ in which digests they join with ECDSA; all of them sign a digest.
        given = data if algorithm.is_rsa else new(algorithm.digest, data).digest()
        with self._failing("it does not sign"):
            signature: bytes = self._key.sign(given, mechanism=self._mechanism)
        if algorithm.is_rsa:
            return signature
        half = len(signature) // 2
        return encode_dss_signature(
            int.from_bytes(signature[:half], "big"), int.from_bytes(signature[half:], "big")
        )

    def close(self) -> None:
        """Log out."""
        self._session.close()

    @contextmanager
    def _failing(self, what: str) -> Iterator[None]:
        """Tell a token's fault in a sentence; its errors name a code and never the PIN."""
        from pkcs11 import PKCS11Error  # noqa: PLC0415 - an extra

        try:
            yield
        except (PKCS11Error, OSError, RuntimeError) as error:
            reason = f"{type(error).__name__} {error}".strip()
            raise OutsideFailedError(
                f"token {self._name}: {what} ({reason}); check library, label, PIN and card. "
                "Nothing was signed"
            ) from error


def _key_of(session: Session, label: str) -> Any:  # noqa: ANN401 - the library makes its classes as it goes
    from pkcs11 import Attribute, ObjectClass  # noqa: PLC0415 - an extra

    wanted = {Attribute.CLASS: ObjectClass.PRIVATE_KEY, Attribute.LABEL: label}
    found = list(session.get_objects(wanted))
    if len(found) != 1:
        raise DataRefusedError(
            f"signing key: the token has {len(found)} private keys labelled {label}; one is "
            "needed"
        )
    return found[0]


def _certificate_of(session: Session, key: Any) -> bytes:  # noqa: ANN401
    from pkcs11 import Attribute, ObjectClass  # noqa: PLC0415 - an extra

    wanted = {Attribute.CLASS: ObjectClass.CERTIFICATE, Attribute.ID: key.id}
    found = list(session.get_objects(wanted))
    if len(found) != 1:
        raise DataRefusedError(
            f"signing certificate: the token has {len(found)} certificates with the key's id; "
            "name the certificate's file"
        )
    return bytes(found[0][Attribute.VALUE])
