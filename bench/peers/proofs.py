"""The rivals of evidence_peers.py that want an environment of their own; one JSON object out.

``proofs.py tree COUNT``: a tree over so many leaves and the path of each, by pymerkle.
``proofs.py token ROOT.pem TIMES``: reply and digest on standard input, by rfc3161-client.
"""

from __future__ import annotations

import hashlib
import json
import sys
import time
from importlib import import_module, metadata
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def tree(count: str) -> tuple[str, Callable[[], object]]:
    """The same leaves as ours."""
    leaves = [hashlib.sha256(n.to_bytes(4, "big")).digest() for n in range(int(count))]

    def work() -> object:
        made = import_module("pymerkle").InmemoryTree(algorithm="sha256")
        for leaf in leaves:
            made.append_entry(leaf)
        return [made.prove_inclusion(place + 1, len(leaves)) for place in range(len(leaves))]

    return "pymerkle", work


def token(root: str, times: str) -> tuple[str, Callable[[], object]]:
    """A reply decoded and verified anew each time; one that does not hold raises."""
    library = import_module("rfc3161_client")
    load = import_module("cryptography.x509").load_pem_x509_certificate
    reply, imprint = (bytes.fromhex(line) for line in sys.stdin.read().split())
    builder = library.VerifierBuilder().add_root_certificate(load(Path(root).read_bytes()))

    def work() -> object:
        for _ in range(int(times)):
            builder.build().verify(library.decode_timestamp_response(reply), imprint)
        return None

    return "rfc3161-client", work


RIVALS: dict[str, Callable[..., tuple[str, Callable[[], object]]]] = {
    "tree": tree,
    "token": token,
}


def main() -> None:
    name, work = RIVALS[sys.argv[1]](*sys.argv[2:])
    begin = time.process_time()
    work()
    taken = time.process_time() - begin
    print(json.dumps({"name": f"{name} {metadata.version(name)}", "cpu_seconds": taken}))


if __name__ == "__main__":
    main()
