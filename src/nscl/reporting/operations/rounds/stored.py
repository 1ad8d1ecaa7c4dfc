"""A round as the audit trail tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from nscl.records.operations import Actor, Change, record_event
from nscl.reporting.enums import RoundKind
from nscl.reporting.models import ReportingRound
from nscl.reporting.operations.opening import round_reference
from nscl.reporting.rules.rounds import RoundValues


def values_of(row: ReportingRound) -> RoundValues:
    """The values of a stored round."""
    return RoundValues(
        kind=RoundKind(row.kind),
        year=row.year,
        title=row.title,
        period_start=row.period_start,
        period_end=row.period_end,
        data_until=row.data_until,
        agencies_due=row.agencies_due,
        province_due=row.province_due,
        note=row.note,
    )


def years_of(values: RoundValues) -> range:
    """The years whose annual plans tell who works under the plan."""
    return range(values.period_start.year, values.period_end.year + 1)


def words_of(row: ReportingRound) -> Mapping[str, str]:
    """What may be changed of a round, in the words of the audit trail."""
    return {
        "Tên kỳ báo cáo": row.title,
        "Ghi chú": row.note,
        "Chốt số liệu": f"{row.data_until:%d/%m/%Y}",
        "Hạn của cơ quan": f"{row.agencies_due:%d/%m/%Y}",
        "Hạn của tỉnh": "" if row.province_due is None else f"{row.province_due:%d/%m/%Y}",
    }


def as_changes(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """What differs, field by field."""
    return [Change(name, before.get(name, ""), words) for name, words in after.items() if before.get(name, "") != words]


def tell_round(
    row: ReportingRound, verb: str, changes: Sequence[Change], *, by: Actor, at: datetime, comment: str = ""
) -> None:
    """Write the one audit event of an act on a round."""
    reference = round_reference(row)
    record_event(
        action=f"round.{verb}",
        by=by,
        at=at,
        subject=reference,
        context=reference,
        changes=changes,
        comment=comment.strip(),
    )
