"""Addresses of the applicant: by account below /ho-tro/cua-toi/, by link below /ho-so-ho-tro/; the same pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from django.urls import URLPattern, path

from nscl.web.support_apply.places import by_account, by_link
from nscl.web.support_apply.views.choosing import content, contents, overview, rules
from nscl.web.support_apply.views.filling import autosave_costs, autosave_need, costs, need
from nscl.web.support_apply.views.links import case_link, find_case, send_again
from nscl.web.support_apply.views.papers import paper_file, papers, take_out
from nscl.web.support_apply.views.reporting import report
from nscl.web.support_apply.views.review import review
from nscl.web.support_apply.views.slip import slip_word
from nscl.web.support_apply.views.status import status, withdraw

_READ: Final = ("GET", "HEAD")
_BOTH: Final = ("GET", "HEAD", "POST")
# Page of a case: address below it, name, view, methods.
_PAGES: Final[tuple[tuple[str, str, Any, tuple[str, ...]], ...]] = (
    ("", "", status, _READ),
    ("de-nghi/", "-need", need, _BOTH),
    ("de-nghi/tu-luu/", "-need-kept", autosave_need, ("POST",)),
    ("chi-phi/", "-costs", costs, _BOTH),
    ("chi-phi/tu-luu/", "-costs-kept", autosave_costs, ("POST",)),
    ("giay-to/", "-papers", papers, _BOTH),
    ("giay-to/<int:number>/", "-paper", paper_file, _READ),
    ("giay-to/<int:number>/rut/", "-paper-remove", take_out, ("POST",)),
    ("nop/", "-review", review, _BOTH),
    ("phieu-tinh.docx", "-slip", slip_word, _READ),
    ("rut/", "-withdraw", withdraw, _BOTH),
    ("noi-dung/", "-contents", contents, _READ),
    ("noi-dung/<slug:content>/", "-rules", rules, _BOTH),
    ("bao-sai/", "-report", report, _BOTH),
)


def _pages(way: Any, base: str, name: str) -> Iterator[URLPattern]:
    for address, page, view, methods in _PAGES:
        yield path(f"{base}<str:public_id>/{address}", way(view, *methods), name=f"{name}{page}")


urlpatterns = [
    path("ho-tro/cua-toi/", overview, name="own-support"),
    path("ho-tro/cua-toi/noi-dung/<slug:content>/", content, name="own-support-content"),
    *_pages(by_account, "ho-tro/cua-toi/ho-so/", "own-case"),
    path("ho-so-ho-tro/", find_case, name="find-case"),
    path("ho-so-ho-tro/mo/<str:token>/", case_link, name="case-link"),
    path("ho-so-ho-tro/mo/<str:token>/gui-lai/", send_again, name="case-link-resend"),
    *_pages(by_link, "ho-so-ho-tro/xem/", "linked-case"),
]
