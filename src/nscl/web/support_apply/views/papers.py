"""The papers of an application: which are asked for, which came in, sending one more, opening one's own."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nscl.records.evidence_files.limits import MAX_FILES, MAX_REQUEST_BYTES, MEGA
from nscl.records.evidence_files.naming import MEDIA_TYPES, bare_name
from nscl.records.evidence_files.storage import evidence_store
from nscl.records.operations.evidence import EvidenceError
from nscl.records.queries.evidence import EvidenceRow, find_evidence
from nscl.support.enums import DocumentStage, DocumentVerdict
from nscl.support.operations.cases import attach_document, remove_document
from nscl.support.operations.errors import SupportError
from nscl.support.queries.cases import DocumentRow, case_detail
from nscl.web.evidence.listing import size_in_words
from nscl.web.evidence.uploading import ReceivedFile, takes_files
from nscl.web.evidence.views.files import send_stored
from nscl.web.plan_editing.views.pages import go_to
from nscl.web.support_apply.forms.papers import NAME, PaperForm
from nscl.web.support_apply.places import CasePlace, case_page
from nscl.web.support_apply.reading import Application, application_of, is_open, takes_payment_papers
from nscl.web.support_apply.steps import PAPERS, REVIEW, step_before, writing_stepper
from nscl.web.ui.parts import Act, Chip, Text, Tone, Weight

OTHER: Final = "khac"
VERDICTS: Final = {
    DocumentVerdict.PENDING: Chip(gettext_lazy("Đã gửi"), Tone.INFO, "check"),
    DocumentVerdict.ACCEPTED: Chip(gettext_lazy("Đạt"), Tone.GOOD, "circle-check"),
    DocumentVerdict.REJECTED: Chip(gettext_lazy("Cần gửi lại"), Tone.BAD, "octagon-alert"),
}
_SENT: Final = Chip(gettext_lazy("Đã có"), Tone.GOOD, "circle-check")
_WANTING: Final = Chip(gettext_lazy("Chưa có"), Tone.WARN, "circle-question-mark")
_IF_ANY: Final = Chip(gettext_lazy("Không bắt buộc"), Tone.IDLE, "circle")


@dataclass(frozen=True, slots=True)
class Paper:
    """One file as the applicant sees it."""

    name: str
    title: str
    href: str
    size: str
    chip: Chip
    remark: str
    remove: Act | None = None


@dataclass(frozen=True, slots=True)
class Needed:
    """A paper that is asked for, with what came in for it; form: by which more is sent."""

    title: Text
    name: str
    chip: Chip
    papers: list[Paper]
    form: PaperForm | None
    cite: str = ""


def paper(place: CasePlace, row: DocumentRow, file: EvidenceRow | None, *, may_remove: bool) -> Paper:
    """One file with its door, its size, what the office found."""
    remove = None
    if may_remove:
        href = place.href("paper-remove", number=row.number)
        question = _("Rút tệp này khỏi hồ sơ?")
        remove = Act(_("Rút"), href, "trash-2", Weight.QUIET, post=True, confirm=question)
    size = size_in_words(file.file.size) if file is not None and file.file is not None else ""
    chip = VERDICTS[row.verdict]
    href = place.href("paper", number=row.number)
    return Paper(row.file, row.name, href, size, chip, row.remark, remove)


def _too_large(request: HttpRequest, place: CasePlace) -> HttpResponse:
    problem = _("Lần gửi này nặng hơn %(limit)s MB nên chưa tệp nào được nhận. Hãy gửi từng tệp một.") % {
        "limit": MAX_REQUEST_BYTES // MEGA
    }
    return _page(request, place, [problem], HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


@takes_files(_too_large)
def papers(request: HttpRequest, place: CasePlace) -> HttpResponseBase:
    """What is asked for, each with what came in; POST takes files of one of them."""
    if not is_open(place) and not takes_payment_papers(place):
        return redirect(place.href())
    if request.method != "POST":
        return _page(request, place)
    name = str(request.POST.get(NAME, ""))[:250]
    form = PaperForm(request.POST, request.FILES, other=name == OTHER)
    form.is_valid()
    title = " ".join(str(form.cleaned_data.get("ten", "")).split()) if name == OTHER else name
    if not form.sent:
        return _page(
            request, place, [_("Hãy chọn tệp hoặc chụp ảnh giấy tờ rồi gửi.")], HTTPStatus.UNPROCESSABLE_ENTITY
        )
    if not title:
        return _page(request, place, [_("Hãy ghi tên giấy tờ.")], HTTPStatus.UNPROCESSABLE_ENTITY)
    added, refused = _attach(place, title, form.sent)
    if added:
        words = ngettext("Đã nhận %(n)s tệp.", "Đã nhận %(n)s tệp.", added) % {"n": added}
        messages.success(request, words)
    if refused:
        return _page(request, place, refused, HTTPStatus.UNPROCESSABLE_ENTITY)
    return go_to(request, request.path)


def _attach(place: CasePlace, title: str, files: list[ReceivedFile]) -> tuple[int, list[str]]:
    """Keep what can be kept; how many that were, and why the others were not."""
    stage = DocumentStage.APPLICATION if is_open(place) else DocumentStage.PAYMENT
    added, refused = 0, []
    for file in files[:MAX_FILES]:
        try:
            if file.received is None:
                raise EvidenceError(file.refusal)
            attach_document(
                number=place.case.number,
                name=title,
                stage=stage,
                file=file.received,
                filename=file.name or "",
                viewer=place.asker,
                by=place.by,
                at=timezone.now(),
            )
            added += 1
        except (EvidenceError, SupportError) as error:
            known = bare_name(file.name or "") or _("tệp không tên")
            refused.append(_("%(name)s: %(why)s") % {"name": known, "why": error})
        except OSError:
            refused.append(_("Máy chủ không ghi được tệp: hết chỗ hoặc không có quyền ghi. Hãy báo quản trị hệ thống."))
    return added, refused


def take_out(request: HttpRequest, place: CasePlace, number: int) -> HttpResponse:
    """Take one's own paper out again, as long as the application is written."""
    try:
        remove_document(number=place.case.number, document=number, viewer=place.asker, by=place.by, at=timezone.now())
    except SupportError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Đã rút tệp khỏi hồ sơ."))
    return redirect(place.href(PAPERS))


