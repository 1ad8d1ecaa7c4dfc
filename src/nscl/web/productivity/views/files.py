"""What a run leaves as: its files, and its pictures."""

from __future__ import annotations

from urllib.parse import quote

from django.http import Http404, HttpRequest, HttpResponse

from nscl.accounts.enums import Permission
from nscl.text.folding import fold_words
from nscl.web.access import require_safe, requires
from nscl.web.productivity.files import FILE_FORMS
from nscl.web.productivity.pictures import PICTURES
from nscl.web.productivity.pictures.picture import picture_response
from nscl.web.productivity.places import METHOD
from nscl.web.productivity.run.result import chosen_account
from nscl.web.productivity.views.getting import paper_or_404
from nscl.web.ui.samples import sample_title


@requires(Permission.VIEW_PRODUCTIVITY)
@require_safe
def run_file(request: HttpRequest, number: int, form: str) -> HttpResponse:
    """The method sheet (docx), the workbook with live formulas (xlsx), the results (csv, sdmx)."""
    found = FILE_FORMS.get(form)
    if found is None:
        raise Http404
    paper = paper_or_404(request, number)
    title = sample_title(paper.title, is_sample=paper.is_sample)
    name = f"{title} {paper.province}{found.ending}"
    plain = "-".join(fold_words(f"{title} {paper.province}"))
    disposition = f"attachment; filename=\"{plain}{found.ending}\"; filename*=UTF-8''{quote(name)}"
    return HttpResponse(found.write(paper), content_type=found.kind, headers={"Content-Disposition": disposition})


@requires(Permission.VIEW_PRODUCTIVITY)
@require_safe
def run_chart(request: HttpRequest, number: int, code: str, form: str) -> HttpResponse:
    """A picture of the run as `svg`, `toi.svg` (dark), `png` or `csv`."""
    make = PICTURES.get(code)
    if make is None:
        raise Http404
    paper = paper_or_404(request, number)
    picture = make(paper, chosen_account(paper, request.GET.get(METHOD, "")))
    return picture_response(picture, form, f"lan-tinh-{number}-{code}", is_sample=paper.is_sample)
