from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recoverydocs.evidence.hashtree import HashTree, fold, group_hash, join, sha256

LEAVES = st.lists(st.binary(min_size=32, max_size=32), min_size=1, max_size=40, unique=True)


@given(LEAVES)
def test_tree_leads_every_leaf_to_its_root(leaves: list[bytes]) -> None:
    tree = HashTree(leaves)
    assert all(fold(leaf, tree.path(leaf)) == tree.root for leaf in leaves)


def test_tree_of_three_by_hand() -> None:
    # ascending: a b c; (a b) pair, c moves up; root joins the pair and c, smaller first.
    a, b, c = (bytes((number,)) * 32 for number in (1, 2, 3))
    pair = sha256(a + b)
    assert HashTree([c, a, b]).root == sha256(c + pair if c < pair else pair + c)
    assert HashTree([c, a, b]).path(c) == (pair,)
    assert HashTree([a]).root == a


def test_tree_knows_no_other_leaf() -> None:
    tree = HashTree([bytes((number,)) * 32 for number in (1, 3)])
    for stranger in (0, 2, 4):
        with pytest.raises(KeyError):
            tree.path(bytes((stranger,)) * 32)


def test_group_takes_each_digest_once() -> None:
    assert group_hash([b"b", b"a", b"b"]) == sha256(b"ab")
    assert group_hash([b"a"]) == b"a"
    assert join(b"b", b"a") == join(b"a", b"b")
