from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.finance.operations.editions import open_amendment
from nscl.finance.queries.overview import overview
from nscl.plans.enums import EditionState
from nscl.plans.queries.access import EditionNotFound
from nscl.plans.queries.editions import edition_by_number, editions_of, find_edition, list_editions
from nscl.plans.queries.findings import count_findings, list_findings
from nscl.records.operations import SYSTEM
from nscl.text.dates import PartialDate
from tests.factories.people import AT
from tests.plans.queries.conftest import Shelf


def test_the_head_of_a_plan(shelf: Shelf) -> None:
    head = find_edition(shelf.officer, "thu-nghiem-2021-2025")
    assert (head.province_name, head.province_code) == ("Bắc Giang", "24")  # of its day
    assert (head.ordinal, head.state, head.is_draft) == (1, EditionState.DRAFT, True)
    assert (head.number, head.issued_on, head.issuer) == ("12/KH-UBND", PartialDate(2021, 8, 10), "UBND tỉnh Bắc Giang")
    assert (head.period_start, head.period_end, head.label) == (2021, 2025, "Kế hoạch Bắc Giang 2021–2025")
    assert (head.amends_ordinal, head.has_text, head.source_lines) == (None, True, 60)
    assert head.source_sha256 is not None
    assert head.frozen_at is None
    assert edition_by_number(shelf.officer, shelf.draft) == head


def test_the_edition_in_force_is_shown_before_a_newer_draft(shelf: Shelf) -> None:
    draft = open_amendment(edition_id=shelf.issued, viewer=None, by=SYSTEM, at=AT)
    slug = "bac-giang-2021-2025"
    assert find_edition(shelf.officer, slug).edition_id == shelf.issued
    amendment = find_edition(shelf.officer, slug, 2)
    assert (amendment.edition_id, amendment.amends_ordinal) == (draft, 1)
    assert [row.ordinal for row in editions_of(shelf.officer, slug)] == [2, 1]
    assert [row.ordinal for row in editions_of(shelf.reader, slug)] == [1]
    with pytest.raises(EditionNotFound):
        find_edition(shelf.reader, slug, 2)
    with pytest.raises(EditionNotFound):
        find_edition(shelf.officer, slug, 3)


def test_a_row_of_the_list_counts_what_the_edition_holds(shelf: Shelf) -> None:
    (row,) = editions_of(shelf.officer, "thu-nghiem-2021-2025")
    assert (row.targets, row.tasks) == (2, 2)
    counts = count_findings(shelf.officer, shelf.draft)
    assert (row.open_errors, row.open_warnings, row.open_infos) == (counts.errors, counts.warnings, counts.infos)
    assert row.open_findings == counts.open == len(list_findings(shelf.officer, shelf.draft))
    assert row.open_errors >= 1
    whole = overview(shelf.officer, shelf.draft)
    assert (whole.targets, whole.measures, whole.tasks, whole.groups) == (2, 2, 2, 2)
    assert (whole.agencies, whole.duties, whole.open_findings) == (5, 2, counts.open)
    assert whole.budget_vnd == 390_500_000
    assert whole.budget_stated_vnd == 390_500_000


def test_decided_findings_are_counted_apart(shelf: Shelf) -> None:
    counts = count_findings(shelf.officer, shelf.issued)
    assert counts.open == 0
    assert counts.decided == len(list_findings(shelf.officer, shelf.issued)) > 0


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("", {"bac-giang-2021-2025", "bac-ninh-2026-2030", "thu-nghiem-2021-2025"}),
        ("thử nghiệm", {"thu-nghiem-2021-2025"}),
        ("THU NGHI", {"thu-nghiem-2021-2025"}),
        ("12/KH", {"thu-nghiem-2021-2025"}),
        ("bac giang ke hoach", {"bac-giang-2021-2025", "thu-nghiem-2021-2025"}),
        ("nghiem bac ninh", set()),
    ],
)
def test_the_list_is_searched_by_folded_words(shelf: Shelf, q: str, found: set[str]) -> None:
    assert {row.slug for row in list_editions(shelf.officer, q=q)} == found


def test_the_list_is_narrowed_by_province_and_year(shelf: Shelf) -> None:
    head = find_edition(shelf.officer, "thu-nghiem-2021-2025")
    assert len(list_editions(shelf.officer, unit_ids=[head.unit_id])) == 2
    assert list_editions(shelf.officer, unit_ids=[]) == ()
    assert list_editions(shelf.officer, unit_ids=[head.unit_id + 100_000]) == ()
    assert len(list_editions(shelf.officer, year=2021)) == 2
    assert len(list_editions(shelf.officer, year=2025)) == 2
    assert [row.edition_id for row in list_editions(shelf.officer, year=2026)] == [shelf.today]
    assert list_editions(shelf.officer, year=2031) == ()


def test_one_query_however_many_plans(shelf: Shelf) -> None:
    with CaptureQueriesContext(connection) as queries:
        list_editions(shelf.officer)
    assert len(queries) == 1
    with CaptureQueriesContext(connection) as queries:
        find_edition(shelf.officer, "thu-nghiem-2021-2025")
    assert len(queries) == 1
