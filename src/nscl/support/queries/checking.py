"""Whether what is kept twice agrees: sums of funds, what was paid, contents that are held, against the cases."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import BigIntegerField, OuterRef, Q, Subquery, Sum, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from nscl.support.enums import ENDED_WITHOUT, GRANTED, HOLDING, CaseState
from nscl.support.models import Payment, SupportCase, SupportFund, SupportSlot, UsedPaper
from nscl.support.queries.access import case_label
from nscl.text.formats import format_vnd

_PAID = (CaseState.PAID, CaseState.CLOSED)


@dataclass(frozen=True, slots=True)
class SupportCheck:
    """How much was looked at, and every disagreement in words."""

    cases: int
    funds: int
    problems: tuple[str, ...]


def check_support() -> SupportCheck:
    """Recount what is kept twice. Nine queries."""
    problems = [*_funds(), *_payments(), *_slots(), *_papers()]
    return SupportCheck(SupportCase.objects.count(), SupportFund.objects.count(), tuple(problems))


def _funds() -> list[str]:
    """What was approved out of a fund is the sum of its granted cases."""
    granted = (
        SupportCase.objects.filter(fund=OuterRef("pk"), state__in=GRANTED)
        .order_by()
        .values("fund")
        .annotate(sum=Sum("approved_vnd"))
        .values("sum")
    )
    rows = SupportFund.objects.annotate(sum=_or_nought(granted)).order_by("pk")
    return [
        _("Quỹ “%(name)s”: đã duyệt ghi %(kept)s, tổng các hồ sơ %(sum)s")
        % {"name": name, "kept": format_vnd(kept), "sum": format_vnd(found)}
        for name, kept, found in rows.values_list("name", "approved_vnd", "sum")
        if kept != found
    ]


def _payments() -> list[str]:
    """What was paid on a case is the sum of its payments that stand. Samples have no vouchers, so no payments."""
    paid = (
        Payment.objects.filter(case=OuterRef("pk"), undone_at__isnull=True)
        .order_by()
        .values("case")
        .annotate(sum=Sum("vnd"))
        .values("sum")
    )
    rows = SupportCase.objects.filter(is_sample=False).annotate(sum=_or_nought(paid)).order_by("pk")
    return [
        _("Hồ sơ %(label)s: đã chi ghi %(kept)s, tổng các lần chi %(sum)s")
        % {"label": case_label(year, number), "kept": format_vnd(kept), "sum": format_vnd(found)}
        for year, number, kept, found in rows.values_list("year", "number", "paid_vnd", "sum")
        if kept != found
    ]


def _slots() -> list[str]:
    """A case on the way or paid holds its content, unless an earlier one of its lineage does; an ended one does not."""
    ended = SupportSlot.objects.filter(holds=True, case__state__in=ENDED_WITHOUT).select_related("case").order_by("pk")
    found = [
        _("Hồ sơ %(label)s đã kết thúc mà vẫn giữ nội dung hỗ trợ")
        % {"label": case_label(one.case.year, one.case.number)}
        for one in ended
    ]
    free = SupportCase.objects.filter(Q(slot__isnull=True) | Q(slot__holds=False), state__in=HOLDING)
    found += [
        _("Hồ sơ %(label)s đang xét hoặc đã chi mà không giữ nội dung hỗ trợ")
        % {"label": case_label(case.year, case.number)}
        for case in free.select_related("organisation").order_by("pk")
        if not _is_held_by_kin(case)
    ]
    astray = SupportSlot.objects.filter(lineage__lineage__isnull=False).select_related("case").order_by("pk")
    found += [
        _("Hồ sơ %(label)s giữ nội dung cho một tổ chức không còn đứng đầu nhóm")
        % {"label": case_label(one.case.year, one.case.number)}
        for one in astray
    ]
    return found


def _is_held_by_kin(case: SupportCase) -> bool:
    kin = SupportSlot.objects.filter(lineage=case.organisation.lineage_head, content=case.content, holds=True)
    return kin.exclude(case=case).exists()


def _papers() -> list[str]:
    rows = UsedPaper.objects.filter(holds=True, case__state__in=ENDED_WITHOUT).select_related("case").order_by("pk")
    return [
        _("Hồ sơ %(label)s đã kết thúc mà vẫn giữ giấy tờ %(key)s")
        % {"label": case_label(one.case.year, one.case.number), "key": one.key}
        for one in rows
    ]


def _or_nought(sums: object) -> Coalesce:
    return Coalesce(Subquery(sums, output_field=BigIntegerField()), Value(0))  # type: ignore[arg-type]
