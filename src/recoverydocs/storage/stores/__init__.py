"""Where packages are kept: one file a store, and STORES, which names them."""

from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType

from recoverydocs.storage.stores.folder import FolderStore
from recoverydocs.storage.stores.store import Store

STORES: Mapping[str, Callable[[Path, Path], Store]] = MappingProxyType({"folder": FolderStore})
"""Name in recoverydocs.toml → what opens the store from its two folders."""

__all__ = ["STORES", "FolderStore", "Store"]
