"""What a leader looks at before a plan is issued."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.finance.queries.overview import Overview
from nscl.plans.enums import ItemKind
from nscl.plans.queries.editions import EditionHeader
from nscl.plans.queries.reviews import ReviewCounts
from nscl.text.dates import format_partial
from nscl.text.formats import format_million, format_number
from nscl.web.plan_editing.views.pages import act_href, address_of
from nscl.web.plans.addresses import SEGMENTS, TabKey
from nscl.web.ui.parts import Chip, Tone
from nscl.web.ui.parts.base import Text


@dataclass(frozen=True)
class CheckLine:
    """One line of the list: what, how it stands, where to look ("" where the person may not go)."""

    label: Text
    value: Text
    chip: Chip
    href: str


def checklist(viewer: Viewer, edition: EditionHeader, counts: Overview, blocking: int) -> Sequence[CheckLine]:
    """The lines, those that keep the plan from being issued first. The form of the header is for who may edit."""
    address = address_of(edition)
    editing = viewer.may(Permission.EDIT_PLANS, edition.unit_id)
    head = ""
    if editing:
        head = act_href("item-edit", edition, segment=SEGMENTS[ItemKind.HEADER], number=edition.edition_id)
    money = _("không nêu")
    if counts.budget_vnd is not None:
        money = _("%(million)s triệu đồng") % {"million": format_million(counts.budget_vnd)}
    return [
        CheckLine(
            _("Chỗ sai chưa xử lý"), format_number(blocking), _must(done=not blocking), address.tab(TabKey.FINDINGS)
        ),
        *_reading_lines(counts.reviews, act_href("edition-review", edition) if editing else ""),
        CheckLine(
            _("Chỗ cần xem lại chưa xử lý"),
            format_number(counts.open_warnings),
            _should(done=not counts.open_warnings),
            address.tab(TabKey.FINDINGS),
        ),
        CheckLine(
            _("Số, ký hiệu văn bản"), edition.number or _("chưa ghi"), _should(done=edition.number is not None), head
        ),
        CheckLine(
            _("Ngày ban hành"),
            format_partial(edition.issued_on) if edition.issued_on else _("chưa ghi"),
            _should(done=edition.issued_on is not None),
            head,
        ),
        CheckLine(_("Dự toán"), money, _should(done=counts.budget_vnd is not None), address.tab(TabKey.BUDGET)),
        CheckLine(
            _("Toàn văn của kế hoạch"),
            _("đã lưu") if edition.has_text else _("chưa lưu"),
            _should(done=edition.has_text),
            address.tab(TabKey.DOCUMENT),
        ),
    ]


def _reading_lines(reviews: ReviewCounts, href: str) -> list[CheckLine]:
    """What is left to look at where the draft was read from a document."""
    if not reviews.is_from_reading:
        return []
    return [
        CheckLine(
            _("Mục nghi ngờ chưa rà soát"), format_number(reviews.pending), _must(done=not reviews.pending), href
        ),
        CheckLine(
            _("Đoạn chưa được đọc"),
            format_number(reviews.open_passages),
            _should(done=not reviews.open_passages),
            href,
        ),
    ]


def _must(*, done: bool) -> Chip:
    return Chip(_("Đạt"), Tone.GOOD, "circle-check") if done else Chip(_("Phải xử lý"), Tone.BAD, "octagon-alert")


def _should(*, done: bool) -> Chip:
    return Chip(_("Đạt"), Tone.GOOD, "circle-check") if done else Chip(_("Nên xem lại"), Tone.WARN, "triangle-alert")
