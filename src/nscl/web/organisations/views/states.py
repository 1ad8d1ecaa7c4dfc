"""An organisation stops for a time, for good, or works again: asked with the day and the reason."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.organisations.enums import OrganisationState
from nscl.organisations.operations.registry import end as end_organisation
from nscl.organisations.operations.registry import resume as resume_organisation
from nscl.organisations.operations.registry import suspend as suspend_organisation
from nscl.organisations.rules.states import NEXT_STATES
from nscl.web.access import actor, requires, viewer
from nscl.web.organisations.places import kept_or_404, organisation_href, registry_crumbs, registry_page
from nscl.web.organisations.writing import ON, Question, ask, reason_form
from nscl.web.training.asking import REASON
from nscl.web.ui.parts import Confirmation, Text
from nscl.web.work.places import sent_version, today


class _Change(NamedTuple):
    """A change of state as it is asked. question: with %(name)s."""

    then: OrganisationState
    operation: Callable[..., int]
    question: Text
    consequence: Text
    verb: Text
    day: Text
    icon: str
    said: Text


SUSPEND: Final = _Change(
    OrganisationState.SUSPENDED,
    suspend_organisation,
    gettext_lazy("Ghi %(name)s tạm ngừng?"),
    gettext_lazy("Hồ sơ hỗ trợ đang làm không mất; tổ chức hoạt động lại thì ghi lại được."),
    gettext_lazy("Ghi tạm ngừng"),
    gettext_lazy("Tạm ngừng từ ngày"),
    "circle-pause",
    gettext_lazy("Đã ghi tạm ngừng."),
)
END: Final = _Change(
    OrganisationState.GONE,
    end_organisation,
    gettext_lazy("Ghi %(name)s đã chấm dứt hoạt động?"),
    gettext_lazy("Mọi điều đã ghi vẫn giữ. Nếu tổ chức sáp nhập, chia, đổi loại hình thì hãy ghi quan hệ kế thừa."),
    gettext_lazy("Ghi chấm dứt"),
    gettext_lazy("Chấm dứt từ ngày"),
    "archive",
    gettext_lazy("Đã ghi chấm dứt."),
)
RESUME: Final = _Change(
    OrganisationState.ACTIVE,
    resume_organisation,
    gettext_lazy("Ghi %(name)s hoạt động lại?"),
    gettext_lazy("Lý do và ngày để lại trong lịch sử."),
    gettext_lazy("Ghi hoạt động lại"),
    gettext_lazy("Hoạt động lại từ ngày"),
    "circle-play",
    gettext_lazy("Đã ghi hoạt động lại."),
)
KEEPS: Final = (Permission.VIEW_REGISTRY, Permission.KEEP_REGISTRY)


@requires(*KEEPS)
@require_http_methods(["GET", "HEAD", "POST"])
def suspend(request: HttpRequest, number: int) -> HttpResponse:
    """It stopped for a time."""
    return _change(request, number, SUSPEND)


@requires(*KEEPS)
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, number: int) -> HttpResponse:
    """It is no more."""
    return _change(request, number, END)


@requires(*KEEPS)
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, number: int) -> HttpResponse:
    """It works again."""
    return _change(request, number, RESUME)


def _change(request: HttpRequest, number: int, change: _Change) -> HttpResponse:
    detail = kept_or_404(request, number)
    if request.method != "POST" and change.then not in NEXT_STATES[detail.state]:
        raise Http404
    question = Confirmation(
        change.question % {"name": detail.name},
        [change.consequence],
        change.verb,
        organisation_href(number),
        icon=change.icon,
    )
    editor = reason_form(_("Lý do, căn cứ"), day=change.day, today=today())

    def act() -> None:
        values = editor.values()
        change.operation(
            number=number,
            version=sent_version(request),
            on=values[ON],
            reason=values[REASON],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    page = registry_page(change.verb, detail.name, crumbs=registry_crumbs(detail))
    return ask(request, Question(page, question, "organisation", detail.version, editor), act, said=change.said)
