"""Cells of an estimate: many in one act, all or none; two people; undone by the inverse act."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from nscl.accounts.rules import NotAllowed, Viewer
from nscl.finance.enums import MoneySource
from nscl.finance.operations.estimates import CellsSaved, appraise_as_proposed, set_amounts, withdraw_estimate
from nscl.finance.operations.estimates.errors import CellsConflict, EstimateClosed, EstimateMissing, InvalidCells
from nscl.finance.rules.line_values import MOST_VND, CellChange
from nscl.finance.rules.problems import Reason
from nscl.records.models import AuditChange, AuditEvent
from nscl.records.operations import SYSTEM, Actor
from tests.factories.estimates import (
    ENTERPRISE,
    STATE,
    a_line,
    content,
    set_cell,
    submitted,
    version_of,
    with_lines,
)
from tests.factories.people import AT


def save(estimate: int, *cells: CellChange) -> CellsSaved:
    return set_amounts(estimate=estimate, cells=cells, viewer=None, by=SYSTEM, at=AT)


def inverse(cells: list[CellChange]) -> list[CellChange]:
    return [cell._replace(vnd=cell.was, was=cell.vnd) for cell in cells]


@pytest.fixture
def lines(estimate: int) -> tuple[int, ...]:
    """A heading with two lines."""
    return with_lines(estimate, a_line("Mục", key="I"), a_line("A", depth=1), a_line("B", depth=1))


def test_cells_are_set_changed_and_blanked_in_one_act(
    estimate: int, lines: tuple[int, ...], officer: Viewer, actor: Actor
) -> None:
    _heading, first, second = lines
    save(estimate, CellChange(first, 2021, STATE, 100, None), CellChange(first, 2022, STATE, 0, None))
    saved = set_amounts(
        estimate=estimate,
        cells=[
            CellChange(first, 2021, STATE, 150, 100),
            CellChange(first, 2022, STATE, None, 0),
            CellChange(second, 2023, ENTERPRISE, 30, None),
        ],
        viewer=officer,
        by=actor,
        at=AT,
    )
    assert saved == CellsSaved(version_of(estimate), 3)
    assert [row[4:] for row in content(estimate)] == [(2021, "state", 150, None), (2023, "enterprise", 30, None)]
    event = AuditEvent.objects.latest("pk")
    assert event.action == "estimate.amounts_set"
    assert list(AuditChange.objects.filter(event=event).order_by("pk").values_list("field", "before", "after")) == [
        ("A · 2021 · NSNN", "100 đồng", "150 đồng"),
        ("A · 2022 · NSNN", "0 đồng", ""),
        ("B · 2023 · doanh nghiệp", "", "30 đồng"),
    ]


def test_the_same_again_writes_nothing(estimate: int, lines: tuple[int, ...]) -> None:
    cell = CellChange(lines[1], 2021, STATE, 5, None)
    save(estimate, cell)
    events = AuditEvent.objects.count()
    assert save(estimate, cell).changed == 0
    assert (AuditEvent.objects.count(), save(estimate).changed) == (events, 0)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"vnd": -1}, Reason.NEGATIVE),
        ({"vnd": MOST_VND + 1}, Reason.TOO_LARGE),
        ({"vnd": 10**16}, Reason.TOO_LARGE),
        ({"year": 2024}, Reason.OUTSIDE_YEARS),
        ({"source": "lottery"}, Reason.UNKNOWN),
        ({"line": 10**6}, Reason.UNKNOWN),
    ],
)
def test_a_cell_that_cannot_be_kept_is_told_where_it_is(
    estimate: int, lines: tuple[int, ...], change: dict[str, object], reason: Reason
) -> None:
    good = CellChange(lines[1], 2021, STATE, 5, None)
    bad = CellChange(lines[2], 2022, STATE, 7, None)._replace(**change)  # type: ignore[arg-type]
    with pytest.raises(InvalidCells) as refusal:
        save(estimate, good, bad)
    (problem,) = refusal.value.problems
    assert (problem.reason, problem.line, problem.year, problem.source) == (reason, bad.line, bad.year, str(bad.source))
    assert "Cách sửa" in str(refusal.value)
    assert content(estimate) == []


def test_a_total_is_not_typed_over_its_parts(estimate: int, lines: tuple[int, ...]) -> None:
    with pytest.raises(InvalidCells, match="dòng cộng") as refusal:
        save(estimate, CellChange(lines[0], 2021, STATE, 5, None))
    assert refusal.value.problems[0].place == "I Mục"


def test_one_cell_has_one_figure(estimate: int, lines: tuple[int, ...]) -> None:
    with pytest.raises(InvalidCells, match="hai số"):
        save(estimate, *(CellChange(lines[1], 2021, STATE, vnd, None) for vnd in (5, 6)))


def test_the_sum_stays_within_what_a_database_adds_up(estimate: int, lines: tuple[int, ...]) -> None:
    many = with_lines(estimate, *(a_line(str(place)) for place in range(100)))
    cells = [
        CellChange(line, year, source, MOST_VND, None)
        for line in many
        for year in (2021, 2022, 2023)
        for source in (STATE, ENTERPRISE, MoneySource.OTHER, MoneySource.OWN_FUNDS)
    ]
    with pytest.raises(InvalidCells, match="Tổng dự toán quá lớn"):
        save(estimate, *cells)
    assert lines


def test_two_people_in_one_cell(estimate: int, lines: tuple[int, ...], officer: Viewer, actor: Actor) -> None:
    _heading, first, second = lines
    cell = CellChange(first, 2021, STATE, 100, None)
    set_amounts(estimate=estimate, cells=[cell], viewer=officer, by=actor, at=AT)
    with pytest.raises(CellsConflict, match="chuyên viên chương trình vừa sửa 1 ô") as conflict:
        save(estimate, CellChange(first, 2021, STATE, 70, None), CellChange(second, 2021, STATE, 5, None))
    (one,) = conflict.value.cells
    assert (one.line, one.place, one.year, one.mine, one.theirs, one.by, one.at) == (
        first,
        "A",
        2021,
        70,
        100,
        officer.name,
        AT,
    )
    assert len(content(estimate)) == 1
    # In another cell, or with the same figure, nobody is in the way.
    save(estimate, CellChange(first, 2022, STATE, 70, None), cell)


def test_a_changed_cell_is_appraised_again(estimate: int, lines: tuple[int, ...]) -> None:
    _heading, first, second = lines
    set_cell(first, 2021, 100)
    set_cell(second, 2021, 50)
    version = submitted(estimate)
    appraise_as_proposed(estimate=estimate, viewer=None, by=SYSTEM, at=AT)
    withdraw_estimate(number=estimate, version=version + 1, viewer=None, by=SYSTEM, at=AT)
    set_cell(first, 2021, 60, 100)
    assert [row[6:] for row in content(estimate)] == [(60, None), (50, 50)]


def test_who_may_and_when(estimate: int, lines: tuple[int, ...], finance: Viewer, reader: Viewer) -> None:
    cell = CellChange(lines[1], 2021, STATE, 5, None)
    for viewer in (finance, reader):
        with pytest.raises(NotAllowed):
            set_amounts(estimate=estimate, cells=[cell], viewer=viewer, by=SYSTEM, at=AT)
    set_cell(lines[2], 2021, 5)
    set_cell(lines[1], 2022, 5)
    submitted(estimate)
    with pytest.raises(EstimateClosed):
        save(estimate, cell)
    with pytest.raises(EstimateMissing):
        save(10**6, cell)


def test_a_thousand_cells_are_a_few_questions(estimate: int) -> None:
    many = with_lines(estimate, *(a_line(f"Việc {place}") for place in range(100)))
    cells = [
        CellChange(line, year, source, place, None)
        for place, line in enumerate(many)
        for year in (2021, 2022, 2023)
        for source in (STATE, ENTERPRISE, MoneySource.OTHER)
    ]
    with CaptureQueriesContext(
        connection,
    ) as asked:
        saved = save(estimate, *cells)
    # SQLite takes some hundred rows a statement; the questions themselves are the same for one cell and a thousand.
    assert (saved.changed, len(asked) <= 40) == (900, True)
    save(estimate, *inverse(cells))
    assert content(estimate) == []


def edits(lines: tuple[int, ...]) -> st.SearchStrategy[list[tuple[int, int, MoneySource, int | None]]]:
    cell = st.tuples(
        st.sampled_from(lines[1:]),
        st.sampled_from([2021, 2022]),
        st.sampled_from([STATE, ENTERPRISE]),
        st.none() | st.integers(0, 10**9),
    )
    return st.lists(cell, max_size=8, unique_by=lambda one: one[:3])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_every_act_is_undone_by_its_inverse(estimate: int, lines: tuple[int, ...], data: st.DataObject) -> None:
    """Whatever was typed, in whatever order: going back by the inverse acts leaves exactly what was there."""
    states, acts = [content(estimate)], []
    for _turn in range(2):
        now = {(row[1], row[4], row[5]): row[6] for row in states[-1]}
        names = dict(zip(lines[1:], "AB", strict=True))
        cells = [
            CellChange(line, year, source, vnd, now.get((names[line], year, str(source))))
            for line, year, source, vnd in data.draw(edits(lines))
        ]
        save(estimate, *cells)
        acts.append(cells)
        states.append(content(estimate))
    for cells in reversed(acts):
        assert content(estimate) == states.pop()
        save(estimate, *inverse(cells))
    assert content(estimate) == states.pop()
