"""Items that `plans` keeps, described."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final
from urllib.parse import quote

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from nscl.plans.enums import ItemKind, label
from nscl.plans.queries.basis import AgencyRow, LegalBasisRow
from nscl.plans.queries.duties import ReportingRow, ResponsibilityRow, ReviewRow, SupportRuleRow
from nscl.plans.queries.findings import FindingRow
from nscl.plans.queries.rows import ItemRow
from nscl.plans.queries.targets import TargetRow
from nscl.plans.queries.tasks import TaskGroupRow, TaskRow
from nscl.plans.rules import years_in_words
from nscl.text.dates import format_date, format_partial
from nscl.text.formats import format_number
from nscl.web.plans import sentences
from nscl.web.plans.addresses import EditionAddress, TabKey
from nscl.web.plans.items.described import Described, agency_fact
from nscl.web.plans.targets import measure_table
from nscl.web.plans.tasks import GROUP_FILTER, output_in_words
from nscl.web.plans.words import FINDING_CHIPS, KIND_NAMES, capital
from nscl.web.ui.parts import Fact, Finding, Severity


def numbered(kind: ItemKind, key: str) -> str:
    """The item by its kind and the number that it has in the document: "Nhiệm vụ IV.2"."""
    return f"{KIND_NAMES[kind]} {key}".strip()


def _target(row: TargetRow, address: EditionAddress) -> Described:
    return Described(
        numbered(ItemKind.TARGET, row.key),
        row.text,
        [
            Fact(pgettext("một mục", "Mục tiêu"), row.text),
            Fact(_("Giai đoạn"), years_in_words(row.phase_start, row.phase_end)),
            Fact(_("Chỉ tiêu"), "\n".join(f"{measure.label}: {measure.words}" for measure in row.measures)),
        ],
        tables=[measure_table([row], address)] if row.measures else [],
    )


def _task(row: TaskRow, address: EditionAddress) -> Described:
    return Described(
        numbered(ItemKind.TASK, row.key),
        row.title,
        [
            Fact(pgettext("một mục", "Nhiệm vụ"), row.title),
            Fact(_("Nhóm"), f"{row.group_key}. {row.group_title}", address.item(ItemKind.TASK_GROUP, row.group_number)),
            Fact(_("Thời gian"), row.schedule),
            Fact(_("Lời văn về thời gian"), row.schedule_text),
            Fact(_("Sản phẩm"), "\n".join(output_in_words(output) for output in row.outputs)),
            Fact(_("Ghi chú"), row.note),
        ],
        [
            agency_fact(_("Chủ trì"), row.lead, address),
            agency_fact(_("Phối hợp"), row.coordinate, address),
        ],
    )


def _group(row: TaskGroupRow, address: EditionAddress) -> Described:
    tasks = f"{address.tab(TabKey.TASKS)}?{GROUP_FILTER}={row.number}"
    return Described(
        numbered(ItemKind.TASK_GROUP, row.key),
        row.title,
        [Fact(_("Tên nhóm"), row.title), Fact(_("Nhiệm vụ"), sentences.tasks(row.tasks), tasks)],
    )


def _responsibility(row: ResponsibilityRow, address: EditionAddress) -> Described:
    return Described(
        str(KIND_NAMES[ItemKind.RESPONSIBILITY]),
        _("%(agency)s: %(role)s") % {"agency": row.agency.name, "role": label(row.role)},
        [Fact(_("Vai trò"), capital(label(row.role))), Fact(_("Nội dung"), row.text)],
        [
            agency_fact(_("Cơ quan"), [row.agency], address),
            agency_fact(_("Cùng với"), row.partners, address),
        ],
    )


def _reporting(row: ReportingRow, address: EditionAddress) -> Described:
    return Described(
        str(KIND_NAMES[ItemKind.REPORTING]),
        capital(row.due),
        [Fact(_("Định kỳ"), capital(label(row.every))), Fact(_("Thời hạn"), row.due)],
        [
            agency_fact(_("Đơn vị báo cáo"), row.senders, address),
            agency_fact(_("Nơi nhận"), [row.recipient], address),
        ],
    )


def _review(row: ReviewRow, address: EditionAddress) -> Described:
    kind = capital(label(row.kind))
    return Described(
        kind,
        _("%(kind)s năm %(year)s") % {"kind": kind, "year": row.year},
        [Fact(_("Loại"), kind), Fact(_("Năm"), str(row.year))],
        [agency_fact(_("Chủ trì"), [row.lead] if row.lead else [], address)],
    )


def _support_rule(row: SupportRuleRow, _address: EditionAddress) -> Described:
    kind = capital(label(row.kind))
    return Described(
        str(KIND_NAMES[ItemKind.SUPPORT_RULE]), kind, [Fact(_("Loại"), kind), Fact(_("Nội dung"), row.text)]
    )


def _legal_basis(row: LegalBasisRow, _address: EditionAddress) -> Described:
    return Described(
        row.reference or str(KIND_NAMES[ItemKind.LEGAL_BASIS]),
        row.about,
        [
            Fact(_("Số, ký hiệu"), row.reference),
            Fact(_("Ngày"), format_partial(row.date) if row.date else None),
            Fact(_("Cơ quan ban hành"), row.issuer),
            Fact(_("Trích yếu"), row.about),
        ],
    )


def _agency(row: AgencyRow, address: EditionAddress) -> Described:
    tasks, duties = address.tab(TabKey.TASKS), address.tab(TabKey.DUTIES)
    name = quote(row.name)
    return Described(
        row.name,
        _("%(leads)s chủ trì, %(coordinates)s phối hợp, %(duties)s.")
        % {
            "leads": sentences.tasks(row.leads),
            "coordinates": sentences.tasks(row.coordinates),
            "duties": sentences.duties(row.duties),
        },
        [
            Fact(_("Tên trong kế hoạch"), row.name),
            Fact(_("Tên trong danh mục cơ quan"), row.register_name),
            Fact(_("Loại"), capital(label(row.kind))),
            Fact(_("Nhiệm vụ chủ trì"), format_number(row.leads), f"{tasks}?chu-tri={name}" if row.leads else ""),
            Fact(
                _("Nhiệm vụ phối hợp"),
                format_number(row.coordinates),
                f"{tasks}?phoi-hop={name}" if row.coordinates else "",
            ),
            Fact(_("Trách nhiệm"), format_number(row.duties), f"{duties}?co-quan={name}" if row.duties else ""),
        ],
    )


def _finding(row: FindingRow, _address: EditionAddress) -> Described:
    decided = ""
    if row.decided_at:
        decided = f"{row.decided_by}, {format_date(row.decided_at.date())}".strip(", ")
    facts = [
        Fact(_("Tìm ra bởi"), capital(row.origin.label)),
        Fact(_("Phép kiểm tra"), row.rule),
        Fact(_("Về mục"), row.subject),
        Fact(_("Người xử lý"), decided),
    ]
    part = Finding(
        severity=Severity(row.severity.value),
        kind=capital(label(row.kind)),
        says=row.says,
        conflicts_with=row.conflicts_with or "",
        likely=row.likely or "",
        state=FINDING_CHIPS[row.state],
        reason=row.reason,
    )
    return Described(
        _("Phát hiện: %(kind)s") % {"kind": label(row.kind)},
        row.says,
        [fact for fact in facts if fact.value],
        parts=[part],
    )


DESCRIPTIONS: Final[Mapping[ItemKind, Callable[[Any, EditionAddress], Described]]] = {
    ItemKind.TARGET: _target,
    ItemKind.TASK: _task,
    ItemKind.TASK_GROUP: _group,
    ItemKind.RESPONSIBILITY: _responsibility,
    ItemKind.REPORTING: _reporting,
    ItemKind.REVIEW: _review,
    ItemKind.SUPPORT_RULE: _support_rule,
    ItemKind.LEGAL_BASIS: _legal_basis,
    ItemKind.AGENCY: _agency,
    ItemKind.FINDING: _finding,
}


def describe(kind: ItemKind, row: ItemRow, address: EditionAddress) -> Described:
    """The item in words. Raises KeyError for a kind that `plans` does not keep."""
    return DESCRIPTIONS[kind](row, address)
