"""What the public pages of classes say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from nscl.text.dates import format_date
from nscl.text.formats import format_number
from nscl.training.enums import Registration
from nscl.training.queries.access import PublicClass
from nscl.training.queries.public import TrainerName
from nscl.web.plans.words import capital
from nscl.web.training.words import days_words
from nscl.web.ui.parts import Chip, Fact, Facts, Notice, Tone


def places_chip(one: PublicClass, at: datetime) -> Chip:
    """How many places are left, in a few words."""
    if not one.takes_names(at):
        return Chip(_("Không nhận ghi danh"), Tone.UNKNOWN, "door-closed", 2)
    if one.free_places is None:
        return Chip(_("Còn chỗ"), Tone.GOOD, "door-open", 0)
    if one.free_places == 0:
        return Chip(_("Đã đủ chỗ, nhận danh sách chờ"), Tone.WARN, "hourglass", 1)
    left = ngettext("Còn %(n)s chỗ", "Còn %(n)s chỗ", one.free_places) % {"n": format_number(one.free_places)}
    return Chip(left, Tone.GOOD, "door-open", 0)


def class_facts(one: PublicClass, trainers: Sequence[TrainerName]) -> Facts:
    """What, when, where, for whom, by whom."""
    return Facts(list(_facts(one, trainers)))


def _facts(one: PublicClass, trainers: Sequence[TrainerName]) -> Iterator[Fact]:
    whole = one.hours == one.hours.to_integral_value()
    hours = _("%(n)s giờ học") % {"n": format_number(int(one.hours) if whole else one.hours)}
    yield Fact(_("Khóa học"), f"{one.course} ({one.level.label}, {hours})")
    yield Fact(_("Chủ đề"), capital(one.topic.label))
    yield Fact(_("Thời gian"), days_words(one.starts_on, one.ends_on))
    yield Fact(_("Hình thức"), capital(one.mode.label))
    if one.place:
        yield Fact(_("Địa điểm"), one.place)
    if one.audience:
        yield Fact(_("Dành cho"), one.audience)
    if trainers:
        yield Fact(_("Giảng viên"), "\n".join(trainer_words(trainer) for trainer in trainers))
    yield Fact(_("Đơn vị tổ chức"), f"{one.agency}, {one.province}")
    if one.gives_certificate:
        yield Fact(_("Giấy chứng nhận"), _("Có, cho người dự đủ buổi và đạt yêu cầu của lớp"))
    if one.registration_until is not None and one.registration is Registration.OPEN:
        yield Fact(_("Nhận ghi danh đến"), _moment(one.registration_until))


def trainer_words(trainer: TrainerName) -> str:
    """Who, and from where."""
    return f"{trainer.name}, {trainer.organisation}" if trainer.organisation else trainer.name


def closed_notice(one: PublicClass, at: datetime) -> Notice | None:
    """Why a class takes no names; None where it does."""
    if one.takes_names(at):
        return None
    if one.registration_until is not None and at > one.registration_until:
        text = _("Hạn ghi danh là %(when)s. Hãy liên hệ %(agency)s.")
        return Notice(
            _("Đã hết hạn ghi danh"),
            text % {"when": _moment(one.registration_until), "agency": one.agency},
            Tone.WARN,
        )
    return Notice(
        _("Lớp không nhận ghi danh lúc này"),
        _("Hãy xem các lớp khác đang nhận ghi danh, hoặc liên hệ %(agency)s.") % {"agency": one.agency},
        Tone.WARN,
    )


def queue_notice(one: PublicClass, at: datetime) -> Notice | None:
    """Said before anybody puts down a name: that there is a queue, or soon will be."""
    if not one.takes_names(at) or one.free_places is None:
        return None
    if one.free_places == 0:
        return Notice(
            _("Lớp đã đủ chỗ"),
            _("Người ghi danh từ bây giờ vào danh sách chờ theo thứ tự; khi có chỗ sẽ được báo qua thư điện tử."),
            Tone.WARN,
        )
    return Notice(
        ngettext("Còn %(n)s chỗ", "Còn %(n)s chỗ", one.free_places) % {"n": format_number(one.free_places)},
        _("Hết chỗ thì người ghi danh sau vào danh sách chờ theo thứ tự."),
    )


def data_notice(agency: str, months: int) -> tuple[str, ...]:
    """What the Law on the Protection of Personal Data (91/2025/QH15) has people told before they give theirs: what
    for, who sees it, how long it is kept, whom to ask. months: as the rulebook has it (`nscl forget-contacts`).
    """
    return (
        _(
            "Để làm gì: lập danh sách lớp, điểm danh, liên hệ về lớp, cấp giấy chứng nhận và thống kê số người được "
            "đào tạo của chương trình. Không dùng vào việc khác."
        ),
        _("Ai xem được: số điện thoại, thư điện tử, năm sinh chỉ cán bộ của lớp xem được."),
        _(
            "Giữ bao lâu: số điện thoại, thư điện tử, năm sinh giữ %(months)s tháng sau lớp học cuối cùng của bạn rồi "
            "xóa; họ tên và kết quả học giữ lại để thống kê và kiểm tra giấy chứng nhận."
        )
        % {"months": format_number(months)},
        _(
            "Quyền của bạn: xem, sửa, xin xóa thông tin, rút tên khỏi lớp. Liên hệ %(agency)s, đơn vị kiểm soát dữ "
            "liệu theo Luật Bảo vệ dữ liệu cá nhân số 91/2025/QH15."
        )
        % {"agency": agency},
    )


def _moment(at: datetime) -> str:
    local = timezone.localtime(at)
    return f"{local:%H:%M} {format_date(local.date())}"


def place_words(place: int) -> str:
    """Where somebody stands in the queue."""
    return _("thứ %(place)s trong danh sách chờ") % {"place": format_number(place)}
