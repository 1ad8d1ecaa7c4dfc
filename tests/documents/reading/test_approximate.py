"""Phrases in damaged text."""

import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.documents.reading.approximate import (
    find_phrases,
    likeness,
    phrase_index,
    plain_letters,
    same_consonants,
)

PHRASES = ("Sở Khoa học và Công nghệ", "Hằng năm", "Các sở, ban, ngành", "Tổ chức thực hiện")


@pytest.mark.parametrize(
    ("text", "phrase", "written"),
    [
        ("giao S¢ Khoa hoc va Cong ngh¢ lam dau moi", PHRASES[0], "S¢ Khoa hoc va Cong ngh¢"),
        ("S6 Khoa\nhoc va Cong nghé", PHRASES[0], "S6 Khoa\nhoc va Cong nghé"),
        ("Héng\nnam", PHRASES[1], "Héng\nnam"),
        ("Cac s6, ban, nganh va don vi", PHRASES[2], "Cac s6, ban, nganh"),
        ("V. TO CHUC THU'C HIEN", PHRASES[3], "TO CHUC THU'C HIEN"),
        ("Hằng năm rà soát", PHRASES[1], "Hằng năm"),
    ],
)
def test_damaged_words_are_found(text: str, phrase: str, written: str) -> None:
    (match,) = find_phrases(text, PHRASES, least=0.75)
    assert (match.phrase, text[match.start : match.stop]) == (phrase, written)
    assert 0.75 <= match.score <= 1.0


def test_intact_words_score_one() -> None:
    (match,) = find_phrases("các SỞ, ban,  ngành", PHRASES, least=1.0)
    assert match.score == 1.0


def test_other_words_are_not_found() -> None:
    assert find_phrases("nâng cao chất lượng sản phẩm của doanh nghiệp", PHRASES, least=0.75) == []


def test_the_longer_reading_wins_only_where_its_letters_stand() -> None:
    phrases = ("các sở, ngành", "các sở, ngành, đoàn thể")
    (short,) = find_phrases("cac s6, nganh, don vi khac", phrases, least=0.7)
    (long,) = find_phrases("cac s6, nganh, doan th¢", phrases, least=0.7)
    assert (short.phrase, long.phrase) == phrases


def test_condition_lets_the_next_best_in() -> None:
    found = find_phrases(
        "Hang nam", ("Hằng năm", "Hàng nam"), least=0.8, accept=lambda match: match.phrase != "Hằng năm"
    )
    assert [match.phrase for match in found] == ["Hàng nam"]


def test_matches_do_not_overlap_and_stand_in_order() -> None:
    text = "Hang nam, Cac so, ban, nganh; hang nam"
    found = find_phrases(text, PHRASES, least=0.8)
    assert [match.phrase for match in found] == ["Hằng năm", "Các sở, ban, ngành", "Hằng năm"]
    assert all(one.stop <= other.start for one, other in pairwise(found))


def test_lookalike_signs_are_letters() -> None:
    assert plain_letters("S6 No1 v¢ 2025") == "sonolve2025"
    assert likeness("Hing", "Hằng") == 0.75
    assert same_consonants("UBND cép xi", "UBND cấp xã")
    assert not same_consonants("UBND cấp huyện", "UBND cấp xã")


def test_no_phrase_finds_nothing() -> None:
    assert find_phrases("Hằng năm", (), least=0.5) == []
    assert find_phrases("Hằng năm", ("", "--"), least=0.5) == []
    assert find_phrases("", PHRASES, least=0.5) == []


@given(st.text(max_size=300), st.lists(st.text(max_size=20), max_size=5))
def test_any_text_is_searched(text: str, phrases: list[str]) -> None:
    for match in find_phrases(text, phrases, least=0.6):
        assert 0 <= match.start < match.stop <= len(text)
        assert match.score >= 0.6


def test_search_grows_no_faster_than_the_text() -> None:
    index = phrase_index(PHRASES)
    text = "Cac s6, ban, nganh thuc hi¢n hang nam; "

    def seconds(times: int) -> float:
        started = time.process_time()
        find_phrases(text * times, index, least=0.75)
        return time.process_time() - started

    seconds(50)
    # Ten times the text; a quadratic search would take a hundred times as long.
    assert min(seconds(1000) for _ in range(3)) < 40 * max(min(seconds(100) for _ in range(3)), 0.001)
