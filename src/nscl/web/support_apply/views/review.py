"""A look at everything before it goes out: handing in a draft, or what was to be supplemented."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.support.enums import CaseState, DocumentStage
from nscl.support.operations.cases import submit_case
from nscl.support.operations.errors import Conflict, Refused, SupportError
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.plans.words import capital
from nscl.web.support_apply.places import CasePlace, case_page, sent_version
from nscl.web.support_apply.reading import Application, application_of, estimate_of, is_open
from nscl.web.support_apply.steps import CHECK, COSTS, NEED, PAPERS, REVIEW, step_before, step_of, writing_stepper
from nscl.web.support_apply.words import certificate_words, cost_lines, need_facts
from nscl.web.ui.parts import Act, Fact, Facts
from nscl.work.rules.problems import Problem


@dataclass(frozen=True, slots=True)
class Complaint:
    """Something to mend, and where; href "": nowhere in the form."""

    message: str
    href: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the application, and the door to change it."""

    anchor: str
    title: str
    facts: Facts
    edit: Act


def review(request: HttpRequest, place: CasePlace) -> HttpResponse:
    """Everything on one page; POST hands it in. What is wanting is said all at once, each with its place."""
    if not is_open(place):
        return redirect(place.href())
    if request.method != "POST":
        return _page(request, place, place.case.version)
    version = sent_version(request)
    try:
        submit_case(number=place.case.number, version=version, viewer=place.asker, by=place.by, at=timezone.now())
    except Conflict as conflict:
        words = _("Hồ sơ vừa được sửa ở nơi khác. Hãy xem lại nội dung dưới đây rồi nộp.")
        return _page(request, place, conflict.current_version, [Complaint(words)], HTTPStatus.CONFLICT)
    except Refused as refused:
        return _refused(request, place, version, complaints_of(place, refused.problems))
    except SupportError as error:
        return _refused(request, place, version, [Complaint(str(error))])
    if place.case.state is CaseState.SUPPLEMENT:
        messages.success(request, _("Đã gửi bổ sung. Cơ quan xử lý xem tiếp hồ sơ."))
    else:
        messages.success(request, _("Đã nộp hồ sơ. Trang này cho biết hồ sơ đang ở đâu; hãy lưu địa chỉ trang."))
    return go_to(request, place.href())


def _refused(request: HttpRequest, place: CasePlace, version: int, problems: list[Complaint]) -> HttpResponse:
    return _page(request, place, version, problems, HTTPStatus.UNPROCESSABLE_ENTITY)


def complaints_of(place: CasePlace, problems: Iterable[Problem]) -> list[Complaint]:
    """Each problem with the page where it is mended."""
    return [_complaint(place, one) for one in problems]


def _complaint(place: CasePlace, problem: Problem) -> Complaint:
    step = step_of(problem.field)
    if not step:
        href = place.href("contents") if problem.field in {"item", "content", "policy"} else ""
        return Complaint(capital(str(problem)), href)
    if step == PAPERS:
        return Complaint(capital(str(problem)), place.href(PAPERS))
    return Complaint(capital(str(problem)), f"{place.href(step)}?{CHECK}=1#sua-muc")


def _page(
    request: HttpRequest,
    place: CasePlace,
    version: int,
    problems: list[Complaint] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    application = application_of(place)
    is_supplement = place.case.state is CaseState.SUPPLEMENT
    context: dict[str, Any] = {
        "page": place.page(_("Xem lại rồi nộp"), application.rule_words),
        "stepper": writing_stepper(REVIEW),
        "notices": application.notices,
        "problems": problems or complaints_of(place, application.wanting),
        "is_refused": bool(problems),
        "sections": _sections(place, application),
        "estimate": estimate_of(application.slip),
        "version": version,
        "verb": _("Gửi bổ sung") if is_supplement else _("Nộp hồ sơ"),
        "back": place.href(step_before(REVIEW)),
    }
    return case_page(request, place, "support_apply/review.html", context, status)


def _sections(place: CasePlace, application: Application) -> list[Section]:
    costs = [Fact(one.words, "\n".join(filter(None, [one.amount, one.note]))) for one in cost_lines(application)]
    certificate = certificate_words(application.values)
    if application.asked.certificate or certificate:
        costs.insert(0, Fact(_("Giấy chứng nhận"), certificate))
    papers = [Fact(one.name, one.file) for one in application.documents if one.stage is DocumentStage.APPLICATION]
    return [
        Section("de-nghi", _("Đề nghị"), Facts(need_facts(place, application)), _edit(place, NEED)),
        Section("chi-phi", _("Chi phí"), Facts(costs or [_nothing()]), _edit(place, COSTS)),
        Section("giay-to", _("Giấy tờ"), Facts(papers or [_nothing()]), _edit(place, PAPERS)),
    ]


def _nothing() -> Fact:
    return Fact(_("Chưa ghi"), None)


def _edit(place: CasePlace, step: str) -> Act:
    return Act(_("Sửa"), place.href(step), "pencil")
