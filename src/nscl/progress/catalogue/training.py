"""Indicators that training gives: sums of classes, and things of its registers, each once."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from nscl.progress.catalogue.registered import Registered, Source
from nscl.progress.catalogue.registry import indicator, registered
from nscl.progress.catalogue.scope import Counted, Scope, Tally
from nscl.work.enums import ActivityKind, OutputKind

_TRAINING = frozenset({ActivityKind.TRAINING})
_OPEN_A_CLASS = _("Mở lớp, ghi danh và điểm danh; lớp đã qua thì nhập danh sách.")
_ENTER_EXPERTS = _("Ghi chuyên gia và chứng nhận vào sổ chuyên gia.")
_ENTER_CLUBS = _("Ghi câu lạc bộ và hoạt động của câu lạc bộ vào sổ.")


@indicator(
    "people_trained",
    unit=_("lượt người"),
    counts=_(
        "Mỗi người ở mỗi lớp đã xong, có mặt ít nhất một buổi, tính là một lượt, vào năm lớp xong; "
        "dự hội nghị, hội thảo không tính là được đào tạo."
    ),
    remedy=_OPEN_A_CLASS,
)
def people_trained(scope: Scope) -> Counted:
    """Attendances (lượt người) of classes done, as training tallies them."""
    return Counted(scope, Tally(_TRAINING, OutputKind.PEOPLE_TRAINED))


@indicator(
    "training_courses",
    unit=_("lớp"),
    counts=_("Mỗi lớp đào tạo, tập huấn đã xong tính là một, vào năm lớp xong."),
    remedy=_OPEN_A_CLASS,
)
def training_courses(scope: Scope) -> Counted:
    """Classes done."""
    return Counted(scope, Tally(_TRAINING))


registered(
    "experts_trained",
    Registered(Source.EXPERTS_TRAINED),
    remedy=_ENTER_EXPERTS,
    unit=_("chuyên gia"),
    counts=_("Mỗi chuyên gia trong sổ đã học xong tính một lần, vào năm học xong; đang học thì chưa tính."),
)
registered(
    "experts_certified",
    Registered(Source.EXPERTS_CERTIFIED),
    remedy=_ENTER_EXPERTS,
    unit=_("chuyên gia"),
    counts=_(
        "Mỗi chuyên gia năng suất có chứng nhận tính một lần, vào năm được chứng nhận lần đầu của giai đoạn; "
        "chứng nhận hết hạn vẫn tính, chứng nhận bị thu hồi thì không."
    ),
)
registered(
    "assessors_certified",
    Registered(Source.ASSESSORS_CERTIFIED),
    remedy=_ENTER_EXPERTS,
    unit=_("chuyên gia"),
    counts=_(
        "Mỗi chuyên gia đánh giá, chứng nhận tính một lần, vào năm được chứng nhận lần đầu của giai đoạn; "
        "chứng nhận hết hạn vẫn tính, chứng nhận bị thu hồi thì không."
    ),
)
registered(
    "institutions_training",
    Registered(Source.SCHOOLS_TEACHING),
    remedy=_("Ghi chương trình ở trường vào sổ."),
    unit=_("trường, trung tâm"),
    counts=_(
        "Mỗi trường, trung tâm đã đưa chương trình vào giảng dạy tính một lần, vào năm của chương trình đầu tiên."
    ),
)
registered(
    "enterprises_trained",
    Registered(Source.ENTERPRISES_TRAINED),
    remedy=_OPEN_A_CLASS,
    unit=_("doanh nghiệp"),
    counts=_(
        "Mỗi doanh nghiệp có người dự ít nhất một buổi của lớp đã xong tính một lần, vào năm của lớp đầu tiên; "
        "đơn vị dự hội nghị, hội thảo không tính."
    ),
)
registered(
    "people_trained_per_enterprise",
    Registered(Source.ENTERPRISE_PEOPLE, per=Source.ENTERPRISES_TRAINED),
    remedy=_OPEN_A_CLASS,
    unit=_("người"),
    counts=_(
        "Số người khác nhau của doanh nghiệp đã dự lớp, chia cho số doanh nghiệp có người dự, "
        "cộng dồn từ đầu giai đoạn; một người dự nhiều lớp tính một lần."
    ),
)
registered(
    "clubs",
    Registered(Source.CLUBS_ACTIVE, known=Source.CLUBS_FOUNDED),
    remedy=_ENTER_CLUBS,
    unit=_("câu lạc bộ"),
    counts=_("Số câu lạc bộ chưa đóng và có hoạt động trong 12 tháng tính đến ngày xem, hoặc đến cuối mỗi năm đã qua."),
)
registered(
    "institutions_with_clubs",
    Registered(Source.SCHOOLS_WITH_CLUBS, known=Source.CLUBS_FOUNDED),
    remedy=_ENTER_CLUBS,
    unit=_("trường"),
    counts=_(
        "Số trường có ít nhất một câu lạc bộ chưa đóng và có hoạt động trong 12 tháng tính đến ngày xem, "
        "hoặc đến cuối mỗi năm đã qua."
    ),
)
