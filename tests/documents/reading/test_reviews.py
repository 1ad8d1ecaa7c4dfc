"""Interim and final reviews."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from nscl.documents.pack.enums import ReviewKind, ScheduleKind
from nscl.documents.pack.schema import Review, Schedule, Task
from nscl.documents.pack.values import Span
from nscl.documents.reading.formats import decode
from nscl.documents.reading.outline_builder import build_outline
from nscl.documents.reading.paragraphs import join_paragraphs
from nscl.documents.reading.results import Extracted
from nscl.documents.reading.reviews import read_reviews
from tests.conftest import SHARED
from tests.documents.reading.chapters import chapter

INTERIM, FINAL = ReviewKind.INTERIM, ReviewKind.FINAL
HEADING = "1. Sở Khoa học và Công nghệ"


def read(*sentences: str, tasks: tuple[Task, ...] = (), damaged: bool = False) -> Extracted[Review]:
    paragraphs = [f"{letter}) {sentence}" for letter, sentence in zip("abcd", sentences, strict=False)]
    return read_reviews(chapter(HEADING, *paragraphs, damaged=damaged), tasks=tasks, damaged=damaged)


def brief(found: Extracted[Review]) -> list[tuple[ReviewKind, int, str]]:
    return [(review.kind, review.year, review.lead) for review in found.items]


def task(title: str, first: int | None, last: int | None) -> Task:
    kind = ScheduleKind.UNSTATED if first is None else ScheduleKind.SINGLE if first == last else ScheduleKind.YEARS
    return Task(
        key="I.1",
        group="I",
        title=title,
        lead=("so-tai-chinh",),
        coordinate=(),
        schedule=Schedule(kind=kind, start=first, end=last, text=None),
        outputs=(),
        note=None,
        at=Span(9, 9),
    )


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Tổ chức tổng kết thực hiện Kế hoạch vào năm 2030.", [(FINAL, 2030)]),
        ("Năm 2030, tham mưu UBND tỉnh tổ chức Hội nghị tổng kết giai đoạn 2026-2030.", [(FINAL, 2030)]),
        ("Tham mưu sơ kết trong năm 2028 và tổng kết việc thực hiện trong năm 2030.", [(INTERIM, 2028), (FINAL, 2030)]),
        ("Năm 2028 tổ chức sơ kết, năm 2030 tổ chức tổng kết.", [(INTERIM, 2028), (FINAL, 2030)]),
        ("Tổ chức hội nghị sơ kết (năm 2028), tổng kết (năm 2030).", [(INTERIM, 2028), (FINAL, 2030)]),
        ("Tổng kết giai đoạn 2026-2030 vào Quý IV/2030.", [(FINAL, 2030)]),
        ("Sơ kết vào tháng 6/2028.", [(INTERIM, 2028)]),
    ],
)
def test_reviews_with_their_years(sentence: str, expected: list[tuple[ReviewKind, int]]) -> None:
    found = read(sentence)
    assert brief(found) == [(kind, year, "so-khcn") for kind, year in expected]
    assert found.doubts == ()
    assert found.read == (Span(3, 3),)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("Tổ chức sơ kết, tổng kết theo quy định.", []),
        ("Định kỳ hằng năm tổ chức sơ kết.", []),
        ("Tổng kết việc thực hiện Quyết định số 5/QĐ-TTg ngày 11/01/2021.", []),
        ("Tổ chức tổng kết giai đoạn 2026-2030.", [(FINAL, 2030)]),
    ],
)
def test_reviews_without_a_year_are_doubted(sentence: str, expected: list[tuple[ReviewKind, int]]) -> None:
    found = read(sentence)
    assert [(review.kind, review.year) for review in found.items] == expected
    assert {doubt.rule for doubt in found.doubts} == {"review-year"}


def test_an_occasion_is_no_review() -> None:
    found = read("Khen thưởng tập thể, cá nhân khi tổng kết giai đoạn vào năm 2030.")
    assert (found.items, found.doubts) == ((), ())


def test_a_review_without_an_agency_is_doubted() -> None:
    found = read_reviews(chapter("Tổ chức tổng kết thực hiện Kế hoạch vào năm 2030."))
    assert brief(found) == [(FINAL, 2030, "so-khcn")]
    assert [doubt.rule for doubt in found.doubts] == ["review-lead"]


def test_tasks_add_what_the_chapter_does_not_name() -> None:
    tasks = (
        task("Hội nghị sơ kết việc thực hiện", 2028, 2028),
        task("Tổng kết cuối kỳ", 2030, 2030),
        task("Tổng kết hằng năm", 2026, 2030),
        task("Hội thảo chuyên đề", 2029, 2029),
        task("Sơ kết", None, None),
    )
    assert brief(read("Tổ chức tổng kết vào năm 2030.", tasks=tasks)) == [
        (FINAL, 2030, "so-khcn"),
        (INTERIM, 2028, "so-tai-chinh"),
    ]


def test_a_task_of_both_reviews_has_two_years() -> None:
    found = read(tasks=(task("Hội nghị sơ kết, tổng kết", 2028, 2030),))
    assert brief(found) == [(INTERIM, 2028, "so-tai-chinh"), (FINAL, 2030, "so-tai-chinh")]


def test_damaged_text() -> None:
    found = read(
        "Nam 2030, tham muu UBND tinh t6ng két thuc hién K¢ hoach.", "Mo hinh 5S két hop v6i ISO.", damaged=True
    )
    assert brief(found) == [(FINAL, 2030, "so-khcn")]
    assert found.doubts == ()


_PIECES = ["sơ kết ", "tổng kết ", "năm 2028 ", "2026-2030 ", "; ", ". ", "khi ", "hội nghị ", "tháng 6/2028 ", "vào "]


@given(st.lists(st.sampled_from(_PIECES), max_size=12).map("".join), st.booleans())
def test_pieces_of_reviews_in_any_order(text: str, damaged: bool) -> None:
    found = read(text or ".", damaged=damaged)
    assert len({(review.kind, review.year) for review in found.items}) == len(found.items)
    assert all(str(review.year) in text for review in found.items)


@given(st.text(max_size=200), st.booleans())
def test_any_sentence_is_read(text: str, damaged: bool) -> None:
    read(text, damaged=damaged)


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared không có ở máy này")
@pytest.mark.parametrize("folder", sorted((SHARED / "plans").glob("*")), ids=lambda folder: folder.name)
def test_reviews_of_the_packs_read_by_hand(folder: Path) -> None:
    """All but those that stand in a task table alone."""
    pack = yaml.load((folder / "plan.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    document = decode((folder / "source.txt").read_bytes(), name="source.txt")
    outline = build_outline(join_paragraphs(document), damaged=document.marks_lost)
    found = read_reviews(outline, damaged=document.marks_lost, document=document).items
    table_lines = {tuple(task["at"]) for task in pack["tasks"]}
    wanted = {
        (review["kind"], review["year"], review["lead"])
        for review in pack["reviews"]
        if tuple(review["at"]) not in table_lines
    }
    assert {(review.kind.value, review.year, review.lead) for review in found} == wanted
