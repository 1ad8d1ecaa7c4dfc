"""The life of an edition: issued, amended, compared with what it amends, discarded, its document's text kept."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from nscl.accounts.enums import Permission
from nscl.documents.pack.enums import FindingSeverity
from nscl.documents.pack.problems import PackError
from nscl.finance.operations.editions import discard_draft, issue_edition, open_amendment
from nscl.finance.operations.texts import store_text
from nscl.finance.queries.amendment import difference
from nscl.finance.queries.overview import Overview, overview
from nscl.plans.enums import FindingState, ReviewState
from nscl.plans.operations.errors import DraftExists, PlanError
from nscl.plans.queries.editions import EditionHeader, edition_by_number, editions_of
from nscl.plans.queries.findings import FindingRow, list_findings
from nscl.plans.queries.reviews import list_item_reviews
from nscl.text.formats import format_million, format_number
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.difference import counts_of, in_one_sentence, parts_of
from nscl.web.plan_editing.forms.files import TextForm
from nscl.web.plan_editing.places import edition_with
from nscl.web.plan_editing.reading import text_of
from nscl.web.plan_editing.views.checklist import checklist
from nscl.web.plan_editing.views.findings import finding_part
from nscl.web.plan_editing.views.pages import CHOSEN, act_href, address_of, edition_head, go_to, show
from nscl.web.plans.addresses import SEGMENTS, TabKey
from nscl.web.plans.frame import edition_or_404
from nscl.web.plans.words import KIND_NAMES
from nscl.web.ui.parts import Act, Confirmation, Finding, Page
from nscl.web.ui.tables import Link

# So much of an item tells which it is.
LABEL_LENGTH = 140


@requires(Permission.ISSUE_PLANS)
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, slug: str, ordinal: int) -> HttpResponse:
    """What issuing freezes and what still stands in its way; POST issues."""
    edition = edition_with(request, Permission.ISSUE_PLANS, slug, ordinal)
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            issue_edition(edition_id=edition.edition_id, viewer=viewer(request), by=actor(request), at=timezone.now())
        except PlanError as error:
            refused = (str(error),)
        else:
            said = _("Đã ban hành. Từ nay nội dung kế hoạch không sửa được; thay đổi bằng bản điều chỉnh.")
            messages.success(request, said)
            return go_to(request, address_of(edition).overview)
    return _issue_page(request, edition, refused)


def _issue_page(request: HttpRequest, edition: EditionHeader, refused: tuple[str, ...]) -> HttpResponse:
    counts = overview(viewer(request), edition.edition_id)
    blocking = _undecided_errors(list_findings(viewer(request), edition.edition_id))
    pending = _pending(request, edition) if counts.reviews.pending else []
    can_confirm = edition.is_draft and not blocking and not pending
    if not edition.is_draft and not refused:
        refused = (_("Bản này không còn là bản nháp: đã ban hành rồi."),)
    context = {
        "page": edition_head(edition, _("Ban hành kế hoạch"), _issue_answer(counts, len(blocking))),
        "confirmation": Confirmation(
            _("Ban hành %(label)s?") % {"label": edition.label},
            _consequences(edition),
            _("Ban hành"),
            address_of(edition).overview,
            icon="stamp",
        ),
        "refused": refused,
        "form": None,
        "checklist": checklist(viewer(request), edition, counts, len(blocking)),
        "findings_title": _("Chỗ sai chưa xử lý: phải xử lý trước khi ban hành"),
        "findings": [_with_door(request, edition, row) for row in blocking],
        "pending": pending,
        "can_confirm": can_confirm,
    }
    return show(request, "plan_editing/confirm.html", context, HTTPStatus.CONFLICT if refused else HTTPStatus.OK)


def _undecided_errors(findings: Sequence[FindingRow]) -> list[FindingRow]:
    return [row for row in findings if row.severity is FindingSeverity.ERROR and row.state is FindingState.OPEN]


def _pending(request: HttpRequest, edition: EditionHeader) -> list[Link]:
    """The doubtful items that nobody has looked at, each with the door to it for who may edit ("" for others)."""
    rows = list_item_reviews(viewer(request), edition.edition_id)
    door = viewer(request).may(Permission.EDIT_PLANS, edition.unit_id)
    review = act_href("edition-review", edition)
    return [
        Link(
            f"{KIND_NAMES[row.kind]}: {Truncator(row.label).chars(LABEL_LENGTH)}",
            f"{review}?{CHOSEN}={SEGMENTS[row.kind]}-{row.number}" if door else "",
        )
        for row in rows
        if row.state is ReviewState.PENDING
    ]


def _issue_answer(counts: Overview, blocking: int) -> str:
    words = _("%(targets)s mục tiêu, %(tasks)s nhiệm vụ") % {
        "targets": format_number(counts.targets),
        "tasks": format_number(counts.tasks),
    }
    if counts.budget_vnd is not None:
        words += _("; %(million)s triệu đồng") % {"million": format_million(counts.budget_vnd)}
    if blocking:
        return _("%(words)s. Còn %(count)s chỗ sai chưa xử lý nên chưa ban hành được.") % {
            "words": words,
            "count": blocking,
        }
    if counts.reviews.pending:
        return _("%(words)s. Còn %(count)s mục nghi ngờ chưa rà soát nên chưa ban hành được.") % {
            "words": words,
            "count": counts.reviews.pending,
        }
    return _("%(words)s. Không còn chỗ sai nào chưa xử lý.") % {"words": words}


def _consequences(edition: EditionHeader) -> list[str]:
    said = [
        _("Toàn bộ mục tiêu, nhiệm vụ, dự toán, trách nhiệm được giữ nguyên như lúc này; không ai sửa được nữa."),
        _("Thay đổi về sau phải mở bản điều chỉnh, và bản điều chỉnh nêu rõ khác gì bản này."),
        _("Phát hiện vẫn xử lý được sau khi ban hành."),
    ]
    if edition.amends_ordinal is not None:
        said.insert(1, _("Bản thứ %(ordinal)s hết hiệu lực, vẫn xem được.") % {"ordinal": edition.amends_ordinal})
    return said


def _with_door(request: HttpRequest, edition: EditionHeader, row: FindingRow) -> Finding:
    """An error with the door to decide it, for who may."""
    found = finding_part(edition, row)
    if not viewer(request).may(Permission.EDIT_PLANS, edition.unit_id):
        return found
    door = Act(_("Xử lý"), act_href("finding-decide", edition, number=row.number), "gavel")
    return Finding(
        severity=found.severity,
        kind=found.kind,
        says=found.says,
        conflicts_with=found.conflicts_with,
        likely=found.likely,
        place=found.place,
        place_href=found.place_href,
        state=found.state,
        acts=[door],
    )


@requires(Permission.ISSUE_PLANS)
@require_http_methods(["GET", "HEAD", "POST"])
def amend(request: HttpRequest, slug: str, ordinal: int) -> HttpResponse:
    """Ask, then open an amendment of the edition in force."""
    edition = edition_with(request, Permission.ISSUE_PLANS, slug, ordinal)
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        person = viewer(request)
        try:
            number = open_amendment(edition_id=edition.edition_id, viewer=person, by=actor(request), at=timezone.now())
        except DraftExists as error:
            messages.info(request, str(error))
            return go_to(request, address_of(edition_by_number(person, error.edition_id)).overview)
        except PlanError as error:
            refused = (str(error),)
        else:
            messages.success(request, _("Đã mở bản điều chỉnh với đủ nội dung của bản đang có hiệu lực."))
            return go_to(request, address_of(edition_by_number(person, number)).overview)
    context = {
        "page": edition_head(edition, _("Mở bản điều chỉnh")),
        "confirmation": Confirmation(
            _("Mở bản điều chỉnh của %(label)s?") % {"label": edition.label},
            [
                _("Bản nháp mới có đủ các mục của bản này, mỗi mục nối với mục mà nó tiếp tục."),
                _("Số và ngày ban hành để trống cho văn bản điều chỉnh."),
                _("Bản này vẫn có hiệu lực tới khi bản điều chỉnh được ban hành."),
            ],
            _("Mở bản điều chỉnh"),
            address_of(edition).overview,
            icon="file-pen",
        ),
        "refused": refused,
        "form": None,
    }
    return show(request, "plan_editing/confirm.html", context, HTTPStatus.CONFLICT if refused else HTTPStatus.OK)


@requires(Permission.VIEW_PLANS)
@require_safe
def compare(request: HttpRequest, slug: str, ordinal: int) -> HttpResponse:
    """The edition against the one that it amends, item by item."""
    edition = edition_or_404(request, slug, ordinal)
    found = difference(viewer(request), edition.edition_id)
    before = _("Bản thứ %(ordinal)s") % {"ordinal": edition.amends_ordinal}
    after = _("Bản thứ %(ordinal)s") % {"ordinal": edition.ordinal}
    first = edition.amends_ordinal is None
    answer = _("Đây là bản đầu tiên của kế hoạch, không điều chỉnh bản nào.") if first else in_one_sentence(found)
    context = {
        "page": edition_head(edition, _("Nội dung điều chỉnh"), answer),
        "counts": None if found.is_empty else counts_of(found),
        "parts": parts_of(found, before=before, after=after),
        "back": address_of(edition).overview,
        "is_first": first,
    }
    return show(request, "plan_editing/difference.html", context)


@requires(Permission.EDIT_PLANS)
@require_http_methods(["GET", "HEAD", "POST"])
def discard(request: HttpRequest, slug: str, ordinal: int) -> HttpResponse:
    """Ask, then remove a draft with all that is in it."""
    edition = edition_with(request, Permission.EDIT_PLANS, slug, ordinal)
    refused: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            discard_draft(edition_id=edition.edition_id, viewer=viewer(request), by=actor(request), at=timezone.now())
        except PlanError as error:
            refused = (str(error),)
        else:
            messages.success(request, _("Đã hủy bản nháp. Nhật ký còn ghi lại."))
            left = editions_of(viewer(request), slug)
            return go_to(request, reverse("plan", kwargs={"slug": slug}) if left else reverse("plan-list"))
    counts = overview(viewer(request), edition.edition_id)
    context = {
        "page": edition_head(edition, _("Hủy bản nháp")),
        "confirmation": Confirmation(
            _("Hủy bản nháp của %(label)s?") % {"label": edition.label},
            [
                _("%(targets)s mục tiêu, %(tasks)s nhiệm vụ và mọi mục khác của bản nháp bị xóa, không lấy lại được.")
                % {"targets": format_number(counts.targets), "tasks": format_number(counts.tasks)},
                _("Các bản đã ban hành không bị động tới."),
                _("Muốn giữ một bản sao, hãy tải gói kế hoạch trước."),
            ],
            _("Hủy bản nháp"),
            address_of(edition).overview,
            danger=True,
            icon="trash-2",
        ),
        "refused": refused or _not_a_draft(edition),
        "form": None,
        "can_confirm": edition.is_draft,
    }
    return show(request, "plan_editing/confirm.html", context, HTTPStatus.CONFLICT if refused else HTTPStatus.OK)


def _not_a_draft(edition: EditionHeader) -> tuple[str, ...]:
    return () if edition.is_draft else (_("Bản này đã ban hành nên không hủy được."),)


@requires(Permission.EDIT_PLANS)
@require_http_methods(["GET", "HEAD", "POST"])
def keep_text(request: HttpRequest, slug: str, ordinal: int) -> HttpResponse:
    """Take the text of the edition's document, so that each item stands beside its lines."""
    edition = edition_with(request, Permission.EDIT_PLANS, slug, ordinal)
    form = TextForm(request.POST or None, request.FILES or None) if request.method == "POST" else TextForm()
    if request.method == "POST" and form.is_valid():
        try:
            stored = store_text(
                edition_id=edition.edition_id,
                text=text_of(form.cleaned_data["van_ban"].read()),
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except PackError as error:
            form.add_error("van_ban", "; ".join(f"{p.message}. {_('Cách sửa')}: {p.remedy}." for p in error.problems))
        except PlanError as error:
            form.add_error("van_ban", str(error))
        else:
            messages.success(request, _("Đã lưu toàn văn, %(lines)s dòng.") % {"lines": format_number(stored.lines)})
            return go_to(request, address_of(edition).tab(TabKey.DOCUMENT))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
    context = {"page": _text_head(edition), "form": form, "back": address_of(edition).tab(TabKey.DOCUMENT)}
    return show(request, "plan_editing/text.html", context, status)


def _text_head(edition: EditionHeader) -> Page:
    if edition.source_lines is None:
        answer = _("Kế hoạch chưa ghi văn bản gốc có bao nhiêu dòng: tệp phải có đủ các dòng mà các mục nêu.")
    else:
        answer = _("Các số dòng được đếm theo văn bản có %(lines)s dòng; tệp khác sẽ bị từ chối.") % {
            "lines": format_number(edition.source_lines)
        }
    return edition_head(edition, _("Lưu toàn văn của kế hoạch"), answer)
