"""A case before a meeting as a card: what is asked, who scored, what came out, what may be done."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.rulebook.scoring import Scoring
from nscl.support.enums import SessionState
from nscl.support.queries.hearings import BarredRow, HearingRow, SheetRow
from nscl.support.rules.appraisal import Tally
from nscl.text.decimals import format_number as format_decimal
from nscl.text.formats import format_number
from nscl.web.support.places import case_href
from nscl.web.support.words import CONCLUSION_CHIPS, NO_CONCLUSION, moment_words, money
from nscl.web.ui.parts import Act, Chip, Fact, Facts, Weight


@dataclass(frozen=True, slots=True)
class SheetLine:
    """A score sheet in one line, with its points by criterion."""

    who: str
    total: str
    chip: Chip
    note: str
    points: Sequence[tuple[str, str]]
    acts: Sequence[Act] = ()


@dataclass(frozen=True, kw_only=True)
class HearingCard:
    """The card. anchor: its id in the page; href "": who looks may not open the case itself."""

    anchor: str
    title: str
    href: str
    chip: Chip
    facts: Facts
    tally: str
    sheets: Sequence[SheetLine]
    barred: Sequence[str]
    acts: Sequence[Act]


def hearing_card(
    row: HearingRow, scoring: Scoring, *, runs: bool, is_member: bool, opens_case: bool, person: int
) -> HearingCard:
    """The card of a case. runs: the viewer keeps the meeting; opens_case: they may see the whole case."""
    return HearingCard(
        anchor=f"ho-so-{row.number}",
        title=f"{row.position}. {row.label}, {row.organisation}",
        href=case_href(row.case) if opens_case else "",
        chip=CONCLUSION_CHIPS[row.conclusion] if row.conclusion else NO_CONCLUSION,
        facts=Facts(list(_facts(row))),
        tally=tally_words(row.tally),
        sheets=[_sheet(row, one, scoring, runs=runs, person=person) for one in row.sheets],
        barred=[barred_words(one) for one in row.barred],
        acts=list(_acts(row, runs=runs, is_member=is_member)),
    )


def _facts(row: HearingRow) -> Iterator[Fact]:
    subject = f"{row.content_name}: {row.subject}" if row.subject else row.content_name
    yield Fact(_("Nội dung"), subject)
    yield Fact(_("Đề nghị"), money(row.asked_vnd))
    yield Fact(_("Tính theo quy định"), money(row.computed_vnd))
    if row.proposed_vnd is not None:
        yield Fact(_("Hội đồng đề nghị"), money(row.proposed_vnd))
    if row.reason:
        yield Fact(_("Ý kiến của hội đồng"), row.reason)


def tally_words(tally: Tally) -> str:
    """What the sheets come to, with the rule: so many of so many, votes, mean against what passes."""
    counted = _("%(sheets)s phiếu, cần ít nhất %(needed)s") % {"sheets": tally.sheets, "needed": tally.needed}
    if tally.mean is None:
        return f"{counted}."
    words = _(
        "%(counted)s; %(approve)s đề nghị hỗ trợ, %(reject)s không; điểm trung bình %(mean)s, đạt từ %(passing)s."
    )
    return words % {
        "counted": counted,
        "approve": tally.approve,
        "reject": tally.reject,
        "mean": points_words(tally.mean),
        "passing": points_words(tally.passing),
    }


def points_words(points: Decimal) -> str:
    """Points without zeros that say nothing: 17,5."""
    whole = points.to_integral_value()
    return format_decimal(whole.quantize(Decimal(1)) if points == whole else points.normalize())


def barred_words(row: BarredRow) -> str:
    """Who takes no part, and why."""
    if row.is_adviser:
        return _("%(name)s: đã tư vấn cho tổ chức, không thẩm định") % {"name": row.name}
    return _("%(name)s: %(reason)s") % {"name": row.name, "reason": row.reason}


def _sheet(row: HearingRow, one: SheetRow, scoring: Scoring, *, runs: bool, person: int) -> SheetLine:
    is_open = row.session_state is SessionState.PLANNED
    acts = []
    if is_open and (runs or one.user == person):
        href = reverse("sheet-remove", kwargs={"number": row.number, "member": one.user})
        acts.append(Act(_("Bỏ phiếu này"), href, "trash-2", Weight.QUIET))
    return SheetLine(
        who=one.name,
        total=_("%(points)s trên %(most)s điểm")
        % {"points": points_words(one.total), "most": format_number(scoring.most)},
        chip=CONCLUSION_CHIPS[one.proposal],
        note=" · ".join(filter(None, [one.remark, moment_words(one.at)])),
        points=[(each.name, points_words(one.points.get(each.key, Decimal()))) for each in scoring.criteria],
        acts=acts,
    )


def _acts(row: HearingRow, *, runs: bool, is_member: bool) -> Iterator[Act]:
    number = {"number": row.number}
    if row.session_state is SessionState.PLANNED:
        if runs:
            yield Act(_("Rút khỏi chương trình"), reverse("hearing-off", kwargs=number), "x", Weight.QUIET)
            yield Act(_("Nhập phiếu giấy"), reverse("hearing-paper", kwargs=number), "keyboard", Weight.QUIET)
        if runs or is_member:
            yield Act(_("Khai có liên quan"), reverse("hearing-conflict", kwargs=number), "shield-alert")
        if is_member and row.may_score:
            label = _("Sửa phiếu của tôi") if row.has_mine else _("Chấm điểm")
            yield Act(label, reverse("sheet", kwargs=number), "star", Weight.PRIMARY)
    elif runs and row.session_state is SessionState.HELD and row.conclusion is None:
        yield Act(_("Ghi kết luận"), reverse("hearing-conclude", kwargs=number), "gavel", Weight.PRIMARY)
