"""States and kinds of the year's work, with the words that the screen shows."""

from __future__ import annotations

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class WorkKind(StrEnum):
    """What the audit trail, the search and evidence call a thing of this package."""

    ANNUAL_PLAN = "work.annual_plan"
    ACTIVITY = "work.activity"
    DIFFICULTY = "work.difficulty"
    COMMENDATION = "work.commendation"


class AnnualPlanState(TextChoices):
    """Where an agency's plan of a year stands; "returned, corrected, submitted again" is a state of its own."""

    DRAFT = "draft", _("đang soạn")
    SUBMITTED = "submitted", _("đã trình")
    RETURNED = "returned", _("trả lại để bổ sung")
    APPROVED = "approved", _("đã duyệt")


class ActivityKind(TextChoices):
    """What is done. What each kind may record (places, outlets, outputs) stands in `rules.KIND_RULES`."""

    CONFERENCE = "conference", _("hội nghị")
    WORKSHOP = "workshop", _("hội thảo, tọa đàm")
    STUDY_VISIT = "study_visit", _("tham quan, học tập kinh nghiệm")
    CONTEST = "contest", _("cuộc thi")
    TRAINING = "training", _("lớp đào tạo, tập huấn")
    TV_REPORT = "tv_report", _("phóng sự, chuyên mục truyền hình")
    ARTICLE = "article", _("tin, bài trên báo")
    BULLETIN = "bulletin", _("bản tin TBT, bản tin chuyên đề")
    HANDBOOK = "handbook", _("sổ tay, tài liệu")
    POSTER = "poster", _("pano, áp phích, tờ rơi")
    CAMPAIGN = "campaign", _("đợt tuyên truyền, phổ biến")
    SURVEY = "survey", _("khảo sát, điều tra")
    MISSION = "mission", _("nhiệm vụ khoa học và công nghệ")
    INNOVATION = "innovation", _("hỗ trợ đổi mới sáng tạo, chuyển giao công nghệ")
    STARTUP = "startup", _("hỗ trợ khởi nghiệp, trung tâm đổi mới sáng tạo")
    INSPECTION = "inspection", _("kiểm tra, thanh tra")
    COOPERATION = "cooperation", _("hợp tác trong nước, quốc tế")
    OTHER = "other", _("việc khác")


class ActivityStatus(TextChoices):
    """How far an activity is."""

    PLANNED = "planned", _("dự kiến")
    RUNNING = "running", _("đang làm")
    DONE = "done", _("đã xong")
    CANCELLED = "cancelled", _("đã hủy")


class OutputKind(TextChoices):
    """What can be counted in an activity besides itself."""

    COPIES = "copies", _("bản in, bản phát hành")
    REPORTS = "reports", _("phóng sự, số phát sóng")
    ARTICLES = "articles", _("tin, bài")
    ORGANISATIONS_SUPPORTED = "organisations_supported", _("tổ chức được hỗ trợ")
    QUESTIONNAIRES_SENT = "questionnaires_sent", _("phiếu gửi đi")
    QUESTIONNAIRES_ANSWERED = "questionnaires_answered", _("phiếu thu về")
    ORGANISATIONS_INSPECTED = "organisations_inspected", _("cơ sở được kiểm tra")
    VIOLATIONS = "violations", _("cơ sở vi phạm")
    CENTRES = "centres", _("trung tâm, vườn ươm")
    ZONES = "zones", _("khu nghiên cứu, thực nghiệm")
    ENTRIES = "entries", _("bài dự thi")
    MISSIONS = "missions", _("nhiệm vụ được nghiệm thu")
    AGREEMENTS = "agreements", _("thỏa thuận hợp tác")
    PEOPLE_TRAINED = "people_trained", _("lượt người được đào tạo")


class ParticipantKind(TextChoices):
    """Whom participants come from."""

    ENTERPRISE = "enterprise", _("doanh nghiệp")
    COOPERATIVE = "cooperative", _("hợp tác xã")
    HOUSEHOLD = "household", _("hộ kinh doanh")
    SCHOOL = "school", _("cơ sở giáo dục")
    HEALTH = "health", _("cơ sở y tế")
    PUBLIC = "public", _("cơ quan, đơn vị công lập")
    ASSOCIATION = "association", _("hội, hiệp hội")
    OTHER = "other", _("khác")


class CostStage(TextChoices):
    """Money of an activity: what the annual plan asks for, and what it took."""

    PLANNED = "planned", _("dự kiến")
    ACTUAL = "actual", _("thực tế")


class DifficultyState(TextChoices):
    """Where a difficulty (vướng mắc) stands."""

    OPEN = "open", _("mới nêu")
    ASSIGNED = "assigned", _("đã giao trả lời")
    ANSWERED = "answered", _("đã trả lời")
    ESCALATED = "escalated", _("đã báo cáo UBND tỉnh")
    CLOSED = "closed", _("đã xong")


class CommendationLevel(TextChoices):
    """Who commends (Law on Emulation and Commendation 06/2022/QH15: the levels that plans speak of)."""

    DEPARTMENT = "department", _("giấy khen của sở, ngành, địa phương")
    PROVINCE = "province", _("bằng khen của Chủ tịch UBND tỉnh")
    MINISTRY = "ministry", _("bằng khen của Bộ")
    PRIME_MINISTER = "prime_minister", _("bằng khen của Thủ tướng Chính phủ")
    STATE = "state", _("huân chương, danh hiệu của Nhà nước")


class RecipientKind(TextChoices):
    """Who is commended."""

    PERSON = "person", _("cá nhân")
    ORGANISATION = "organisation", _("tập thể, tổ chức")


class PreviewOutcome(TextChoices):
    """What becomes of a row of a file."""

    NEW = "new", _("sẽ thành hoạt động")
    KNOWN = "known", _("đã có, bỏ qua")
    WRONG = "wrong", _("phải sửa")


class ReminderKind(TextChoices):
    """When somebody is reminded of a date."""

    QUARTER_BEFORE = "days_90", _("trước 90 ngày")
    MONTH_BEFORE = "days_30", _("trước 30 ngày")
    WEEK_BEFORE = "week_before", _("trước 7 ngày")
    TWO_DAYS_BEFORE = "days_2", _("trước 2 ngày làm việc")
    DAY_BEFORE = "day_before", _("trước 1 ngày")
    OVERDUE = "overdue", _("quá hạn")
