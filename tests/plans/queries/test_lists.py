from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nscl.accounts.rules import Viewer
from nscl.documents.pack.enums import AgencyKind, DutyRole, FindingKind, MeasureOp, MeasureWhen, ReviewKind
from nscl.finance.queries.budget import budget_table
from nscl.finance.queries.overview import overview
from nscl.finance.queries.pack import pack_of
from nscl.plans.enums import FindingOrigin, FindingState
from nscl.plans.queries.basis import list_agencies, list_legal_basis
from nscl.plans.queries.document import whole_document
from nscl.plans.queries.duties import list_reporting, list_responsibilities, list_reviews, list_support_rules
from nscl.plans.queries.findings import count_findings, get_finding, list_findings
from nscl.plans.queries.history import history
from nscl.plans.queries.search import find_everywhere
from nscl.plans.queries.targets import list_targets
from nscl.plans.queries.tasks import list_groups, list_tasks
from nscl.text.dates import PartialDate
from tests.plans.queries.conftest import Shelf

# The most queries that each read may take, for a plan of two tasks and for one of twenty-three alike.
READS: list[tuple[Callable[[Viewer, int], object], int]] = [
    (list_targets, 2),
    (list_groups, 1),
    (list_tasks, 3),
    (list_agencies, 1),
    (list_legal_basis, 1),
    (list_responsibilities, 2),
    (list_reporting, 2),
    (list_reviews, 1),
    (list_support_rules, 1),
    (list_findings, 1),
    (count_findings, 1),
    (whole_document, 1),
    (history, 3),
    (budget_table, 8),
    (overview, 5),
    (lambda viewer, _edition: find_everywhere(viewer, "dao tao"), 2),
    (lambda _viewer, edition: pack_of(edition), 22),
]


@pytest.mark.parametrize(("read", "most"), READS)
def test_a_few_queries_whatever_the_size_of_the_plan(
    shelf: Shelf, read: Callable[[Viewer, int], object], most: int
) -> None:
    counts = []
    for edition in (shelf.draft, shelf.issued):
        with CaptureQueriesContext(connection) as queries:
            read(shelf.officer, edition)
        counts.append(len(queries))
    assert counts[0] == counts[1] <= most


def test_targets_with_their_measures(shelf: Shelf) -> None:
    first, second = list_targets(shelf.officer, shelf.draft)
    assert (first.key, first.text) == ("T1", "Đào tạo cán bộ và xây dựng mô hình điểm")
    assert (first.first_line, first.last_line, first.phase_start, first.phase_end) == (10, 12, 2021, 2025)
    assert (first.edition_id, first.position, first.version) == (shelf.draft, 1, 1)
    assert "dao tao can bo" in first.folded
    people, share = first.measures
    assert (people.op, people.value, people.when) == (MeasureOp.AT_LEAST, Decimal(1000), MeasureWhen.EACH_YEAR)
    assert people.words == "ít nhất 1.000 lượt người mỗi năm"
    assert (share.value_to, share.of, share.figure) == (Decimal("35.5"), "tăng trưởng GRDP", "30–35,5%")
    assert share.words == "30–35,5% tăng trưởng GRDP, đến cuối giai đoạn"
    assert second.measures == ()


def test_tasks_with_agencies_outputs_and_schedule(shelf: Shelf) -> None:
    assert [(group.key, group.title, group.tasks) for group in list_groups(shelf.officer, shelf.draft)] == [
        ("1", "Đào tạo", 1),
        ("2", "Hỗ trợ", 1),
    ]
    first, second = list_tasks(shelf.officer, shelf.draft)
    assert (first.key, first.group_key, first.group_title) == ("1.1", "1", "Đào tạo")
    assert [agency.name for agency in first.lead] == ["Sở Khoa học và Công nghệ"]
    assert [agency.key for agency in first.coordinate] == ["so-y-te", "cac-so-nganh"]
    assert (first.schedule, first.schedule_text, first.note) == ("2021–2025", "2021-2025", "Mở tại huyện")
    classes, report = first.outputs
    assert (classes.text, classes.figure, classes.by_year) == ("45 lớp", "45 lớp", 2023)
    assert (report.op, report.figure) == (None, "")
    assert [agency.key for agency in second.lead] == ["so-khcn", "so-khdt"]
    assert (second.schedule, second.outputs, second.note) == ("hằng năm", (), None)


def test_agencies_with_what_they_have_to_do(shelf: Shelf) -> None:
    science, planning, health, group, _ = list_agencies(shelf.officer, shelf.draft)
    assert (science.key, science.kind, science.leads, science.coordinates, science.duties) == (
        "so-khcn",
        AgencyKind.DEPARTMENT,
        2,
        0,
        1,
    )
    assert (planning.leads, planning.duties, health.coordinates) == (1, 1, 1)
    assert science.agency_id is not None
    assert science.register_name is not None
    assert (group.agency_id, group.register_name) == (None, None)


def test_the_chapter_on_organisation(shelf: Shelf) -> None:
    lead, fund = list_responsibilities(shelf.officer, shelf.draft)
    assert (lead.agency.key, lead.role, lead.text) == ("so-khcn", DutyRole.LEAD, "Chủ trì thực hiện")
    assert [partner.key for partner in lead.partners] == ["so-khdt", "so-y-te"]
    assert fund.partners == ()
    yearly, demanded = list_reporting(shelf.officer, shelf.draft)
    assert [sender.key for sender in yearly.senders] == ["cac-so-nganh", "so-y-te"]
    assert (yearly.recipient.key, yearly.due) == ("so-khcn", "chậm nhất ngày 20/11 hằng năm")
    assert (demanded.due_month, demanded.due) == (None, "đột xuất, khi có yêu cầu")
    (review,) = list_reviews(shelf.officer, shelf.draft)
    assert review.lead is not None
    assert (review.kind, review.year, review.lead.key) == (ReviewKind.FINAL, 2025, "so-khcn")
    assert [rule.text for rule in list_support_rules(shelf.officer, shelf.draft)] == [
        "Doanh nghiệp nhỏ và vừa",
        "Mỗi nội dung một lần",
    ]


def test_the_legal_basis(shelf: Shelf) -> None:
    first, second = list_legal_basis(shelf.officer, shelf.draft)
    assert (first.reference, first.date) == ("1322/QĐ-TTg", PartialDate(2020, 8, 31))
    assert (second.reference, second.date, second.about) == (None, None, "Nghị quyết về mức hỗ trợ")


def test_findings_by_their_lines(shelf: Shelf) -> None:
    rows = list_findings(shelf.officer, shelf.draft)
    lines = [row.first_line or 0 for row in rows]
    assert lines == sorted(lines)
    (misprint,) = [row for row in rows if row.kind is FindingKind.DIGITS_VS_WORDS and row.origin is FindingOrigin.READ]
    assert (misprint.first_line, misprint.state, misprint.decided_by) == (36, FindingState.OPEN, "")
    assert misprint.likely == "100.000.000 đồng"
    assert get_finding(shelf.officer, misprint.number) == misprint
