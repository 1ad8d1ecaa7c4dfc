"""Appraisal by a council: who sits on it, how many must take part, what their sheets come to."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from django.utils.translation import gettext as _

from nscl.rulebook.scoring import Scoring
from nscl.support.enums import Conclusion, CouncilRole
from nscl.work.rules.problems import Problem, Reason

# A council that can outvote its chair; fewer could not be in doubt about anything.
LEAST_MEMBERS: Final = 3
NAME_LENGTH: Final = 200
NUMBER_LENGTH: Final = 60
REASON_LENGTH: Final = 300
_CENTS: Final = Decimal("0.01")


@dataclass(frozen=True, slots=True)
class MemberDraft:
    """Somebody to sit on a council: the number of the account, the role."""

    user: int
    role: CouncilRole


@dataclass(frozen=True, slots=True, kw_only=True)
class CouncilValues:
    """What a decision that establishes a council says."""

    name: str
    decision_number: str
    decided_on: date | None
    members: tuple[MemberDraft, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionValues:
    """When and where a council meets; criteria: the score sheet, by the name of its file."""

    on: date | None
    place: str = ""
    criteria: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetValues:
    """What a member writes on a score sheet."""

    points: Mapping[str, Decimal]
    proposal: Conclusion | None
    remark: str = ""


@dataclass(frozen=True, slots=True)
class SheetFacts:
    """A sheet as it counts: whose, all its points, what it proposes."""

    user: int
    points: Decimal
    proposal: Conclusion


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """What the sheets of a case come to. needed: how many there must be; conclusion: None while there are too few.

    by_chair: the votes were even, and the chair's decided.
    """

    sheets: int
    needed: int
    approve: int
    reject: int
    mean: Decimal | None
    passing: Decimal
    conclusion: Conclusion | None
    by_chair: bool = False

    @property
    def is_enough(self) -> bool:
        """Whether so many members handed a sheet in that the council may conclude."""
        return self.sheets >= self.needed


def tally(sheets: Collection[SheetFacts], *, appraisers: int, chair: int | None, scoring: Scoring) -> Tally:
    """Add up the sheets of a case that `appraisers` members may appraise; chair: whose vote decides where it is even.

    Supported is what more than half propose, or half with the chair, and whose mean passes.
    """
    approve = sum(one.proposal is Conclusion.APPROVE for one in sheets)
    reject = len(sheets) - approve
    mean = None
    if sheets:
        mean = (sum((one.points for one in sheets), Decimal()) / len(sheets)).quantize(_CENTS, ROUND_HALF_UP)
    needed = scoring.quorum.sheets_of(appraisers)
    even = bool(sheets) and approve == reject
    for_it = approve > reject or (even and _vote_of(chair, sheets) is Conclusion.APPROVE)
    conclusion = None
    if mean is not None and len(sheets) >= needed:
        conclusion = Conclusion.APPROVE if for_it and mean >= scoring.passing else Conclusion.REJECT
    return Tally(
        sheets=len(sheets),
        needed=needed,
        approve=approve,
        reject=reject,
        mean=mean,
        passing=scoring.passing,
        conclusion=conclusion,
        by_chair=even,
    )


def _vote_of(user: int | None, sheets: Collection[SheetFacts]) -> Conclusion | None:
    return next((one.proposal for one in sheets if one.user == user), None)


def lacks_quorum(members: Mapping[int, CouncilRole], present: Collection[int], scoring: Scoring) -> str:
    """Why those who are present cannot meet, in a sentence; "" where they can. members: in office, with their roles."""
    quorum = scoring.quorum
    needed = quorum.of(len(members))
    there = [members[user] for user in present if user in members]
    if len(there) < needed:
        return _(
            "Mới có %(there)s/%(members)s thành viên dự họp, cần ít nhất %(needed)s (%(share)s số thành viên)."
        ) % {
            "there": len(there),
            "members": len(members),
            "needed": needed,
            "share": f"{quorum.numerator}/{quorum.denominator}",
        }
    if not any(role.value in quorum.led_by for role in there):
        leaders = _(" hoặc ").join(str(CouncilRole(role).label) for role in quorum.led_by)
        return _("Phiên họp phải có %(leaders)s dự. Hãy ghi người dự, hoặc dời phiên họp.") % {"leaders": leaders}
    return ""


def check_council(values: CouncilValues) -> Iterator[Problem]:
    """What is wrong with a council as it was sent."""
    yield from check_text("name", values.name, _("tên hội đồng"), NAME_LENGTH)
    yield from check_text("decision_number", values.decision_number, _("số quyết định thành lập"), NUMBER_LENGTH)
    if values.decided_on is None:
        yield Problem("decided_on", Reason.MISSING, _("chưa có ngày quyết định"), _("ghi ngày trên quyết định"))
    yield from _check_members(values.members)


def _check_members(members: Sequence[MemberDraft]) -> Iterator[Problem]:
    if len(members) < LEAST_MEMBERS:
        message = _("hội đồng mới có %(count)s người, cần ít nhất %(least)s")
        words = {"count": len(members), "least": LEAST_MEMBERS}
        yield Problem("members", Reason.MISSING, message % words, _("thêm thành viên theo quyết định"))
    chairs = sum(one.role is CouncilRole.CHAIR for one in members)
    if chairs != 1:
        message = _("hội đồng phải có đúng một chủ tịch, đang có %(count)s") % {"count": chairs}
        yield Problem("members", Reason.UNFIT, message, _("chọn lại vai trò của các thành viên"))
    if len({one.user for one in members}) < len(members):
        yield Problem("members", Reason.TWICE, _("có người được ghi hai lần"), _("giữ lại một dòng cho mỗi người"))


def check_session(values: SessionValues, *, known: Collection[str], council_from: date) -> Iterator[Problem]:
    """What is wrong with a meeting as it was sent; known: the score sheets that there are."""
    if values.on is None:
        yield Problem("on", Reason.MISSING, _("chưa có ngày họp"), _("ghi ngày họp"))
    elif values.on < council_from:
        message = _("ngày họp trước ngày thành lập hội đồng (%(day)s)") % {"day": f"{council_from:%d/%m/%Y}"}
        yield Problem("on", Reason.BACKWARD, message, _("xem lại ngày họp"))
    if len(values.place.strip()) > NAME_LENGTH:
        yield too_long("place", _("địa điểm"), NAME_LENGTH)
    if values.criteria not in known:
        yield Problem(
            "criteria", Reason.UNKNOWN, _("không có phiếu chấm điểm này"), _("chọn một phiếu trong danh sách")
        )


def check_sheet(values: SheetValues, scoring: Scoring) -> Iterator[Problem]:
    """What is wrong with a score sheet as it was sent."""
    for criterion in scoring.criteria:
        field, words = f"points.{criterion.key}", {"name": criterion.name, "most": criterion.most}
        points = values.points.get(criterion.key)
        if points is None:
            message = _("chưa cho điểm “%(name)s”") % words
            yield Problem(field, Reason.MISSING, message, _("cho điểm từ 0 đến %(most)s") % words)
        elif not points.is_finite() or not 0 <= points <= criterion.most:
            message = _("điểm “%(name)s” phải từ 0 đến %(most)s") % words
            yield Problem(field, Reason.TOO_LARGE, message, _("sửa lại điểm"))
        elif points != points.quantize(_CENTS):
            message = _("điểm “%(name)s” chỉ lấy hai chữ số lẻ") % words
            yield Problem(field, Reason.NOT_WHOLE, message, _("làm tròn điểm"))
    for key in sorted(values.points.keys() - {one.key for one in scoring.criteria}):
        yield Problem(f"points.{key}", Reason.UNKNOWN, _("phiếu không có tiêu chí này"), _("tải lại trang chấm điểm"))
    if values.proposal is None:
        yield Problem("proposal", Reason.MISSING, _("chưa có ý kiến đề nghị"), _("chọn hỗ trợ hoặc không hỗ trợ"))
    if values.proposal is Conclusion.REJECT and not values.remark.strip():
        yield Problem("remark", Reason.MISSING, _("chưa nêu vì sao không đề nghị hỗ trợ"), _("ghi lý do vào nhận xét"))


def check_text(field: str, text: str, name: str, most: int) -> Iterator[Problem]:
    """A text that must be there and fit its column."""
    if not text.strip():
        yield Problem(field, Reason.MISSING, _("chưa có %(name)s") % {"name": name}, _("ghi %(name)s") % {"name": name})
    elif len(" ".join(text.split())) > most:
        yield too_long(field, name, most)


def too_long(field: str, name: str, most: int) -> Problem:
    """A text that does not fit its column."""
    message = _("%(name)s dài quá %(most)s ký tự") % {"name": name, "most": most}
    return Problem(field, Reason.TOO_LONG, message, _("rút ngắn lại"))
