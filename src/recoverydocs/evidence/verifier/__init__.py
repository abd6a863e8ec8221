"""The offline verifier: one HTML file that checks a package in a browser, without a network.

Its parts lie beside this module and are put together by ``scripts/write_verifier.py``; here is
the file as it ships.
"""

from importlib.resources import files

PAGE_NAME = "verifier.html"


def verifier_page() -> bytes:
    """The page, as it is given to whoever checks a package."""
    return (files("recoverydocs.evidence") / "data" / PAGE_NAME).read_bytes()


__all__ = ["PAGE_NAME", "verifier_page"]
