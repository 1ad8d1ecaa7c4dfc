"""States and kinds of a plan, and the labels of the pack format's vocabularies (`nscl.documents.pack.enums`)."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from nscl.documents.pack.labels import value_label


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

    COMPUTED = "computed", _("hệ thống kiểm tra")
    READ = "read", _("người đọc")


class ReadingState(TextChoices):
    """How far the reading of an uploaded document is. A worker of its own takes it from QUEUED to READ or FAILED."""

    QUEUED = "queued", _("đang chờ đọc")
    RUNNING = "running", _("đang đọc")
    READ = "read", _("đã đọc xong")
    FAILED = "failed", _("không đọc được")
    DRAFTED = "drafted", _("đã lập bản nháp")
    DISCARDED = "discarded", _("đã bỏ")


class ReviewState(TextChoices):
    """Whether a person has looked at an item that the reader doubted."""

    PENDING = "pending", _("chưa rà soát")
    ACCEPTED = "accepted", _("đã rà soát")


class PassageState(TextChoices):
    """What was made of a passage that the reader did not understand."""

    OPEN = "open", _("chưa xử lý")
    HANDLED = "handled", _("đã có mục")
    DISMISSED = "dismissed", _("không cần mục nào")


def choices(vocabulary: type[StrEnum]) -> list[tuple[str, str]]:
    """A vocabulary of the pack format as the choices of a form, in the language of the moment."""
    return [(member.value, label(member)) for member in vocabulary]


def label(member: StrEnum) -> str:
    """What a word of the pack format means on the screen, in the language of the moment."""
    return gettext(value_label(member))
