"""Packages on disk: taken whole or not at all, found again by path; and single files."""

from recoverydocs.storage.files import TooLargeError, read_file, write_file
from recoverydocs.storage.stores import STORES, FolderStore, Store

__all__ = ["STORES", "FolderStore", "Store", "TooLargeError", "read_file", "write_file"]
