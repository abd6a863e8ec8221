from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from recoverydocs.errors import LawTableError

if TYPE_CHECKING:
    from recoverydocs.law import LawBook

FORBIDDEN_AFTER_2021 = ("合同法", "物权法", "民法通则")


def every_key(law: LawBook) -> list[tuple[str, str, date, object]]:
    rows = []
    for statute in law.statutes.values():
        for name, article in statute.articles.items():
            for version in statute.versions:
                number = article["n"].get(version.id)
                rows.append((f"{statute.id}:{name}", version.id, version.starts, number))
    return rows


def test_provision_answers_for_every_key_and_version(law: LawBook) -> None:
    answered = refused = 0
    for key, version, day, number in every_key(law):
        if number in {None, 0}:
            with pytest.raises(LawTableError, match=key):
                law.provision(key, day)
            refused += 1
            continue
        provision = law.provision(key, day)
        assert provision.version == version
        assert provision.article == str(number)
        assert provision.cite().startswith("《")
        assert provision.cite().count("《") == 1
        assert provision.cite_short() == provision.short + provision.cite().split("》")[1]
        assert provision.status in {"verified", "unverified"}
        answered += 1
    assert answered > 700
    assert refused > 10


def test_provision_changes_on_the_day_a_version_takes_effect(law: LawBook) -> None:
    for statute in law.statutes.values():
        for earlier, later in zip(statute.versions, statute.versions[1:], strict=False):
            assert earlier.ends == later.starts - timedelta(days=1)
            assert statute.on(later.starts).id == later.id
            assert statute.on(later.starts - timedelta(days=1)).id == earlier.id


@pytest.mark.parametrize(
    ("key", "day", "cited"),
    [
        # 民事诉讼法 2017 / 2021 / 2023: the table of the documents' catalogue, section 0.1.
        ("cpl:preservation-pre-suit", date(2021, 12, 31), "民事诉讼法第一百零一条"),
        ("cpl:preservation-pre-suit", date(2022, 1, 1), "民事诉讼法第一百零四条"),
        ("cpl:enforcement-period", date(2023, 12, 31), "民事诉讼法第二百四十六条"),
        ("cpl:enforcement-period", date(2024, 1, 1), "民事诉讼法第二百五十条"),
        # 仲裁法: last day of the old text, first of the new.
        ("arbitration-law:preservation", date(2026, 2, 28), "仲裁法第二十八条"),
        ("arbitration-law:preservation", date(2026, 3, 1), "仲裁法第三十九条第一款"),
        ("arbitration-law:application-content", date(2026, 3, 1), "仲裁法第三十四条"),
        ("civil-code:a195-demand", date(2026, 11, 24), "民法典第一百九十五条第一项"),
        (
            "preservation-provisions:exempt-licensed",
            date(2026, 11, 24),
            "财产保全规定第九条第一款第六项",
        ),
        ("criminal-law:illegal-collection", date(2026, 11, 24), "刑法第二百九十三条之一"),
        ("company-law:security-resolution", date(2024, 6, 30), "公司法第十六条"),
        ("company-law:security-resolution", date(2024, 7, 1), "公司法第十五条"),
    ],
)
def test_provision_cites_the_number_of_the_day(
    law: LawBook, key: str, day: date, cited: str
) -> None:
    assert law.provision(key, day).cite_short() == cited


def test_a_citation_on_an_earlier_day_is_that_of_the_first_version(law: LawBook) -> None:
    with pytest.raises(LawTableError):
        law.cite("civil-code:a561", date(2020, 12, 31))
    assert law.cite_since("civil-code:a561", date(2020, 12, 31)) == "民法典第五百六十一条"
    assert law.cite_since("cpl:delayed-interest", date(2022, 1, 1)) == "民事诉讼法第二百六十条"
    with pytest.raises(LawTableError):
        law.cite_since("nothing:a1", date(2026, 1, 1))


def test_cite_puts_inner_titles_in_single_marks(law: LawBook) -> None:
    provision = law.provision("security-interpretation:type", date(2026, 1, 1))
    assert provision.cite() == (
        "《最高人民法院关于适用〈中华人民共和国民法典〉有关担保制度的解释》第二十五条"
    )


def test_provision_of_a_whole_statute_has_no_article(law: LawBook) -> None:
    provision = law.provision("prior-arbitration-reply", date(2026, 1, 1))
    assert provision.cite_short() == "先予仲裁批复"
    assert provision.status == "unverified"


@pytest.mark.parametrize(
    ("key", "day", "said"),
    [
        ("nothing:agent", date(2026, 1, 1), "没有 nothing"),
        ("cpl:nothing", date(2026, 1, 1), "没有条文 nothing"),
        ("cpl:agent", date(2017, 6, 30), "没有施行中的版本"),
        ("arbitration-law:online", date(2026, 2, 28), "该版没有这一条"),
        ("cpl:small-claims-term", date(2020, 1, 1), "该版条号未录入"),
        ("preservation-provisions:security", date(2019, 1, 1), "该版条号未录入"),
        ("guarantee-law:unclear-mode", date(2021, 1, 1), "没有施行中的版本"),
    ],
)
def test_provision_without_a_number_says_what_to_add(
    law: LawBook, key: str, day: date, said: str
) -> None:
    with pytest.raises(LawTableError, match=said) as caught:
        law.provision(key, day)
    assert "statutes.toml" in str(caught.value)


def test_unverified_version_or_article_makes_the_number_unverified(law: LawBook) -> None:
    day = date(2026, 11, 24)
    assert law.provision("card-rules:collection-conduct", day).status == "unverified"
    assert law.provision("defaulters-list:grounds", day).status == "unverified"  # the version
    assert law.provision("defaulters-list:grounds", date(2015, 1, 1)).status == "verified"
    assert law.provision("civil-code:a195", day).status == "verified"


def test_standing_past_its_confirmed_day_is_unverified(law: LawBook) -> None:
    assert law.provision("arbitration-fees:prepay", date(2026, 2, 28)).status == "verified"
    assert law.provision("arbitration-fees:prepay", date(2026, 3, 1)).status == "unverified"


def test_unread_day_of_effect_is_said_apart_from_the_number(law: LawBook) -> None:
    provision = law.provision("limitation-provisions:demand", date(2026, 11, 24))
    assert provision.status == "verified"
    assert provision.date_note == "from memory"


def test_a_citation_whose_number_was_not_read_says_so(law: LawBook) -> None:
    day = date(2026, 11, 24)
    assert law.cite("civil-code:a195-suit", day) == "民法典第一百九十五条第三项（条号待核）"
    assert law.cite("civil-code:a195", day) == "民法典第一百九十五条"
    assert law.cite_since("civil-code:a687-defence", date(2020, 1, 1)).endswith("（条号待核）")
