"""The plan to fill in, as a Word file: a start for a province that has none yet."""

from __future__ import annotations

from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from nscl.accounts.enums import Permission
from nscl.web.access import requires
from nscl.web.context_choice import current
from nscl.web.plan_reading.forms import DocumentForm, TemplateForm
from nscl.web.plan_reading.views.uploading import upload_page

DOCX_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@requires(Permission.EDIT_PLANS)
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """The template for the chosen province and the years asked for."""
    choice = current(request)
    form = TemplateForm(request.GET, year=choice.year)
    if not form.is_valid():
        return upload_page(request, DocumentForm(), form)
    from nscl.documents.template import write_template  # noqa: PLC0415  # loads the Word library

    first, last = form.cleaned_data["tu_nam"], form.cleaned_data["den_nam"]
    data = write_template(province=choice.unit.label if choice.unit else None, first_year=first, last_year=last)
    name = _("Mẫu kế hoạch năng suất chất lượng %(first)s-%(last)s") % {"first": first, "last": last}
    disposition = f"attachment; filename=\"mau-ke-hoach-{first}-{last}.docx\"; filename*=UTF-8''{quote(name)}.docx"
    return HttpResponse(data, content_type=DOCX_TYPE, headers={"Content-Disposition": disposition})
