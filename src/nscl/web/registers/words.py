"""States of the registers as chips, and what was done to an entry as words of the screen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from nscl.records.queries import EventRow
from nscl.text.dates import format_date
from nscl.text.formats import format_number
from nscl.training.enums import ExpertCertificateKind
from nscl.training.queries.registers import ClubRow, ProgrammeRow
from nscl.training.queries.registers.experts import ExpertCertificateRow, ExpertRow
from nscl.training.rules.experts import ENDING_WITHIN, ExpertStanding
from nscl.web.evidence.events import evidence_moment
from nscl.web.plans.history import change_in_words, event_moment
from nscl.web.ui.parts import Chip, Moment, Text, Timeline, Tone

STANDING_CHIPS: Final[Mapping[ExpertStanding, Chip]] = {
    ExpertStanding.ENDING: Chip(gettext_lazy("Chứng nhận sắp hết hạn"), Tone.WARN, "hourglass", 0),
    ExpertStanding.EXPIRED: Chip(gettext_lazy("Chứng nhận hết hiệu lực"), Tone.BAD, "badge-x", 1),
    ExpertStanding.CANDIDATE: Chip(gettext_lazy("Ứng viên"), Tone.IDLE, "clock", 2),
    ExpertStanding.TRAINED: Chip(gettext_lazy("Đã đào tạo, chưa chứng nhận"), Tone.INFO, "graduation-cap", 3),
    ExpertStanding.CERTIFIED: Chip(gettext_lazy("Chứng nhận còn hiệu lực"), Tone.GOOD, "badge-check", 4),
    ExpertStanding.RETIRED: Chip(gettext_lazy("Đã ra khỏi sổ"), Tone.UNKNOWN, "archive", 5),
}
# Without the standard, which stands beside it on every page.
KIND_WORDS: Final[Mapping[ExpertCertificateKind, Text]] = {
    ExpertCertificateKind.PRODUCTIVITY_EXPERT: gettext_lazy("Chuyên gia năng suất"),
    ExpertCertificateKind.ASSESSOR: gettext_lazy("Chuyên gia đánh giá, chứng nhận"),
}
ACTIVE, IDLE, CLOSED = "dang-hoat-dong", "im-lang", "da-dong"
CLUB_CHIPS: Final[Mapping[str, Chip]] = {
    IDLE: Chip(gettext_lazy("Không có hoạt động trong 12 tháng"), Tone.WARN, "hourglass", 0),
    ACTIVE: Chip(gettext_lazy("Đang hoạt động"), Tone.GOOD, "circle-check", 1),
    CLOSED: Chip(gettext_lazy("Đã thôi hoạt động"), Tone.UNKNOWN, "archive", 2),
}
TAUGHT, ENDED = "dang-day", "da-thoi"
PROGRAMME_CHIPS: Final[Mapping[str, Chip]] = {
    TAUGHT: Chip(gettext_lazy("Đang dạy"), Tone.GOOD, "circle-check", 0),
    ENDED: Chip(gettext_lazy("Đã thôi dạy"), Tone.UNKNOWN, "archive", 1),
}
ACTS: Final[Mapping[str, tuple[Text, str, Tone]]] = {
    "expert.registered": (pgettext_lazy("việc đã làm", "Vào sổ chuyên gia"), "user-plus", Tone.GOOD),
    "expert.changed": (pgettext_lazy("việc đã làm", "Sửa thông tin"), "pencil", Tone.IDLE),
    "expert.retired": (pgettext_lazy("việc đã làm", "Đưa ra khỏi sổ"), "archive", Tone.WARN),
    "expert.restored": (pgettext_lazy("việc đã làm", "Đưa lại vào sổ"), "archive-restore", Tone.IDLE),
    "expert.certified": (pgettext_lazy("việc đã làm", "Ghi chứng nhận"), "badge-check", Tone.GOOD),
    "expert.decertified": (pgettext_lazy("việc đã làm", "Ghi thu hồi chứng nhận"), "badge-x", Tone.BAD),
    "club.added": (pgettext_lazy("việc đã làm", "Vào sổ câu lạc bộ"), "users", Tone.GOOD),
    "club.changed": (pgettext_lazy("việc đã làm", "Sửa thông tin"), "pencil", Tone.IDLE),
    "club.closed": (pgettext_lazy("việc đã làm", "Ghi thôi hoạt động"), "archive", Tone.WARN),
    "club.reopened": (pgettext_lazy("việc đã làm", "Ghi hoạt động lại"), "archive-restore", Tone.IDLE),
    "club.acted": (pgettext_lazy("việc đã làm", "Ghi hoạt động"), "calendar-plus", Tone.GOOD),
    "club.activity_withdrawn": (pgettext_lazy("việc đã làm", "Bỏ hoạt động ghi nhầm"), "calendar-x", Tone.WARN),
    "club.members_counted": (pgettext_lazy("việc đã làm", "Ghi số thành viên"), "users-round", Tone.IDLE),
    "programme.adopted": (pgettext_lazy("việc đã làm", "Vào sổ chương trình"), "book-plus", Tone.GOOD),
    "programme.changed": (pgettext_lazy("việc đã làm", "Sửa thông tin"), "pencil", Tone.IDLE),
    "programme.ended": (pgettext_lazy("việc đã làm", "Ghi thôi dạy"), "archive", Tone.WARN),
    "programme.resumed": (pgettext_lazy("việc đã làm", "Ghi dạy lại"), "archive-restore", Tone.IDLE),
}


def expert_chip(row: ExpertRow, on: date) -> Chip:
    """Where an expert stands; until when, where that is soon."""
    chip = STANDING_CHIPS[row.standing(on)]
    until = row.valid_until(on)
    if chip is STANDING_CHIPS[ExpertStanding.ENDING] and until is not None:
        label = _("Hết hạn %(day)s") % {"day": format_date(until)}
        return Chip(label, chip.tone, chip.icon, chip.rank)
    return chip


def certificate_chip(row: ExpertCertificateRow, on: date) -> Chip:
    """What a certificate of an expert is worth on a day."""
    if row.revoked_on is not None:
        label = _("Thu hồi %(day)s: %(why)s") % {"day": format_date(row.revoked_on), "why": row.revoke_reason}
        return Chip(label, Tone.BAD, "ban", 2)
    if row.valid_to is not None and row.valid_to < on:
        return Chip(_("Hết hiệu lực"), Tone.BAD, "badge-x", 1)
    if row.valid_to is not None and row.valid_to <= on + ENDING_WITHIN:
        return Chip(_("Sắp hết hạn"), Tone.WARN, "hourglass", 0)
    return Chip(_("Còn hiệu lực"), Tone.GOOD, "badge-check", 3)


def club_state(row: ClubRow, on: date) -> str:
    """The code of its state."""
    if row.closed_on is not None:
        return CLOSED
    return ACTIVE if row.counts(on) else IDLE


def programme_state(row: ProgrammeRow) -> str:
    """The code of its state."""
    return TAUGHT if row.ended_on is None else ENDED


def expert_words(count: int) -> str:
    """How many experts."""
    return ngettext("%(n)s chuyên gia", "%(n)s chuyên gia", count) % {"n": format_number(count)}


def candidate_words(count: int) -> str:
    """How many candidates."""
    return ngettext("%(n)s ứng viên", "%(n)s ứng viên", count) % {"n": format_number(count)}


def club_words(count: int) -> str:
    """How many clubs."""
    return ngettext("%(n)s câu lạc bộ", "%(n)s câu lạc bộ", count) % {"n": format_number(count)}


def programme_words(count: int) -> str:
    """How many programmes."""
    return ngettext("%(n)s chương trình", "%(n)s chương trình", count) % {"n": format_number(count)}


def school_words(count: int) -> str:
    """How many schools."""
    return ngettext("%(n)s trường", "%(n)s trường", count) % {"n": format_number(count)}


def member_words(count: int | None) -> str:
    """How many members; "" where nobody counted."""
    return (
        "" if count is None else ngettext("%(n)s thành viên", "%(n)s thành viên", count) % {"n": format_number(count)}
    )


def entry_timeline(events: Sequence[EventRow]) -> Timeline:
    """What was done to an entry, newest first."""
    return Timeline([evidence_moment(event) or _moment(event) for event in events])


def _moment(event: EventRow) -> Moment:
    title, icon, tone = ACTS.get(event.action, (event.action, "circle-dot", Tone.IDLE))
    lines = [event.comment, *map(change_in_words, event.changes)]
    return event_moment(event, title, lines, icon=icon, tone=tone, mark="\n")
