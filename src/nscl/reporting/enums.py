"""States of rounds, submissions and reports; sections of a report; where a figure comes from."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class ReportingKind(StrEnum):
    """What the audit trail and search call a thing of this package."""

    ROUND = "reporting.round"
    SUBMISSION = "reporting.submission"
    EDITION = "reporting.edition"
    TEMPLATE = "reporting.template"
    KEY = "reporting.key"
    PACKAGE = "reporting.package"


class RoundKind(TextChoices):
    """Why a round is opened."""

    YEARLY = "yearly", _("hằng năm")
    ON_DEMAND = "on_demand", _("đột xuất")
    INTERIM = "interim", _("sơ kết")
    FINAL = "final", _("tổng kết")


class RoundState(TextChoices):
    """Whether agencies may still report. A closed round may be opened again, with a reason."""

    OPEN = "open", _("đang mở")
    CLOSED = "closed", _("đã khóa")


class SubmissionState(TextChoices):
    """How far an agency's report is. Handed over: another agency reports for it (abolished, merged)."""

    NOT_STARTED = "not_started", _("chưa bắt đầu")
    DRAFT = "draft", _("đang soạn")
    SUBMITTED = "submitted", _("đã nộp")
    RETURNED = "returned", _("trả lại để bổ sung")
    ACCEPTED = "accepted", _("đã nhận")
    HANDED_OVER = "handed_over", _("chuyển cơ quan kế thừa")


class ReportState(TextChoices):
    """How far an edition of the province's report is; issued and superseded ones never change."""

    DRAFT = "draft", _("đang soạn")
    ISSUED = "issued", _("đã ban hành")
    SUPERSEDED = "superseded", _("đã có bản sau")


class Section(TextChoices):
    """The parts of a report that are words; in the order of the report."""

    ASSESSMENT = "assessment", _("Đánh giá chung")
    RESULTS = "results", _("Kết quả thực hiện")
    REASONS = "reasons", _("Nguyên nhân")
    DIFFICULTIES = "difficulties", _("Khó khăn, vướng mắc")
    PROPOSALS = "proposals", _("Đề xuất, kiến nghị")
    NEXT_YEAR = "next_year", _("Phương hướng năm sau")


class SignedFor(TextChoices):
    """In what capacity a report is signed (Decree 30/2020/NĐ-CP, article 13; annex I, II.7)."""

    HEAD = "head", _("người đứng đầu")
    COMMITTEE = "committee", _("TM. Ủy ban nhân dân, Chủ tịch")
    COMMITTEE_DEPUTY = "committee_deputy", _("TM. Ủy ban nhân dân, KT. Chủ tịch, Phó Chủ tịch")
    DEPUTY = "deputy", _("KT. người đứng đầu, cấp phó")
    BY_ORDER = "by_order", _("TL. Chủ tịch, Giám đốc Sở Khoa học và Công nghệ")


class TemplatePurpose(TextChoices):
    """What a Word template is for."""

    PROVINCE = "province", _("báo cáo của tỉnh")
    AGENCY = "agency", _("báo cáo của cơ quan")


class FileForm(TextChoices):
    """A file that an issued report left as."""

    WORD = "docx", "Word"
    EXCEL = "xlsx", "Excel"
    PDF = "pdf", "PDF"
