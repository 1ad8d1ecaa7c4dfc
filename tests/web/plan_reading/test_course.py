"""What the review screen is made from: the lists, their pages, the lines of the document, paths in words."""

from __future__ import annotations

import pytest

from nscl.accounts.models import User
from nscl.accounts.rules import Viewer
from nscl.finance.queries.reviewing import list_items
from nscl.plans.enums import ItemKind
from nscl.web.plan_reading.review.course import ENTRIES_A_PAGE, ListKey, sequence_of
from nscl.web.plan_reading.review.document import LINES_AFTER, LINES_BEFORE, Fate, pane_of
from nscl.web.plan_reading.review.subjects import path_in_words, subject_in_words
from tests.factories.plans import SMALL_TEXT, small_pack
from tests.factories.readings import drafted, small_reading
from tests.web.plan_reading.test_review import code_of

pytestmark = pytest.mark.django_db


def test_the_lists_hold_every_item_once(edition: int, viewer: Viewer) -> None:
    course = sequence_of(viewer, edition, SMALL_TEXT, chosen="", part="")
    items = [entry.item for key in (ListKey.DOUBTS, ListKey.OTHERS) for entry in course.lists[key]]
    assert sorted(map(repr, items)) == sorted(map(repr, list_items(viewer, edition)))
    assert len({entry.code for found in course.lists.values() for entry in found}) == len(items) + 3


def test_a_long_list_is_cut_into_pages_around_the_chosen_entry(person: User, viewer: Viewer) -> None:
    rules = small_pack().support_rules[0]
    many = tuple(rules.model_copy(update={"text": f"Quy định {n}"}) for n in range(60))
    pack = small_pack().model_copy(update={"support_rules": many})
    edition = drafted(person, reading=small_reading(pack, doubts=(), unread=()))
    course = sequence_of(viewer, edition, SMALL_TEXT, chosen="", part="muc-khac")
    assert (course.page_number, len(course.page)) == (0, ENTRIES_A_PAGE)
    assert course.page_start(-1) is None
    later = course.page_start(1)
    assert later is not None
    course = sequence_of(viewer, edition, SMALL_TEXT, chosen=later.code, part="")
    assert (course.page_number, course.page[0], course.previous) == (1, later, course.entries[ENTRIES_A_PAGE - 1])
    assert course.page_start(9) is None


def test_the_pane_holds_the_lines_around_and_what_became_of_each(edition: int, viewer: Viewer) -> None:
    code = code_of(edition, ItemKind.TASK, "nhiem-vu")
    pane = pane_of(SMALL_TEXT, sequence_of(viewer, edition, SMALL_TEXT, chosen=code, part=""))
    assert pane.is_whole
    fates = {line.number: line.fate for line in pane.lines}
    assert fates[21] is Fate.DOUBTFUL
    assert fates[52] is Fate.UNREAD
    assert fates[41] is Fate.READ
    assert fates[60] is Fate.LEFT
    assert [line.number for line in pane.lines if line.marked] == [20, 21, 22]


def test_of_a_long_document_only_a_window_is_sent(person: User, viewer: Viewer) -> None:
    edition = drafted(person)
    text = SMALL_TEXT + "x\n" * 5000
    code = code_of(edition, ItemKind.TASK, "nhiem-vu")
    pane = pane_of(text, sequence_of(viewer, edition, text, chosen=code, part=""))
    assert (pane.first, pane.last, pane.total) == (1, 22 + LINES_AFTER, 5060)
    assert not pane.is_whole
    assert LINES_BEFORE < 100


@pytest.mark.parametrize(
    ("subject", "words"),
    [
        ("tasks[II.3].lead", "Nhiệm vụ II.3, đơn vị chủ trì"),
        ("targets[T1].measures[2].value", "Mục tiêu T1, chỉ tiêu 2, giá trị"),
        ("budget.lines[I.2].by_year.2024.state", "Dòng dự toán I.2, 2024"),
        ("budget.stated[1]", "Số tiền nêu trong lời văn 1"),
        ("plan.issued_on", "Thông tin chung, ngày ban hành"),
        ("tasks", "Nhiệm vụ"),
        ("gì đó khác", "gì đó khác"),
    ],
)
def test_paths_are_said_in_words(subject: str, words: str) -> None:
    assert subject_in_words(subject) == words


def test_the_whole_of_an_item_has_no_path() -> None:
    assert path_in_words("") == ""
