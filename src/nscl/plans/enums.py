"""States and kinds of a plan, and the labels of the pack format's vocabularies (`nscl.documents.pack.enums`)."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from nscl.documents.pack.enums import (
    AgencyKind,
    DutyRole,
    FindingKind,
    FindingSeverity,
    MeasureOp,
    MeasureWhen,
    ReportingFrequency,
    ReviewKind,
    ScheduleKind,
    SupportRuleKind,
)


class ItemKind(StrEnum):
    """What a person can look up, edit or find in an edition: the kind in search entries and in the audit trail.

    Those of `finance` stand here too: one vocabulary, so that a page can name any item by its kind and number.
    """

    HEADER = "plans.edition"
    LEGAL_BASIS = "plans.legal_basis"
    AGENCY = "plans.agency"
    TARGET = "plans.target"
    TASK_GROUP = "plans.task_group"
    TASK = "plans.task"
    RESPONSIBILITY = "plans.responsibility"
    REPORTING = "plans.reporting"
    REVIEW = "plans.review"
    SUPPORT_RULE = "plans.support_rule"
    FINDING = "plans.finding"
    BUDGET = "finance.budget"
    BUDGET_LINE = "finance.line"
    STATED_SUM = "finance.stated_sum"


class EditionState(TextChoices):
    """Draft: everything may change. Issued: frozen, in force. Superseded: frozen, an amendment took its place."""

    DRAFT = "draft", _("bản nháp")
    ISSUED = "issued", _("đã ban hành")
    SUPERSEDED = "superseded", _("đã được thay thế")


class AgencyRole(TextChoices):
    """The part of an agency in a task or a budget line."""

    LEAD = "lead", _("chủ trì")
    COORDINATE = "coordinate", _("phối hợp")


class FindingState(TextChoices):
    """What was decided about a finding."""

    OPEN = "open", _("chưa xử lý")
    ACCEPTED = "accepted", _("đã ghi nhận")
    FIXED = "fixed", _("đã sửa")
    WAIVED = "waived", _("bỏ qua có lý do")


class FindingOrigin(TextChoices):
    """Who found it: the check of the software, or a person who read the document."""

    COMPUTED = "computed", _("máy kiểm tra")
    READ = "read", _("người đọc")


LABELS: dict[type[StrEnum], dict[Any, Any]] = {
    MeasureOp: {
        MeasureOp.EXACTLY: _("đúng"),
        MeasureOp.AT_LEAST: _("ít nhất"),
        MeasureOp.MORE_THAN: _("trên"),
        MeasureOp.ABOUT: _("khoảng"),
        MeasureOp.RANGE: _("từ … đến"),
        MeasureOp.ALL: _("toàn bộ"),
        MeasureOp.AT_MOST: _("không quá"),
    },
    MeasureWhen: {
        MeasureWhen.BY_END: _("đến cuối giai đoạn"),
        MeasureWhen.TOTAL: _("cả giai đoạn"),
        MeasureWhen.EACH_YEAR: _("mỗi năm"),
        MeasureWhen.AVERAGE_PER_YEAR: _("bình quân mỗi năm"),
        MeasureWhen.GROWTH_PER_YEAR: _("tăng mỗi năm"),
    },
    ScheduleKind: {
        ScheduleKind.YEARS: _("theo các năm"),
        ScheduleKind.ANNUAL: _("hằng năm"),
        ScheduleKind.FROM: _("từ năm"),
        ScheduleKind.SINGLE: _("trong một năm"),
        ScheduleKind.ON_DEMAND: _("khi có yêu cầu"),
        ScheduleKind.UNSTATED: _("không nêu"),
    },
    AgencyKind: {
        AgencyKind.PEOPLES_COMMITTEE: _("Ủy ban nhân dân"),
        AgencyKind.DEPARTMENT: _("sở, cơ quan cấp tỉnh"),
        AgencyKind.MINISTRY: _("bộ, cơ quan trung ương"),
        AgencyKind.DISTRICT: _("cấp huyện"),
        AgencyKind.COMMUNE: _("cấp xã"),
        AgencyKind.ASSOCIATION: _("hội, hiệp hội"),
        AgencyKind.MEDIA: _("báo chí, truyền thông"),
        AgencyKind.EDUCATION: _("cơ sở giáo dục"),
        AgencyKind.HEALTH: _("cơ sở y tế"),
        AgencyKind.ENTERPRISE: _("doanh nghiệp"),
        AgencyKind.CONFORMITY_BODY: _("tổ chức đánh giá sự phù hợp"),
        AgencyKind.GROUP: _("nhóm cơ quan"),
        AgencyKind.OTHER: _("khác"),
    },
    DutyRole: {
        DutyRole.LEAD: _("chủ trì"),
        DutyRole.COORDINATE: _("phối hợp"),
        DutyRole.ADVISE: _("tham mưu"),
        DutyRole.APPRAISE: _("thẩm định"),
        DutyRole.FUND: _("bố trí kinh phí"),
        DutyRole.REPORT: _("báo cáo"),
        DutyRole.SELECT: _("lựa chọn"),
        DutyRole.SUPERVISE: _("giám sát"),
        DutyRole.INFORM: _("tuyên truyền"),
    },
    ReportingFrequency: {
        ReportingFrequency.YEAR: _("hằng năm"),
        ReportingFrequency.ON_DEMAND: _("đột xuất"),
    },
    ReviewKind: {ReviewKind.INTERIM: _("sơ kết"), ReviewKind.FINAL: _("tổng kết")},
    SupportRuleKind: {
        SupportRuleKind.ELIGIBLE: _("đối tượng"),
        SupportRuleKind.PRIORITY: _("ưu tiên"),
        SupportRuleKind.LIMIT: _("giới hạn"),
        SupportRuleKind.MATCHING: _("đối ứng"),
    },
    FindingKind: {
        FindingKind.DIGITS_VS_WORDS: _("số và chữ khác nhau"),
        FindingKind.SUM: _("cộng không khớp"),
        FindingKind.UNIT_COST: _("đơn giá × số lượng không khớp"),
        FindingKind.CROSS_TABLE: _("các phần không khớp nhau"),
        FindingKind.TARGET_VS_TASK: _("mục tiêu và nhiệm vụ không khớp"),
        FindingKind.RANGE: _("khoảng giá trị"),
        FindingKind.DATE: _("thời gian"),
        FindingKind.NUMBERING: _("đánh số"),
        FindingKind.UNIT: _("đơn vị tính"),
        FindingKind.AGENCY: _("cơ quan"),
        FindingKind.OTHER: _("khác"),
    },
    FindingSeverity: {
        FindingSeverity.ERROR: _("sai"),
        FindingSeverity.WARNING: _("cần xem lại"),
        FindingSeverity.INFO: _("lưu ý"),
    },
}


def choices(vocabulary: type[StrEnum]) -> list[tuple[str, Any]]:
    """A vocabulary of the pack format as Django choices, with the labels of the screen."""
    return [(member.value, LABELS[vocabulary][member]) for member in vocabulary]


def label(member: StrEnum) -> str:
    """The label of one word of a vocabulary, in the language of the moment."""
    return str(LABELS[type(member)][member])
