"""The papers of one case for officers: opened, judged, added on behalf of the organisation."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any, Final

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from nscl.accounts.enums import Permission
from nscl.records.evidence_files.limits import MAX_FILES, MAX_REQUEST_BYTES, MEGA
from nscl.records.evidence_files.naming import MEDIA_TYPES, bare_name
from nscl.records.evidence_files.storage import evidence_store
from nscl.records.operations.evidence import EvidenceError
from nscl.records.queries.evidence import find_evidence
from nscl.support.enums import CaseState, DocumentStage, DocumentVerdict
from nscl.support.operations.cases import attach_document, examine_document
from nscl.support.operations.errors import SupportError
from nscl.support.queries.access import CaseHeader
from nscl.support.queries.cases import DocumentRow, case_detail
from nscl.support.queries.questions import payment_documents
from nscl.support.queries.rulebook import policy_of
from nscl.web.access import actor, require_safe, requires, viewer
from nscl.web.evidence.uploading import ReceivedFile, takes_files
from nscl.web.evidence.views.files import send_stored
from nscl.web.plan_editing.views.pages import go_to, show
from nscl.web.support.case_tables import case_page_href
from nscl.web.support.forms.examining import NAME, PaperForm, verdict_form
from nscl.web.support.places import case_crumbs, case_or_404, case_words_of, handled_or_404, support_page
from nscl.web.support.writing import ActPage, Sent, answer
from nscl.web.ui.parts import Confirmation, Fact, Facts

_WHILE_EXAMINED: Final = frozenset({CaseState.DRAFT, CaseState.SUBMITTED, CaseState.SUPPLEMENT})


@requires(Permission.VIEW_SUPPORT)
@require_safe
def file(request: HttpRequest, number: int, document: int) -> HttpResponseBase:
    """A paper as it was handed in."""
    header = case_or_404(request, number)
    evidence = find_evidence(_row_or_404(request, header, document).evidence)
    if evidence.file is None:
        return HttpResponseRedirect(evidence.link)
    if not evidence.file.is_there:
        raise Http404
    path, etag = evidence_store().original(evidence.file.sha256), f'"{evidence.file.sha256}"'
    return send_stored(request, path, etag, MEDIA_TYPES[evidence.file.type], save_as=evidence.name)


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
def examine(request: HttpRequest, number: int, document: int) -> HttpResponse:
    """What a paper is worth."""
    header = handled_or_404(request, number)
    row = _row_or_404(request, header, document)
    page = ActPage(
        page=support_page(_("Nhận xét giấy tờ"), case_words_of(header), crumbs=case_crumbs(header)),
        question=Confirmation(row.name, [], _("Lưu nhận xét"), case_page_href(number), icon="save"),
        editor=verdict_form(),
        values={
            "verdict": row.verdict.value if row.verdict is not DocumentVerdict.PENDING else None,
            "remark": row.remark,
        },
        facts=Facts([Fact(_("Tệp"), row.file, _file_href(header, row))]),
    )

    def act(sent: Sent) -> None:
        examine_document(
            number=number,
            document=document,
            verdict=DocumentVerdict(sent.values["verdict"]),
            remark=sent.values["remark"],
            viewer=viewer(request),
            by=actor(request),
            at=timezone.now(),
        )

    return answer(request, page, act, said=_("Đã lưu nhận xét giấy tờ."))


def _too_large(request: HttpRequest, number: int) -> HttpResponse:
    header = handled_or_404(request, number)
    problem = _("Lần gửi này nặng hơn %(limit)s MB nên chưa tệp nào được nhận. Hãy gửi từng tệp một.") % {
        "limit": MAX_REQUEST_BYTES // MEGA
    }
    return _add_page(request, header, _blank(header), [problem], HTTPStatus.REQUEST_ENTITY_TOO_LARGE)


@requires(Permission.VIEW_SUPPORT, Permission.HANDLE_SUPPORT)
@require_http_methods(["GET", "HEAD", "POST"])
@takes_files(_too_large)
def add(request: HttpRequest, number: int) -> HttpResponseBase:
    """A paper that the organisation brought, or sent by post."""
    header = handled_or_404(request, number)
    if request.method != "POST":
        return _add_page(request, header, _blank(header))
    form = PaperForm(_asked(header), request.POST, request.FILES)
    if not form.is_valid() or not form.sent:
        problems = [] if form.errors else [_("Hãy chọn tệp hoặc chụp ảnh giấy tờ rồi gửi.")]
        return _add_page(request, header, form, problems, HTTPStatus.UNPROCESSABLE_ENTITY)
    added, refused = _attach(request, header, form.cleaned_data[NAME], form.sent)
    if added:
        words = ngettext("Đã nhận %(n)s tệp.", "Đã nhận %(n)s tệp.", added) % {"n": added}
        messages.success(request, words)
    if refused:
        return _add_page(request, header, form, refused, HTTPStatus.UNPROCESSABLE_ENTITY)
    return go_to(request, case_page_href(number))


def _attach(request: HttpRequest, header: CaseHeader, name: str, files: list[ReceivedFile]) -> tuple[int, list[str]]:
    """Keep what can be kept; how many that were, and why the others were not."""
    added, refused = 0, []
    for one in files[:MAX_FILES]:
        try:
            if one.received is None:
                raise EvidenceError(one.refusal)
            attach_document(
                number=header.number,
                name=name,
                stage=_stage(header),
                file=one.received,
                filename=one.name or "",
                viewer=viewer(request),
                by=actor(request),
                at=timezone.now(),
            )
            added += 1
        except (EvidenceError, SupportError) as error:
            known = bare_name(one.name or "") or _("tệp không tên")
            refused.append(_("%(name)s: %(why)s") % {"name": known, "why": error})
        except OSError:
            refused.append(_("Máy chủ không ghi được tệp: hết chỗ hoặc không có quyền ghi. Hãy báo quản trị hệ thống."))
    return added, refused


def _blank(header: CaseHeader) -> PaperForm:
    return PaperForm(_asked(header))


def _stage(header: CaseHeader) -> DocumentStage:
    return DocumentStage.APPLICATION if header.state in _WHILE_EXAMINED else DocumentStage.PAYMENT


def _asked(header: CaseHeader) -> list[str]:
    """The papers that the policy asks for at this stage."""
    if _stage(header) is DocumentStage.PAYMENT:
        return list(payment_documents(header.policy))
    policy = policy_of(header.policy)
    return [one.name for one in (policy.documents if policy else None) or () if one.at == "application"]


def _add_page(
    request: HttpRequest,
    header: CaseHeader,
    form: PaperForm,
    refused: list[str] | None = None,
    status: HTTPStatus = HTTPStatus.OK,
) -> HttpResponse:
    context: dict[str, Any] = {
        "page": support_page(_("Thêm giấy tờ"), case_words_of(header), crumbs=case_crumbs(header)),
        "form": form,
        "refused": refused or [],
        "back": case_page_href(header.number),
    }
    return show(request, "support/paper_add.html", context, status)


def _row_or_404(request: HttpRequest, header: CaseHeader, document: int) -> DocumentRow:
    found = [one for one in case_detail(viewer(request), header.number).documents if one.number == document]
    if not found:
        raise Http404
    return found[0]


def _file_href(header: CaseHeader, row: DocumentRow) -> str:
    return reverse("support-document-file", kwargs={"number": header.number, "document": row.number})
