"""States of a case and of what hangs on it; outcomes of a visit."""

from __future__ import annotations

from enum import StrEnum
from typing import Final

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class SupportKind(StrEnum):
    """What the audit trail, evidence and search call a thing of this package."""

    CASE = "support.case"
    COST = "support.cost"
    ACCEPTANCE = "support.acceptance"
    FUND = "support.fund"
    COUNCIL = "support.council"
    SESSION = "support.session"
    VISIT = "support.visit"
    SURVEY = "support.survey"
    FOLLOW_UP = "support.follow_up"


class CaseState(TextChoices):
    """Where a case stands, from application to payment (domain.md, Support)."""

    DRAFT = "draft", _("đang soạn")
    SUBMITTED = "submitted", _("đã nộp")
    SUPPLEMENT = "supplement", _("chờ bổ sung")
    ELIGIBLE = "eligible", _("đủ điều kiện")
    REFUSED = "refused", _("không đủ điều kiện")
    APPRAISED = "appraised", _("đã thẩm định")
    APPROVED = "approved", _("được duyệt")
    REJECTED = "rejected", _("không duyệt")
    CONTRACTED = "contracted", _("đã ký hợp đồng")
    ACCEPTED = "accepted", _("đã nghiệm thu")
    PAID = "paid", _("đã chi")
    CLOSED = "closed", _("đã kết thúc")
    WITHDRAWN = "withdrawn", _("đã rút")


# Those that hold the content once for the organisation: on the way, or paid.
HOLDING: Final = (
    CaseState.SUBMITTED,
    CaseState.SUPPLEMENT,
    CaseState.ELIGIBLE,
    CaseState.APPRAISED,
    CaseState.APPROVED,
    CaseState.CONTRACTED,
    CaseState.ACCEPTED,
    CaseState.PAID,
    CaseState.CLOSED,
)
# Those in which an amount is approved and charged to the year's ceiling.
GRANTED: Final = (
    CaseState.APPROVED,
    CaseState.CONTRACTED,
    CaseState.ACCEPTED,
    CaseState.PAID,
    CaseState.CLOSED,
)
ENDED_WITHOUT: Final = (CaseState.REFUSED, CaseState.REJECTED, CaseState.WITHDRAWN)


class AnswerSource(TextChoices):
    """Who said that something is so."""

    APPLICANT = "applicant", _("tổ chức khai")
    REGISTRY = "registry", _("sổ đăng ký tổ chức")
    OFFICER = "officer", _("cán bộ thẩm tra")


class PaperKind(TextChoices):
    """Papers that may serve one case only."""

    INVOICE = "invoice", _("hóa đơn")
    CERTIFICATE = "certificate", _("giấy chứng nhận")


class DocumentStage(TextChoices):
    """When a paper is asked for."""

    APPLICATION = "application", _("khi nộp hồ sơ")
    PAYMENT = "payment", _("khi thanh toán")


class DocumentVerdict(TextChoices):
    """What whoever examined a paper found."""

    PENDING = "pending", _("chưa xem")
    ACCEPTED = "accepted", _("đạt")
    REJECTED = "rejected", _("không đạt")


class LinkTrouble(TextChoices):
    """Why an application link does not open a case."""

    UNKNOWN = "unknown", _("Đường dẫn này không có hoặc đã được thay bằng đường dẫn khác. Hãy xin đường dẫn mới.")
    EXPIRED = "expired", _("Đường dẫn này đã hết hạn. Hãy xin gửi lại tới địa chỉ thư đã đăng ký.")
    OTHER_BROWSER = (
        "other_browser",
        _(
            "Đường dẫn này đã mở trên một trình duyệt khác và chỉ dùng được ở đó. Nếu đó là bạn, hãy xin gửi lại tới "
            "địa chỉ thư đã đăng ký."
        ),
    )


class CouncilRole(TextChoices):
    """What a member is in an appraisal council."""

    CHAIR = "chair", _("chủ tịch hội đồng")
    DEPUTY = "deputy", _("phó chủ tịch hội đồng")
    SECRETARY = "secretary", _("ủy viên thư ký")
    MEMBER = "member", _("ủy viên")


class SessionState(TextChoices):
    """Whether a council's meeting was held."""

    PLANNED = "planned", _("dự kiến")
    HELD = "held", _("đã họp")
    CANCELLED = "cancelled", _("đã hủy")


class Conclusion(TextChoices):
    """What a member proposes, and what a council concludes, on a case."""

    APPROVE = "approve", _("đề nghị hỗ trợ")
    REJECT = "reject", _("đề nghị không hỗ trợ")


class VisitOutcome(TextChoices):
    """How a visit to an organisation ended."""

    INTERESTED = "interested", _("có nhu cầu hỗ trợ")
    SURVEYED = "surveyed", _("đã trả lời khảo sát")
    INFORMED = "informed", _("đã giới thiệu chính sách")
    REFUSED = "refused", _("từ chối")
    ABSENT = "absent", _("không gặp được")


class RefusalReason(TextChoices):
    """Why an organisation would not be visited, surveyed or supported."""

    NO_TIME = "no_time", _("không có thời gian")
    NO_NEED = "no_need", _("không có nhu cầu")
    PAPERWORK = "paperwork", _("ngại thủ tục")
    DISCLOSURE = "disclosure", _("ngại cung cấp số liệu")
    OWN_SHARE = "own_share", _("không bố trí được vốn đối ứng")
    OTHER_SUPPORT = "other_support", _("đã được nguồn khác hỗ trợ")
    CLOSED_DOWN = "closed_down", _("đã ngừng hoạt động")
    OTHER = "other", _("lý do khác")


class AnswerWay(TextChoices):
    """How a survey was answered."""

    LINK = "link", _("tự trả lời qua đường dẫn")
    ON_SITE = "on_site", _("cán bộ ghi tại chỗ")
