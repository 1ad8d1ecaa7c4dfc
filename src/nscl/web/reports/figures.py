"""The figures of a submission: live while it is written, as they were sealed once it is submitted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext_lazy as _

from nscl.documents.report_papers.tables import ReportTable, TableCode
from nscl.reporting.enums import SubmissionState
from nscl.reporting.queries.figures import (
    AGENCY_TABLES,
    behind_row,
    collect_agency,
    newest_set,
    scope_of,
    stored_figures,
)
from nscl.reporting.queries.submissions import SubmissionPage
from nscl.reporting.rules.moves import SENT
from nscl.web.ui.parts import Text

# What a table is called on a tab, in a list of annexes: shorter than its title.
TAB_LABELS: Final[dict[TableCode, Text]] = {
    TableCode.MEASURES: _("Chỉ tiêu"),
    TableCode.TASKS: _("Nhiệm vụ"),
    TableCode.MONEY: _("Kinh phí"),
    TableCode.SETTLED: _("Ước và thực hiện"),
    TableCode.PRODUCTIVITY: _("Năng suất"),
    TableCode.PILOTS: _("Mô hình điểm"),
    TableCode.TRAINING: _("Đào tạo"),
    TableCode.DIFFICULTIES: _("Vướng mắc"),
    TableCode.NEXT_YEAR: _("Năm sau"),
    TableCode.AGENCIES: _("Cơ quan"),
    TableCode.ACTIVITIES: _("Hoạt động"),
    TableCode.ORGANISATIONS: _("Tổ chức được hỗ trợ"),
}


@dataclass(frozen=True)
class Shown:
    """One table of a submission. sealed: the number of the set it was read from, None while it is live."""

    table: ReportTable | None
    as_of: date
    is_sample: bool
    sealed: int | None


def tables_of(_page: SubmissionPage) -> tuple[TableCode, ...]:
    """The tables that an agency's report has, in its order."""
    return AGENCY_TABLES


def shown_table(page: SubmissionPage, code: TableCode, on: date) -> Shown:
    """The table as the report has it: of the newest sealed set where it was sent, else of today's records."""
    is_sent = page.row.state in SENT or page.row.state == SubmissionState.HANDED_OVER
    sealed = newest_set(submission_id=page.row.number) if is_sent else None
    if sealed is not None:
        figures = stored_figures(sealed.number, [code], with_records=True)
    else:
        figures = collect_agency(scope_of(page.round.number, on), page.agency_ids, [code])
    return Shown(figures.table(code), figures.as_of, figures.is_sample, sealed.number if sealed else None)


__all__ = ["TAB_LABELS", "Shown", "behind_row", "newest_set", "shown_table", "tables_of"]
