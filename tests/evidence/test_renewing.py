from __future__ import annotations

from datetime import timedelta

import pytest
from tests.evidence import authorities as a
from tests.evidence import support as s
from tests.evidence.triggers.trigger import trust

from recoverydocs.errors import DataRefusedError, ExitCode
from recoverydocs.evidence import (
    attach,
    contents_after,
    digest_of,
    newest_token,
    plan_renewal,
    read_package,
    renewed,
    request_token,
    seal,
    stamp,
    verify,
)

LATER = s.MOMENT + timedelta(days=100)
AT = LATER + timedelta(days=1)


def issued(maker: a.TokenMaker, *numbers: int) -> list[bytes]:
    """Packages of one batch."""
    made = [seal(s.contents(package_id=f"{s.PACKAGE_ID[:-1]}{number}")) for number in numbers]
    return list(stamp(made, maker))


def renew(packages: list[bytes], maker: a.TokenMaker, digest: str = "") -> list[bytes]:
    plans = [plan_renewal(read_package(one), digest) for one in packages]
    leaves = list(dict.fromkeys(plan.leaf for plan in plans))
    token = request_token(leaves, maker, at=None, digest=plans[0].digest)
    pairs = zip(packages, plans, strict=True)
    return [renewed(package, plan, token).content for package, plan in pairs]


def later(**changes: str) -> a.TokenMaker:
    return a.TokenMaker(gen_time=LATER, **changes)  # type: ignore[arg-type]  # by name


def test_time_stamp_renewal_is_over_the_old_token_and_adds_two_entries() -> None:
    packages = issued(a.TokenMaker(), 1, 2, 3)
    tokens = {newest_token(read_package(package)) for package in packages}
    assert len(tokens) == 1
    for before, after in zip(packages, renew(packages, later()), strict=True):
        old, new = read_package(before), read_package(after)
        assert new.entries[: len(old.entries)] == old.entries
        assert [name for name, _ in new.entries[len(old.entries) :]] == [
            "META-INF/ASiCEvidenceRecordManifest001r01.xml",
            "META-INF/evidencerecord001r01.ers",
        ]
        verdict = verify(after, trust(), AT)
        assert verdict.exit_code is ExitCode.DONE
        assert verdict.revisions[0].renewals == 1
        # The proven time stays that of the first token.
        assert verdict.revisions[0].proven_at == s.MOMENT


def test_batches_with_different_tokens_share_one_renewal_in_a_tree() -> None:
    batches = [issued(a.TokenMaker(), *numbers) for numbers in ((1, 2), (3,), (4,))]
    packages = [package for batch in batches for package in batch]
    made = renew(packages, later())
    assert len({newest_token(read_package(package)) for package in made}) == 1
    for package in made:
        assert verify(package, trust(), AT).exit_code is ExitCode.DONE


def test_hash_tree_renewal_covers_every_entry_with_the_stronger_digest() -> None:
    packages = issued(a.TokenMaker(), 1, 2)
    made = renew(packages, later(digest="sha512"), "sha512")
    for package in made:
        assert digest_of(read_package(package)) == "sha512"
        assert verify(package, trust(), AT).exit_code is ExitCode.DONE
    again = renew(made, a.TokenMaker(gen_time=LATER + timedelta(days=1), digest="sha512"))
    for package in again:
        verdict = verify(package, trust(), AT + timedelta(days=1))
        assert verdict.exit_code is ExitCode.DONE
        assert verdict.revisions[0].renewals == 2


def test_only_the_last_revision_is_renewed_and_a_revision_may_follow() -> None:
    (package,) = renew(issued(a.TokenMaker(), 1), later())
    contents = contents_after(
        package,
        reason="attachment",
        generated_by=s.OPERATOR,
        stated_at=LATER,
        clock="host",
        exhibits=(s.exhibit("later.txt", b"later"),),
    )
    (two,) = stamp([attach(package, contents)], later())
    (three,) = renew([two], a.TokenMaker(gen_time=LATER + timedelta(days=2)))
    verdict = verify(three, trust(), LATER + timedelta(days=3))
    assert verdict.exit_code is ExitCode.DONE
    assert [one.renewals for one in verdict.revisions] == [1, 1]


@pytest.mark.parametrize("digest", ["sha256", "sha1", "sm3"])
def test_a_digest_that_is_not_stronger_is_refused(digest: str) -> None:
    (package,) = issued(a.TokenMaker(), 1)
    with pytest.raises(DataRefusedError, match="不强于"):
        plan_renewal(read_package(package), digest)


def test_a_package_without_its_first_token_is_refused() -> None:
    package = read_package(seal(s.contents()).pending())
    assert newest_token(package) is None
    with pytest.raises(DataRefusedError, match="尚未取得时间戳"):
        plan_renewal(package)
