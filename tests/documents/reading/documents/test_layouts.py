"""The same kinds of plan in every layout and numbering: what comes out, and that every span points at its words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable

import pytest

from nscl.documents.pack.schema import PlanPack
from nscl.documents.pack.values import Span
from nscl.text.folding import fold
from tests.documents.reading.documents.layouts import LAYOUTS
from tests.documents.reading.documents.reading import try_layout
from tests.documents.reading.documents.scoring import overall
from tests.documents.reading.documents.styles import Style

# The least overall score of any document in the layout; raised to what is reached whenever the reader gets better.
FLOORS = {
    "docx, automatic numbers": 99.0,
    "docx, typed numbers": 99.0,
    "pdf, ruled tables": 99.0,
    "pdf, no rules": 98.0,
    "text as pasted": 99.0,
    "text, every line spaced": 99.0,
    "text, marks lost": 98.0,
    "text in TCVN3": 99.0,
    "text in VNI": 99.0,
    "markdown": 99.0,
}
CASES = [
    (layout, style, place + 4 * turn) for layout in LAYOUTS for place, style in enumerate(Style) for turn in (0, 1)
]


def test_every_layout_has_its_floor() -> None:
    assert FLOORS.keys() == LAYOUTS.keys()


@pytest.mark.parametrize(("layout", "style", "seed"), CASES)
def test_a_plan_comes_out_as_it_went_in(layout: str, style: Style, seed: int) -> None:
    parts = try_layout(layout, style, seed).parts
    reached = {name: f"{part.precision:.1f} / {part.recall:.1f}" for name, part in parts.items() if part.f1 < 100}
    assert overall(parts) >= FLOORS[layout], reached


@pytest.mark.parametrize("layout", LAYOUTS)
def test_tables_that_run_over_many_pages_stay_whole(layout: str) -> None:
    trial = try_layout(layout, Style.DECIMAL, 3, times=5)
    reached = {name: f"{part.precision:.1f} / {part.recall:.1f}" for name, part in trial.parts.items() if part.f1 < 100}
    assert overall(trial.parts) >= FLOORS[layout] - 2, reached
    assert len(trial.reading.pack.tasks) == len(trial.due.tasks) >= 60


@pytest.mark.parametrize(("layout", "style", "seed"), CASES[::2])
def test_every_span_points_at_the_words_it_was_read_from(layout: str, style: Style, seed: int) -> None:
    trial = try_layout(layout, style, seed)
    lines = [fold(line.text) for line in trial.reading.document.lines]
    strayed = [what for what, at in _claims(trial.reading.pack, trial.due) if not _stands(what, at, lines)]
    assert not strayed


def test_legacy_encodings_are_converted_and_said_so() -> None:
    for layout, name in (("text in TCVN3", "TCVN3"), ("text in VNI", "VNI")):
        reading = try_layout(layout, Style.ROMAN, 0).reading
        assert any(name in note for note in reading.document.notes)
        assert "Năng suất" in reading.document.text or "năng suất" in reading.document.text


def test_pages_are_kept_where_the_format_has_them() -> None:
    reading = try_layout("pdf, ruled tables", Style.ROMAN, 0).reading
    pages = [line.page for line in reading.document.lines]
    assert pages == sorted(pages, key=lambda page: page or 0)
    last = reading.document.page_of(reading.pack.tasks[-1].at.first)
    assert last is not None
    assert last > 1


def test_what_was_read_is_not_listed_as_unread() -> None:
    reading = try_layout("docx, typed numbers", Style.ROMAN, 0).reading
    unread = [line for passage in reading.unread for line in range(passage.at.first, passage.at.last + 1)]
    targets = [target for target in reading.pack.targets if target.measures]
    assert targets
    assert not {target.at.first for target in targets} & set(unread)


def _claims(read: PlanPack, due: PlanPack) -> list[tuple[set[str], Span]]:
    """Words of the story, one of which must stand where the reading says that it has the item from."""
    phrases: dict[tuple[Hashable, ...], set[str]] = defaultdict(set)
    for target in due.targets:
        for one in target.measures:
            phrases[one.op, one.value, one.value_to].add(one.label)
    titles = {task.key: task.title.split()[0] for task in due.tasks}
    return [
        *(
            (phrases[key], target.at)
            for target in read.targets
            for one in target.measures
            if (key := (one.op, one.value, one.value_to)) in phrases
        ),
        *(({titles[task.key]}, task.at) for task in read.tasks if task.key in titles),
        *(({basis.number}, basis.at) for basis in read.legal_basis if basis.number),
    ]


def _stands(what: set[str], at: Span, lines: list[str]) -> bool:
    there = " ".join(" ".join(lines[at.first - 1 : at.last]).split())
    return any(fold(words) in there for words in what)


def test_a_reading_is_the_same_each_time() -> None:
    again = try_layout.__wrapped__("docx, typed numbers", Style.ROMAN, 0)
    assert again.reading == try_layout("docx, typed numbers", Style.ROMAN, 0).reading
