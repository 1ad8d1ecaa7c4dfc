"""All evidence of one thing, and the trace of what was removed."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.records.queries.evidence import EvidenceRow, Removal, list_evidence
from nscl.web.access import require_safe, requires
from nscl.web.evidence.listing import SAMPLE, answer, evidence_part, file_href
from nscl.web.evidence.subjects import Asked, asked_or_404, evidence_href
from nscl.web.plan_editing.views.pages import show
from nscl.web.ui.parts import Crumb, Moment, Notice, Page, Timeline


@requires(Permission.VIEW_WORK)
@require_safe
def evidence_list(request: HttpRequest, segment: str, number: int) -> HttpResponse:
    """What proves the thing."""
    asked = asked_or_404(request, segment, number)
    rows = list_evidence(asked.subject.kind, asked.subject.number, with_removed=asked.may_see_originals)
    standing = [row for row in rows if row.removal is None]
    removed = [row for row in rows if row.removal is not None]
    context = {
        "page": head(asked, _("Minh chứng"), answer(standing)),
        "evidence": evidence_part(asked, standing, empty=_("Ảnh, biên bản, danh sách ký tên, đường dẫn bài báo.")),
        "removed": _trace(removed) if removed else None,
        "notice": Notice(asked.keeps) if asked.keeps and asked.may_change else None,
    }
    return show(request, "evidence/list.html", context)


def head(asked: Asked, title: str, sentence: str = "") -> Page:
    """The head of a page about the evidence of a thing: the thing, its evidence, this page."""
    subject = asked.subject
    way = [Crumb(subject.label, asked.href)] if asked.href else []
    if title != _("Minh chứng"):
        way.append(Crumb(_("Minh chứng"), evidence_href(subject.kind, subject.number)))
        return Page(title, sentence, way, asked.kind.section, chip=SAMPLE if subject.is_sample else None)
    shown = _("Minh chứng: %(what)s") % {"what": subject.label}
    return Page(shown, sentence, way, asked.kind.section, chip=SAMPLE if subject.is_sample else None)


def _trace(rows: Sequence[EvidenceRow]) -> Timeline:
    """What was removed, the latest first: by whom, when and why; the file as long as its bytes are there."""
    removals = [(row, row.removal) for row in rows if row.removal is not None]
    removals.sort(key=lambda one: (one[1].at, one[0].number), reverse=True)
    return Timeline([_moment(row, removal) for row, removal in removals])


def _moment(row: EvidenceRow, removal: Removal) -> Moment:
    when = timezone.localtime(removal.at)
    return Moment(
        when=f"{when:%H:%M %d/%m/%Y}",
        title=_("Gỡ %(name)s") % {"name": row.name},
        at=when.isoformat(),
        text=removal.reason,
        by=removal.by,
        href=file_href(row),
        icon="trash-2",
    )
