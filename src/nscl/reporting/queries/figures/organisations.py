"""The annex of organisations supported: whom, with what, how much was approved and paid."""

from __future__ import annotations

from collections.abc import Mapping

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from nscl.documents.report_papers.tables import ReportRow, ReportTable, RowRecord, TableCode
from nscl.plans.rules import plain_number
from nscl.reporting.queries.figures.cells import (
    Made,
    day,
    day_column,
    figure,
    money_column,
    text_column,
    words,
)
from nscl.reporting.queries.figures.gathering import Gathering
from nscl.support.enums import GRANTED, CaseState, SupportKind
from nscl.support.models import Payment, SupportCase
from nscl.support.queries.policies import content_names
from nscl.text.formats import format_number
from nscl.work.enums import OutputKind
from nscl.work.models import ActivityOutput

_COLUMNS = (
    text_column("organisation", "Tổ chức, doanh nghiệp", 2.6),
    text_column("tax_code", "Mã số thuế", 1.2),
    text_column("content", "Nội dung hỗ trợ", 2.6),
    day_column("on", "Ngày nghiệm thu"),
    money_column("approved", "Đã duyệt"),
    money_column("paid", "Đã chi trong kỳ"),
    text_column("state", "Tình trạng", 1.2),
)


def organisations_table(gathering: Gathering) -> Made:
    """The cases of support that were approved, accepted or paid in the report's time. Three queries."""
    found = list(_cases(gathering))
    paid = _paid(gathering)
    names = content_names()
    rows = tuple(_row(gathering, one, paid.get(one.pk), names) for one in found)
    note = _note(gathering, rows, len({one.organisation.lineage_id or one.organisation_id for one in found}))
    table = ReportTable(TableCode.ORGANISATIONS, "Tổ chức, doanh nghiệp được hỗ trợ", _COLUMNS, rows, note)
    return Made(table, any(one.is_sample for one in found))


def _cases(gathering: Gathering) -> QuerySet[SupportCase]:
    scope = gathering.scope
    rows = SupportCase.objects.filter(plan=scope.plan_id, state__in=GRANTED)
    if gathering.is_agency:
        rows = rows.filter(agency__in=gathering.own)
    when = {"gte": scope.period_start, "lte": scope.last_day}
    accepted = Q(**{f"acceptance__on__{op}": on for op, on in when.items()})
    approved = Q(**{f"decision_on__{op}": on for op, on in when.items()})
    rows = rows.filter(accepted | approved | Q(Exists(_payments(gathering).filter(case=OuterRef("pk")))))
    return rows.select_related("organisation", "acceptance", "agency").order_by("organisation__name", "pk")


def _payments(gathering: Gathering) -> QuerySet[Payment]:
    """What was paid in the report's time and not taken back."""
    scope = gathering.scope
    return Payment.objects.filter(
        case__plan=scope.plan_id, on__gte=scope.period_start, on__lte=scope.last_day, undone_at__isnull=True
    )


def _paid(gathering: Gathering) -> Mapping[int, int]:
    rows = _payments(gathering).order_by().values("case").annotate(all=Sum("vnd"))
    return {case: int(vnd) for case, vnd in rows.values_list("case", "all")}


def _row(gathering: Gathering, case: SupportCase, paid: int | None, names: Mapping[str, str]) -> ReportRow:
    accepted = getattr(case, "acceptance", None)
    on = None if accepted is None or accepted.on > gathering.scope.last_day else accepted.on
    content = " · ".join(filter(None, (names.get(case.content, case.content), case.subject)))
    amount = None if paid is None else figure(paid).value
    record = RowRecord(
        SupportKind.CASE.value,
        case.pk,
        f"{case.organisation.name}: {content}",
        on,
        amount,
        case.agency.name if case.agency else "",
    )
    cells = (
        words(case.organisation.name),
        words(case.organisation.tax_code or ""),
        words(content),
        day(on),
        figure(case.approved_vnd),
        figure(paid),
        words(str(CaseState(case.state).label)),
    )
    return ReportRow(f"case:{case.pk}", cells, records=(record,) if gathering.with_records else ())


def _note(gathering: Gathering, rows: tuple[ReportRow, ...], organisations: int) -> str:
    """How many organisations these are, and how many more the activities mention without naming them. One query."""
    scope = gathering.scope
    outputs = ActivityOutput.objects.filter(
        plan=scope.plan_id,
        kind=OutputKind.ORGANISATIONS_SUPPORTED,
        activity__done_on__gte=scope.period_start,
        activity__done_on__lte=scope.last_day,
    )
    if gathering.is_agency:
        outputs = outputs.filter(activity__agency__in=gathering.own)
    unnamed = outputs.aggregate(all=Sum("quantity"))["all"]
    said = [
        f"{format_number(organisations)} tổ chức, doanh nghiệp; chi nhánh, tổ chức kế thừa tính chung."
        if rows
        else "Không có hồ sơ hỗ trợ nào được duyệt, nghiệm thu hoặc chi trong kỳ báo cáo."
    ]
    if unnamed:
        number = format_number(plain_number(unnamed))
        said.append(f"Các hoạt động đã xong còn ghi {number} lượt tổ chức được hỗ trợ, không nêu tên.")
    return " ".join(said)
