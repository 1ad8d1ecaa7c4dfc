"""The first page of an edition: one sentence with its figures, doors to the parts, editions, what is due when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.documents.pack.enums import ReportingFrequency, ReviewKind
from nscl.finance.queries.overview import Overview, overview
from nscl.plans.enums import EditionState, ItemKind, label
from nscl.plans.queries.duties import ReportingRow, ReviewRow, list_reporting, list_reviews
from nscl.plans.queries.editions import EditionHeader, EditionLink
from nscl.plans.queries.reviews import ReviewCounts
from nscl.plans.rules import years_in_words
from nscl.text.dates import format_date, format_partial
from nscl.text.formats import format_million, format_number
from nscl.web.access import require_safe, requires, viewer
from nscl.web.difficulties.addresses import raise_href
from nscl.web.plans import sentences
from nscl.web.plans.addresses import EditionAddress, TabKey
from nscl.web.plans.frame import address_of, edition_or_404, edition_page, may_edit
from nscl.web.plans.words import EDITION_CHIPS, capital
from nscl.web.ui.parts import Act, Chip, Fact, Facts, Moment, Notice, Stat, Stats, Timeline, Tone
from nscl.web.ui.parts.acts import Weight
from nscl.work.rules.difficulties import may_raise_somehow

# Names of senders written out on the timeline before "and n more".
NAMED_SENDERS = 3


@dataclass(frozen=True)
class EditionLine:
    """An edition in the list beside the overview."""

    link: EditionLink
    href: str
    current: bool

    @property
    def chip(self) -> Chip:
        """Its state."""
        return EDITION_CHIPS[self.link.state]


@requires(Permission.VIEW_PLANS)
@require_safe
def edition_overview(request: HttpRequest, slug: str, ordinal: int | None = None) -> HttpResponse:
    """The overview of the edition in force, or of the one that the address names."""
    edition = edition_or_404(request, slug, ordinal)
    who, address = viewer(request), address_of(edition)
    figures = overview(who, edition.edition_id)
    reporting = list_reporting(who, edition.edition_id)
    reviews = list_reviews(who, edition.edition_id)
    editions = [
        EditionLine(link, EditionAddress(slug, link.ordinal).overview, link.ordinal == edition.ordinal)
        for link in edition.editions
    ]
    context = edition_page(request, edition, TabKey.OVERVIEW, _answer(figures), acts=_acts(request, edition))
    if edition.is_draft:
        context["notices"] = [*context["notices"], *_to_review(request, edition, figures.reviews)]
    context |= {
        "stats": _stats(figures, address),
        "facts": _facts(edition, figures, address),
        "timeline": Timeline(moments(reporting, reviews, edition, address, on=timezone.localdate())),
        "editions": editions,
    }
    return render(request, "plans/overview.html", context)


def _answer(figures: Overview) -> str:
    """As in "14 mục tiêu, 29 nhiệm vụ; 14.767,55 triệu đồng; 1 chỗ sai, 9 chỗ cần xem lại"."""
    parts = [f"{sentences.targets(figures.targets)}, {sentences.tasks(figures.tasks)}"]
    if figures.budget_vnd is not None:
        parts.append(sentences.million(figures.budget_vnd))
    parts.append(sentences.findings(figures.open_errors, figures.open_warnings, figures.open_infos))
    return "; ".join(parts) + "."


def _stats(figures: Overview, address: EditionAddress) -> Stats:
    finding_tone = Tone.BAD if figures.open_errors else Tone.WARN if figures.open_warnings else None
    return Stats(
        [
            Stat(
                _("Mục tiêu"),
                format_number(figures.targets),
                sentences.measures(figures.measures),
                address.tab(TabKey.TARGETS),
                "target",
            ),
            Stat(
                _("Nhiệm vụ"),
                format_number(figures.tasks),
                sentences.groups(figures.groups),
                address.tab(TabKey.TASKS),
                "list-checks",
            ),
            _money(figures, address),
            Stat(
                _("Phát hiện chưa xử lý"),
                format_number(figures.open_findings),
                sentences.findings(figures.open_errors, figures.open_warnings, figures.open_infos),
                address.tab(TabKey.FINDINGS),
                "triangle-alert",
                tone=finding_tone,
            ),
        ]
    )


def _money(figures: Overview, address: EditionAddress) -> Stat:
    """The computed total beside the one that the prose states."""
    href = address.tab(TabKey.BUDGET)
    computed, stated = figures.budget_vnd, figures.budget_stated_vnd
    if computed is None:
        note = _("lời văn nêu %(sum)s") % {"sum": sentences.million(stated)} if stated is not None else ""
        return Stat(_("Dự toán"), _("không có bảng"), note, href, "wallet")
    note = ""
    if stated is not None:
        same = _("khớp số tổng nêu trong lời văn")
        note = same if stated == computed else _("lời văn nêu %(sum)s") % {"sum": sentences.million(stated)}
    return Stat(_("Dự toán, tính từ các dòng"), format_million(computed), note, href, "wallet", _("triệu đồng"))


def _facts(edition: EditionHeader, figures: Overview, address: EditionAddress) -> Facts:
    issued = format_partial(edition.issued_on) if edition.issued_on else None
    text = (_("%(lines)s dòng, đã lưu toàn văn") if edition.has_text else _("%(lines)s dòng, chưa lưu toàn văn")) % {
        "lines": format_number(edition.source_lines or 0)
    }
    items = [
        Fact(_("Tên văn bản"), edition.title),
        Fact(_("Số, ký hiệu"), edition.number),
        Fact(_("Ngày ban hành"), issued),
        Fact(_("Cơ quan ban hành"), edition.issuer),
        Fact(_("Tỉnh khi ban hành"), f"{edition.province_name} ({edition.province_code})"),
        Fact(_("Giai đoạn"), years_in_words(edition.period_start, edition.period_end)),
        Fact(
            _("Phân công"),
            f"{sentences.agencies(figures.agencies)}, {sentences.duties(figures.duties)}",
            address.tab(TabKey.DUTIES),
        ),
        Fact(_("Văn bản gốc"), text if edition.source_lines else None, address.tab(TabKey.DOCUMENT)),
    ]
    if edition.amends_ordinal is not None:
        amended = EditionAddress(edition.slug, edition.amends_ordinal).overview
        items.append(Fact(_("Điều chỉnh"), _("bản thứ %(n)s") % {"n": edition.amends_ordinal}, amended))
    return Facts(items)


def _acts(request: HttpRequest, edition: EditionHeader) -> list[Act]:
    who, address = viewer(request), address_of(edition)
    acts = [Act(_("Tải gói kế hoạch"), address.act("edition-pack"), "download")]
    if edition.state is EditionState.ISSUED and who.may(Permission.VIEW_WORK, edition.unit_id):
        acts.append(Act(_("Tiến độ"), reverse("progress-programme", kwargs={"slug": edition.slug}), "trending-up"))
    edits = who.may(Permission.EDIT_PLANS, edition.unit_id)
    issues = who.may(Permission.ISSUE_PLANS, edition.unit_id)
    if edition.is_draft:
        if edition.amends_ordinal is not None:
            acts.append(Act(_("Xem thay đổi"), address.act("edition-difference"), "git-compare-arrows"))
        if edits:
            acts.append(Act(_("Soạn bản nháp"), address.act("edition-draft"), "list-plus"))
            acts.append(Act(_("Sửa thông tin chung"), _header_edit(edition, address), "pencil"))
            acts.append(Act(_("Hủy bản nháp"), address.act("edition-discard"), "trash-2", Weight.DANGER))
        if issues:
            acts.append(Act(_("Ban hành"), address.act("edition-issue"), "stamp", Weight.PRIMARY))
    elif may_raise_somehow(who, edition.unit_id):
        acts.append(Act(_("Nêu vướng mắc"), raise_href("", edition.plan_id), "message-circle-plus"))
    if edition.state is EditionState.ISSUED and issues:
        acts.append(Act(_("Mở bản điều chỉnh"), address.act("edition-amend"), "git-branch"))
    return acts


def _to_review(request: HttpRequest, edition: EditionHeader, counts: ReviewCounts) -> list[Notice]:
    """What is left to look at in a draft that was read from a document."""
    if not counts.is_from_reading:
        return []
    acts = []
    if may_edit(request, edition):
        acts.append(Act(_("Rà soát"), address_of(edition).act("edition-review"), "list-checks"))
    if not counts.pending and not counts.open_passages:
        return [Notice(_("Bản nháp này được đọc từ văn bản và đã rà soát xong."), tone=Tone.GOOD, acts=acts)]
    left = _("Còn %(doubts)s mục nghi ngờ chưa rà soát và %(passages)s đoạn chưa được đọc.") % {
        "doubts": format_number(counts.pending),
        "passages": format_number(counts.open_passages),
    }
    return [Notice(_("Bản nháp này được đọc từ văn bản."), left, Tone.WARN, acts)]


def _header_edit(edition: EditionHeader, address: EditionAddress) -> str:
    return address.edit(ItemKind.HEADER, edition.edition_id)


def moments(
    reporting: Sequence[ReportingRow],
    reviews: Sequence[ReviewRow],
    edition: EditionHeader,
    address: EditionAddress,
    *,
    on: date,
) -> list[Moment]:
    """What the plan makes due, soonest first: the next day of each yearly report, the reviews, then what has no day."""
    dated: list[tuple[date, bool, Moment]] = []
    undated: list[Moment] = []
    for report in reporting:
        day = next_due(report, edition, on=on)
        moment = _report_moment(report, day, address)
        if day is None:
            undated.append(moment)
        else:
            dated.append((day, False, moment))
    for review in reviews:
        is_final = review.kind is ReviewKind.FINAL
        dated.append((date(review.year, 12, 31), is_final, _review_moment(review, address, on=on)))
    return [moment for _day, _final, moment in sorted(dated, key=lambda each: each[:2])] + undated


def next_due(report: ReportingRow, edition: EditionHeader, *, on: date) -> date | None:
    """The first day on or after `on` within the plan's period on which a yearly report is owed; None without one."""
    if report.every is not ReportingFrequency.YEAR or report.due_month is None or report.due_day is None:
        return None
    for year in range(max(edition.period_start, on.year), edition.period_end + 1):
        day = date(year, report.due_month, report.due_day)
        if day >= on:
            return day
    return None


def _report_moment(report: ReportingRow, day: date | None, address: EditionAddress) -> Moment:
    named = [sender.name for sender in report.senders[:NAMED_SENDERS]]
    rest = len(report.senders) - len(named)
    senders = ", ".join(named) + (_(" và %(n)s cơ quan khác") % {"n": rest} if rest else "")
    return Moment(
        when=f"{format_date(day)} · {report.due}" if day else report.due,
        title=_("Báo cáo %(recipient)s") % {"recipient": report.recipient.name},
        at=day.isoformat() if day else "",
        text=senders,
        href=address.item(ItemKind.REPORTING, report.number),
        icon="calendar-clock",
        tone=Tone.INFO if day else Tone.IDLE,
    )


def _review_moment(review: ReviewRow, address: EditionAddress, *, on: date) -> Moment:
    return Moment(
        when=_("Năm %(year)s") % {"year": review.year},
        title=capital(label(review.kind)),
        at=str(review.year),
        text=review.lead.name if review.lead else "",
        href=address.item(ItemKind.REVIEW, review.number),
        icon="flag",
        tone=Tone.IDLE if review.year < on.year else Tone.WARN,
    )
