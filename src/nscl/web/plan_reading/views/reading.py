"""One reading: how far it is, why it failed, or what was read and the way to a draft."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.accounts.rules import NotAllowed
from nscl.documents.pack.difference import PackDifference
from nscl.finance.operations.intake import LoadOutcome
from nscl.finance.operations.readings import draft_reading
from nscl.plans.enums import ReadingState
from nscl.plans.operations.errors import DraftDiffers, EditionIssued, PlanError
from nscl.plans.queries.readings import ReadingRow, drafts_of_document
from nscl.web.access import actor, requires, viewer
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.plan_reading.forms import HeaderForm
from nscl.web.plan_reading.review.addresses import review_href
from nscl.web.plan_reading.summary import Summary, summary_of
from nscl.web.plan_reading.views.uploading import reading_head, reading_or_404
from nscl.web.plan_reading.words import doubtful_places, place_in_words, unread_passages
from nscl.web.plans.addresses import EditionAddress
from nscl.web.plans.tables import wanted_file
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Act, Notice, Tone, Work
from nscl.web.ui.tables import TableQuery

# The values of the two buttons: make a draft; make it in place of the draft that there is.
DRAFT, REPLACE = "lap", "thay"
ASK_EVERY_SECONDS = 1
WORK_ANCHOR = "dang-doc"


@requires(Permission.EDIT_PLANS)
@require_http_methods(["GET", "HEAD", "POST"])
def reading(request: HttpRequest, number: int) -> HttpResponse:
    """How far the reading is; once it is done, what was read. POST makes the draft."""
    row = reading_or_404(request, number)
    if _asks_how_far(request) and not (row.is_under_way and not row.is_silent(timezone.now())):
        # What was waited for has happened: the page is to be loaded anew.
        return HttpResponse(headers={"HX-Refresh": "true"})
    if row.state is ReadingState.DRAFTED:
        address = EditionAddress(row.slug, row.ordinal or 1)
        return go_to(request, review_href(address) if row.is_draft else address.overview)
    if row.state is not ReadingState.READ:
        return _not_read(request, row)
    return _read(request, row)


def _read(request: HttpRequest, row: ReadingRow) -> HttpResponse:
    """What was read; POST makes the draft."""
    summary = summary_of(viewer(request), row, TableQuery.of(request))
    if file := wanted_file(summary.tables, row.file_name):
        return file
    if request.method != "POST":
        return _page(request, row, summary, HeaderForm(summary.provinces, read=summary.header))
    return _make(request, row, summary)


def _make(request: HttpRequest, row: ReadingRow, summary: Summary) -> HttpResponse:
    """Make the draft, or show what keeps it from being made."""
    act = request.POST.get("viec", "")
    if act not in {DRAFT, REPLACE}:
        raise Http404
    form = HeaderForm(summary.provinces, request.POST, read=summary.header)
    refused: tuple[str, ...] = ()
    difference: PackDifference | None = None
    if form.is_valid():
        try:
            outcome = _draft(request, row, form, replacing=act == REPLACE)
        except DraftDiffers as error:
            difference = error.difference
        except EditionIssued:
            form.add_error("ma", _taken())
        except (PlanError, NotAllowed) as error:
            refused = tuple(str(error).split("\n"))
        else:
            return _to_review(request, outcome)
    status = HTTPStatus.CONFLICT if difference or refused else HTTPStatus.UNPROCESSABLE_ENTITY
    return _page(request, row, summary, form, refused=refused, difference=difference, status=status)


def _draft(request: HttpRequest, row: ReadingRow, form: HeaderForm, *, replacing: bool) -> LoadOutcome:
    return draft_reading(
        number=row.number,
        header=form.header(),
        confirm_difference=replacing,
        viewer=viewer(request),
        by=actor(request),
        at=timezone.now(),
    )


def _taken() -> str:
    return _(
        "Kế hoạch mang mã này đã ban hành nên không ghi đè được. Nếu đây là văn bản điều chỉnh, lãnh đạo mở bản điều "
        "chỉnh trước rồi lập bản nháp lại; nếu là kế hoạch khác, đặt mã khác."
    )


def _to_review(request: HttpRequest, outcome: LoadOutcome) -> HttpResponse:
    messages.success(request, _("Đã lập bản nháp từ văn bản. Hãy rà soát các mục nghi ngờ rồi mới ban hành."))
    return go_to(request, review_href(EditionAddress(outcome.slug, outcome.ordinal)))


def _page(
    request: HttpRequest,
    row: ReadingRow,
    summary: Summary,
    form: HeaderForm,
    *,
    refused: tuple[str, ...] = (),
    difference: PackDifference | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    answer = _("Đã đọc xong: %(doubts)s, %(passages)s. Chưa có gì vào kế hoạch; hãy xem rồi lập bản nháp.") % {
        "doubts": doubtful_places(len(summary.doubts)),
        "passages": unread_passages(summary.passages),
    }
    context = {
        "page": reading_head(row, row.file_name, answer, acts=_acts(row)),
        "summary": summary,
        "notices": _known(request, row),
        "form": form,
        "refused": refused,
        "difference": difference,
        "replace": REPLACE if difference is not None else DRAFT,
    }
    return show(request, "plan_reading/summary.html", context, status)


def _acts(row: ReadingRow) -> tuple[Act, ...]:
    kwargs = {"number": row.number}
    return (
        Act(_("Bỏ văn bản này"), reverse("plan-reading-discard", kwargs=kwargs), "trash-2", "danger"),
        Act(_("Đọc lại"), reverse("plan-reading-again", kwargs=kwargs), "rotate-cw", post=True),
    )


def _known(request: HttpRequest, row: ReadingRow) -> list[Notice]:
    """Plans that somebody has already made of the very same document."""
    return [
        Notice(
            _("Văn bản này đã được đọc thành một kế hoạch."),
            _("Người khác đã tải lên đúng văn bản này. Hãy xem kế hoạch đó trước khi lập thêm một bản nháp."),
            Tone.WARN,
            [Act(_("Xem kế hoạch đó"), EditionAddress(slug, ordinal).overview, "file-text")],
        )
        for slug, ordinal in drafts_of_document(viewer(request), row.sha256)
    ]


def _not_read(request: HttpRequest, row: ReadingRow) -> HttpResponse:
    """How far it is, that its worker has died, or why it failed. The page asks again by itself while it runs."""
    now = timezone.now()
    silent = row.is_silent(now)
    notice = _trouble(row, silent=silent)
    context = {
        "page": reading_head(row, row.file_name, acts=_acts(row)[:1]),
        "work": None if notice is not None else _work(request, row),
        "notice": notice,
    }
    return show(request, "plan_reading/progress.html", context)


def _asks_how_far(request: HttpRequest) -> bool:
    """Whether it is the page that shows how far the reading is which asks, by itself."""
    return request.headers.get("HX-Target") == WORK_ANCHOR


def _work(request: HttpRequest, row: ReadingRow) -> Work:
    words = _("Trang này tự cập nhật. Có thể rời trang; kết quả vẫn còn ở mục Đọc văn bản kế hoạch.")
    # The last page is done when all of it is put together.
    done = min(row.pages_done, row.pages_all - 1) if row.pages_all else 0
    return Work(
        _under_way(row),
        done,
        row.pages_all,
        words,
        request.path,
        anchor=WORK_ANCHOR,
        seconds=ASK_EVERY_SECONDS,
    )


def _under_way(row: ReadingRow) -> str:
    """What is being done now."""
    if row.state is ReadingState.QUEUED:
        return _("Đang chờ đến lượt đọc")
    if not row.pages_all:
        return _("Đang đọc văn bản")
    page = min(row.pages_done + 1, row.pages_all)
    return _("Đang đọc trang %(page)s trên %(total)s") % {"page": page, "total": row.pages_all}


def _trouble(row: ReadingRow, *, silent: bool) -> Notice | None:
    """What went wrong and what can be done; None while all is well."""
    again = Act(
        _("Đọc lại"),
        reverse("plan-reading-again", kwargs={"number": row.number}),
        "rotate-cw",
        "primary",
        post=True,
    )
    if silent:
        return Notice(
            _("Việc đọc đã dừng giữa chừng."),
            _("Máy chủ có thể vừa khởi động lại. Tệp vẫn còn; bấm Đọc lại để đọc từ đầu."),
            Tone.WARN,
            [again],
        )
    if row.failure is None:
        return None
    place = place_in_words(row.failure.line, row.failure.page)
    title = capital(row.failure.message) + (f" ({place})" if place else "") + "."
    another = Act(_("Tải lên văn bản khác"), reverse("plan-read"), "file-up")
    return Notice(title, f"{_('Cách sửa')}: {row.failure.remedy}.", Tone.BAD, [another, again])
