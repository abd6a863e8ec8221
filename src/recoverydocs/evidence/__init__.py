"""Evidence packages: sealed, stamped, continued, and verified by anybody, offline."""

from recoverydocs.evidence.container import read_zip, write_zip
from recoverydocs.evidence.contents import (
    Actor,
    Contents,
    Correction,
    DocumentFacts,
    Exhibit,
    LawTableFacts,
    SourceFacts,
)
from recoverydocs.evidence.delivery import Attempt, check_mail_number, fold_delivery, raw_digest
from recoverydocs.evidence.exporting import bag, plain_folder
from recoverydocs.evidence.jcs import canonical
from recoverydocs.evidence.limits import LIMITS, Unread
from recoverydocs.evidence.package import Package, read_package
from recoverydocs.evidence.pades import PdfSigning, Picture
from recoverydocs.evidence.register_lines import Chain, Line, Stated
from recoverydocs.evidence.renewing import (
    Renewal,
    digest_of,
    first_renewal,
    newest_token,
    plan_renewal,
    renewed,
)
from recoverydocs.evidence.repacking import repack
from recoverydocs.evidence.sealed_register import ReadRegister, SealedRegister, read_register
from recoverydocs.evidence.sealing import (
    BatchToken,
    Finished,
    Sealed,
    Stamper,
    attach,
    contents_after,
    finish,
    reopen,
    request_stamp,
    request_token,
    seal,
    stamp,
    stamp_alone,
)
from recoverydocs.evidence.set_aside import from_octets, to_octets
from recoverydocs.evidence.signer_check import SignerState, check_signer
from recoverydocs.evidence.signers import SIGNERS
from recoverydocs.evidence.signing import Signer, sign
from recoverydocs.evidence.stampers import (
    STAMPERS,
    LocalStamper,
    Rfc3161Stamper,
    make_local_authority,
)
from recoverydocs.evidence.tokens import TokenChecker
from recoverydocs.evidence.trust import Trust
from recoverydocs.evidence.verdict import Code, Conclusion, RevisionResult, Verdict
from recoverydocs.evidence.verify import token_of, verify, verify_many

__all__ = [
    "LIMITS",
    "SIGNERS",
    "STAMPERS",
    "Actor",
    "Attempt",
    "BatchToken",
    "Chain",
    "Code",
    "Conclusion",
    "Contents",
    "Correction",
    "DocumentFacts",
    "Exhibit",
    "Finished",
    "LawTableFacts",
    "Line",
    "LocalStamper",
    "Package",
    "PdfSigning",
    "Picture",
    "ReadRegister",
    "Renewal",
    "RevisionResult",
    "Rfc3161Stamper",
    "Sealed",
    "SealedRegister",
    "Signer",
    "SignerState",
    "SourceFacts",
    "Stamper",
    "Stated",
    "TokenChecker",
    "Trust",
    "Unread",
    "Verdict",
    "attach",
    "bag",
    "canonical",
    "check_mail_number",
    "check_signer",
    "contents_after",
    "digest_of",
    "finish",
    "first_renewal",
    "fold_delivery",
    "from_octets",
    "make_local_authority",
    "newest_token",
    "plain_folder",
    "plan_renewal",
    "raw_digest",
    "read_package",
    "read_register",
    "read_zip",
    "renewed",
    "reopen",
    "repack",
    "request_stamp",
    "request_token",
    "seal",
    "sign",
    "stamp",
    "stamp_alone",
    "to_octets",
    "token_of",
    "verify",
    "verify_many",
    "write_zip",
]
