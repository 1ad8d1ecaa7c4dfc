"""States and kinds of training, with the words that the screen shows."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class TrainingKind(StrEnum):
    """What the audit trail, the search and evidence call a thing of this package."""

    COURSE = "training.course"
    TRAINING_CLASS = "training.class"
    ENROLMENT = "training.enrolment"
    SESSION = "training.session"
    QUESTIONNAIRE = "training.questionnaire"
    CERTIFICATE = "training.certificate"
    EXPERT = "training.expert"
    CLUB = "training.club"
    PROGRAMME = "training.programme"


class CourseLevel(TextChoices):
    """How deep a course goes."""

    AWARENESS = "awareness", _("phổ biến, nâng cao nhận thức")
    BASIC = "basic", _("cơ bản")
    ADVANCED = "advanced", _("chuyên sâu")
    EXPERT = "expert", _("đào tạo chuyên gia")


class CourseTopic(TextChoices):
    """What a course is about."""

    MANAGEMENT_SYSTEMS = "management_systems", _("hệ thống quản lý (ISO …)")
    IMPROVEMENT_TOOLS = "improvement_tools", _("công cụ cải tiến (5S, Lean, Kaizen, TPM …)")
    PRODUCTIVITY = "productivity", _("năng suất, đo lường năng suất")
    STANDARDS = "standards", _("tiêu chuẩn, quy chuẩn, đánh giá sự phù hợp")
    METROLOGY = "metrology", _("đo lường, thử nghiệm")
    TRACEABILITY = "traceability", _("mã số, mã vạch, truy xuất nguồn gốc")
    INNOVATION = "innovation", _("đổi mới sáng tạo, chuyển đổi số")
    OTHER = "other", _("nội dung khác")


class ClassMode(TextChoices):
    """How a class meets."""

    ON_SITE = "on_site", _("trực tiếp")
    ONLINE = "online", _("trực tuyến")
    BLENDED = "blended", _("trực tiếp kết hợp trực tuyến")


class Registration(TextChoices):
    """Whether people may put down their names themselves."""

    NOT_OPEN = "not_open", _("chưa mở ghi danh")
    OPEN = "open", _("đang nhận ghi danh")
    CLOSED = "closed", _("đã đóng ghi danh")


class EnrolmentState(TextChoices):
    """Where a person stands in a class."""

    ENROLLED = "enrolled", _("đã ghi danh")
    WAITING = "waiting", _("chờ chỗ")
    WITHDRAWN = "withdrawn", _("đã rút")
    MERGED = "merged", _("đã gộp")


class EnrolmentSource(TextChoices):
    """How a name came to the list."""

    STAFF = "staff", _("cán bộ ghi")
    IMPORT = "import", _("nhập từ tệp")
    PERSON = "person", _("tự ghi danh")
    ORGANISATION = "organisation", _("đơn vị cử")


class AttendanceState(TextChoices):
    """Whether a person was there. MERGED: the row of somebody who was found to be another; it counts for nothing."""

    PRESENT = "present", _("có mặt")
    ABSENT = "absent", _("vắng")
    EXCUSED = "excused", _("vắng có phép")
    MERGED = "merged", _("đã gộp")


class AttendanceSource(TextChoices):
    """How attendance was told."""

    SHEET = "sheet", _("bảng điểm danh")
    CHECK_IN = "check_in", _("quét mã")
    IMPORT = "import", _("nhập từ tệp")
    MERGE = "merge", _("gộp người học")


class QuestionnaireKind(TextChoices):
    """What a form of questions is for."""

    TEST = "test", _("bài kiểm tra")
    EVALUATION = "evaluation", _("phiếu đánh giá")


class QuestionKind(TextChoices):
    """How a question is answered."""

    CHOICE = "choice", _("chọn một")
    SCALE = "scale", _("thang điểm 1–5")
    TEXT = "text", _("tự viết")


class ResultSource(TextChoices):
    """How a result came."""

    ONLINE = "online", _("làm bài trên máy")
    ENTERED = "entered", _("cán bộ nhập điểm")


class CertificateState(TextChoices):
    """What a certificate is worth on a day; not stored."""

    VALID = "valid", _("còn hiệu lực")
    EXPIRED = "expired", _("hết hiệu lực")
    REPLACED = "replaced", _("đã cấp lại")
    REVOKED = "revoked", _("đã thu hồi")


class ExpertCertificateKind(TextChoices):
    """What an expert is certified as; the plans count the two apart."""

    PRODUCTIVITY_EXPERT = "productivity_expert", _("chuyên gia năng suất (TCVN 13751:2023)")
    ASSESSOR = "assessor", _("chuyên gia đánh giá, chứng nhận")
