"""Kinds of items, states and severities as words and chips of the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from nscl.documents.pack.enums import FindingSeverity
from nscl.plans.enums import EditionState, FindingState, ItemKind
from nscl.plans.queries.rows import AgencyName
from nscl.web.ui.parts import Chip, Text, Tone

# One item of each kind: "Nhiệm vụ" of a heading is many in English, of an item one.
KIND_NAMES: Final[Mapping[ItemKind, Text]] = {
    ItemKind.HEADER: pgettext_lazy("một mục", "Kế hoạch"),
    ItemKind.LEGAL_BASIS: pgettext_lazy("một mục", "Căn cứ"),
    ItemKind.AGENCY: pgettext_lazy("một mục", "Cơ quan trong kế hoạch"),
    ItemKind.TARGET: pgettext_lazy("một mục", "Mục tiêu"),
    ItemKind.TASK_GROUP: pgettext_lazy("một mục", "Nhóm nhiệm vụ"),
    ItemKind.TASK: pgettext_lazy("một mục", "Nhiệm vụ"),
    ItemKind.RESPONSIBILITY: pgettext_lazy("một mục", "Trách nhiệm"),
    ItemKind.REPORTING: pgettext_lazy("một mục", "Chế độ báo cáo"),
    ItemKind.REVIEW: pgettext_lazy("một mục", "Sơ kết, tổng kết"),
    ItemKind.SUPPORT_RULE: pgettext_lazy("một mục", "Quy định hỗ trợ"),
    ItemKind.FINDING: pgettext_lazy("một mục", "Phát hiện"),
    ItemKind.BUDGET: pgettext_lazy("một mục", "Bảng dự toán"),
    ItemKind.BUDGET_LINE: pgettext_lazy("một mục", "Dòng dự toán"),
    ItemKind.STATED_SUM: pgettext_lazy("một mục", "Số tiền nêu trong lời văn"),
}

EDITION_CHIPS: Final[Mapping[EditionState, Chip]] = {
    EditionState.ISSUED: Chip(_("Đã ban hành"), Tone.GOOD, "badge-check", 0),
    EditionState.DRAFT: Chip(_("Bản nháp"), Tone.WARN, "file-pen", 1),
    EditionState.SUPERSEDED: Chip(_("Đã được thay thế"), Tone.IDLE, "archive", 2),
}

SEVERITY_CHIPS: Final[Mapping[FindingSeverity, Chip]] = {
    FindingSeverity.ERROR: Chip(_("Sai"), Tone.BAD, "octagon-alert", 0),
    FindingSeverity.WARNING: Chip(_("Cần xem lại"), Tone.WARN, "triangle-alert", 1),
    FindingSeverity.INFO: Chip(_("Lưu ý"), Tone.IDLE, "info", 2),
}

FINDING_CHIPS: Final[Mapping[FindingState, Chip]] = {
    FindingState.OPEN: Chip(_("Chưa xử lý"), Tone.WARN, "circle-dot", 0),
    FindingState.ACCEPTED: Chip(_("Đã ghi nhận"), Tone.INFO, "eye", 1),
    FindingState.FIXED: Chip(_("Đã sửa"), Tone.GOOD, "check", 2),
    FindingState.WAIVED: Chip(_("Bỏ qua có lý do"), Tone.IDLE, "circle-minus", 3),
}


def names(agencies: Sequence[AgencyName]) -> tuple[str, ...]:
    """The names of agencies, for a cell."""
    return tuple(agency.name for agency in agencies)


def capital(text: Text) -> str:
    """The text with a capital first letter, for the head of a cell ("chủ trì" → "Chủ trì")."""
    words = str(text)
    return words[:1].upper() + words[1:]
