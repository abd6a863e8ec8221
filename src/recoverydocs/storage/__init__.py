"""Packages on disk: taken whole or not at all, found again by path."""

from recoverydocs.storage.stores import STORES, FolderStore, Store

__all__ = ["STORES", "FolderStore", "Store"]