def paper_file(request: HttpRequest, place: CasePlace, number: int) -> HttpResponseBase:
    """A paper of one's own case, as it was sent in."""
    detail = case_detail(place.asker, place.case.number)
    row = next((one for one in detail.documents if one.number == number), None)
    if row is None:
        raise Http404
    evidence = find_evidence(row.evidence)
    if evidence.file is None:
        return redirect(evidence.link)
    if not evidence.file.is_there:
        raise Http404
    path, etag = evidence_store().original(evidence.file.sha256), f'"{evidence.file.sha256}"'
    return send_stored(request, path, etag, MEDIA_TYPES[evidence.file.type], save_as=evidence.name)


def _page(
    request: HttpRequest, place: CasePlace, refused: list[str] | None = None, status: HTTPStatus = HTTPStatus.OK
) -> HttpResponse:
    application = application_of(place)
    stage = DocumentStage.APPLICATION if is_open(place) else DocumentStage.PAYMENT
    needed = _needed(place, application, stage)
    missing = sum(one.chip is _WANTING for one in needed)
    said = ngettext("Còn thiếu %(n)s giấy tờ.", "Còn thiếu %(n)s giấy tờ.", missing) % {"n": missing}
    is_writing = stage is DocumentStage.APPLICATION
    context: dict[str, Any] = {
        "page": place.page(_("Giấy tờ của hồ sơ"), said if missing else _("Đã đủ giấy tờ mà quy định hỏi.")),
        "stepper": writing_stepper(PAPERS) if is_writing else None,
        "notices": application.notices,
        "refused": refused or [],
        "needed": needed,
        "back": place.href(step_before(PAPERS)) if is_writing else place.href(),
        "next": place.href(REVIEW) if is_writing else "",
    }
    return case_page(request, place, "support_apply/papers.html", context, status)


def _needed(place: CasePlace, application: Application, stage: DocumentStage) -> list[Needed]:
    names = [one for one in application.papers_asked if one.at == stage.value]
    rows, files = [one for one in application.documents if one.stage is stage], application.files
    found = []
    for n, one in enumerate(names):
        own = [paper(place, row, files.get(row.evidence), may_remove=True) for row in rows if row.name == one.name]
        found.append(Needed(one.name, one.name, _SENT if own else _WANTING, own, PaperForm(place=n), one.cite))
    asked = {one.name for one in names}
    others = [paper(place, row, files.get(row.evidence), may_remove=True) for row in rows if row.name not in asked]
    form = PaperForm(place=len(names), other=True)
    found.append(Needed(_("Giấy tờ khác"), OTHER, _SENT if others else _IF_ANY, others, form))
    return found
