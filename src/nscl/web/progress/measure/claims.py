"""For which measures a record counts, where more than one could take it."""

from __future__ import annotations

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.plans.rules import years_in_words
from nscl.progress.queries import ClaimChoice, ClaimChoices, claim_choices
from nscl.text.dates import format_date
from nscl.web.access import actor, requires, viewer
from nscl.web.plans.words import capital
from nscl.web.progress.forms import ClaimForm
from nscl.web.progress.places import SECTION
from nscl.web.ui.parts import Crumb, Fact, Facts, Page
from nscl.web.work.places import activity_href
from nscl.work.operations.activities.claims import declare_claims
from nscl.work.operations.errors import WorkError
from nscl.work.queries.access import ActivityNotFound
from nscl.work.queries.activities import get_activity
from nscl.work.queries.rows import ActivityRow

# `?chi-tieu=12`: the page was opened from this measure and leads back to it.
FROM_MEASURE = "chi-tieu"
# As many digits as a primary key of these tables will ever have.
MOST_DIGITS = 10


@requires(Permission.RECORD_WORK)
@require_http_methods(["GET", "HEAD", "POST"])
def claim(request: HttpRequest, activity: int) -> HttpResponse:
    """Declare for which of the measures that could take a record it counts."""
    offered, record = _opened(request, activity)
    form = ClaimForm(
        request.POST or None,
        choices=[(one.measure, _words(one)) for one in offered.choices],
        initial={"phien_ban": offered.version, "chi_tieu": [c.measure for c in offered.choices if c.is_declared]},
    )
    back = _back(request, record)
    if request.method == "POST" and form.is_valid():
        try:
            declare_claims(
                number=activity,
                version=form.cleaned_data["phien_ban"],
                measures=form.cleaned_data["chi_tieu"],
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
        except WorkError as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Đã khai. Giá trị của các chỉ tiêu đã tính lại."))
            return redirect(back)
    context = {"page": _page(record, offered), "facts": _facts(record), "form": form, "back": back}
    wrong = form.is_bound and not form.is_valid()
    status = HTTPStatus.UNPROCESSABLE_ENTITY if wrong else HTTPStatus.OK
    return render(request, "progress/claim.html", context, status=status)


def claim_many_href(slug: str, measure: int) -> str:
    """Where many records are declared for a measure at once."""
    return reverse("measure-claims", kwargs={"slug": slug, "number": measure})


def claim_href(activity: int, measure: int | None = None) -> str:
    """Where a record is declared; measure: the one from which the page is opened."""
    back = "" if measure is None else f"?{FROM_MEASURE}={measure}"
    return reverse("activity-claim", kwargs={"activity": activity}) + back


def _opened(request: HttpRequest, activity: int) -> tuple[ClaimChoices, ActivityRow]:
    """The record and the measures that could take it, for who may record the work of its agency. Raises Http404."""
    try:
        offered = claim_choices(viewer(request), activity)
        record = get_activity(viewer(request), activity, on=timezone.localdate()).row
    except ActivityNotFound as missing:
        raise Http404 from missing
    if not offered.may_declare:
        raise Http404
    return offered, record


def _back(request: HttpRequest, record: ActivityRow) -> str:
    sent = request.GET.get(FROM_MEASURE, "")
    if not (sent.isascii() and sent.isdigit() and len(sent) <= MOST_DIGITS):
        return activity_href(record.number)
    return reverse("progress-measure", kwargs={"slug": record.plan.slug, "number": int(sent)})


def _words(choice: ClaimChoice) -> str:
    """A measure as it is offered: "2.1: lớp đào tạo (2026–2030)"."""
    return f"{choice.target_key}: {choice.label} ({years_in_words(choice.phase_start, choice.phase_end)})"


def _page(record: ActivityRow, offered: ClaimChoices) -> Page:
    if not offered.choices:
        answer = _("Không chỉ tiêu nào của kế hoạch tính loại hoạt động này.")
    elif not offered.must_declare:
        answer = _("Không chỉ tiêu nào tranh hồ sơ này với chỉ tiêu khác nên không cần khai: hồ sơ tự tính.")
    else:
        answer = _("Nhiều chỉ tiêu cùng tính được hồ sơ này; hồ sơ chỉ tính cho chỉ tiêu được khai.")
    way = [Crumb(_("Hoạt động"), reverse("annual-plan-list")), Crumb(record.title, activity_href(record.number))]
    return Page(_("Khai tính cho chỉ tiêu"), answer, way, SECTION)


def _facts(row: ActivityRow) -> Facts:
    items = [
        Fact(_("Hoạt động"), row.title, activity_href(row.number)),
        Fact(_("Loại"), capital(row.kind.label)),
        Fact(_("Cơ quan"), row.owner.name),
        Fact(_("Nơi"), row.place or None),
        Fact(_("Ngày xong"), format_date(row.done_on) if row.done_on else None),
    ]
    return Facts(items)
