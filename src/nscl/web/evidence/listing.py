"""The evidence of a thing as a part of a page: `{% part evidence %}`, here and on the page of the thing itself."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Final
from urllib.parse import urlsplit

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nscl.records.enums import FileType
from nscl.records.evidence_files.limits import MEGA
from nscl.records.queries.evidence import EvidenceRow
from nscl.text.formats import format_number
from nscl.web.evidence.subjects import Asked, add_href
from nscl.web.ui.parts import Act, Chip, Evidence, EvidenceList, Tone, Weight

SAMPLE: Final = Chip(gettext_lazy("Số liệu mẫu"), Tone.WARN, "flask-conical")
_ICONS: Final = {
    FileType.PDF: "file-text",
    FileType.DOCX: "file-text",
    FileType.XLSX: "file-spreadsheet",
}
_KILO: Final = 1_000


def evidence_part(asked: Asked, rows: Sequence[EvidenceRow], *, empty: str = "") -> EvidenceList:
    """The list, with the acts that the person may do. `empty`: what is missing where there is none."""
    add = None
    if asked.may_change:
        href = add_href(asked.subject.kind, asked.subject.number)
        add = Act(_("Thêm minh chứng"), href, "camera", Weight.PRIMARY if not rows else Weight.PLAIN)
    return EvidenceList([_item(asked, row) for row in rows], empty, add)


def answer(rows: Sequence[EvidenceRow]) -> str:
    """One sentence: how many, of what, how much, when the last was added."""
    if not rows:
        return _("Chưa có minh chứng nào.")
    links = sum(row.file is None for row in rows)
    size = sum(row.file.size for row in rows if row.file is not None)
    files = len(rows) - links
    parts = []
    if files:
        words = ngettext("%(count)s tệp (%(size)s)", "%(count)s tệp (%(size)s)", files)
        parts.append(words % {"count": files, "size": size_in_words(size)})
    if links:
        parts.append(ngettext("%(count)s đường dẫn", "%(count)s đường dẫn", links) % {"count": links})
    last = max(rows, key=lambda row: (row.added_at, row.number))
    return _("%(what)s; mới nhất %(when)s, %(who)s.") % {
        "what": ", ".join(parts),
        "when": moment(last),
        "who": last.added_by,
    }


def size_in_words(size: int) -> str:
    """Bytes as people read them: 812 kB, 1,2 MB."""
    if size < MEGA:
        return _("%(number)s kB") % {"number": format_number(max(1, round(size / _KILO)))}
    number = (Decimal(size) / MEGA).quantize(Decimal("0.1"), ROUND_HALF_UP)
    return _("%(number)s MB") % {"number": format_number(number)}


def moment(row: EvidenceRow) -> str:
    """When it was added: 14:05 12/09/2026."""
    return f"{timezone.localtime(row.added_at):%H:%M %d/%m/%Y}"


def file_href(row: EvidenceRow) -> str:
    """Where a click on the evidence leads: the link, the preview of a picture, the document itself; "" for nowhere."""
    if row.file is None:
        return row.link
    if not row.file.is_there:
        return ""
    name = "evidence-preview" if row.file.is_picture else "evidence-original"
    return reverse(name, kwargs={"number": row.number})


def _item(asked: Asked, row: EvidenceRow) -> Evidence:
    file = row.file
    preview = ""
    if file is not None and file.is_picture and file.is_there:
        preview = reverse("evidence-thumbnail", kwargs={"number": row.number})
    return Evidence(
        name=row.name,
        href=file_href(row),
        size=size_in_words(file.size) if file is not None else (urlsplit(row.link).hostname or ""),
        sha256=file.sha256 if file is not None else "",
        by=row.added_by,
        when=moment(row),
        preview=preview,
        icon="link" if file is None else _ICONS.get(file.type, "image"),
        caption=row.caption,
        is_link=file is None,
        chips=(SAMPLE,) if row.is_sample else (),
        acts=tuple(_acts(asked, row)),
    )


def _acts(asked: Asked, row: EvidenceRow) -> list[Act]:
    acts = []
    number = {"number": row.number}
    if asked.may_see_originals and row.file is not None and row.file.is_picture and row.file.is_there:
        acts.append(Act(_("Tải bản gốc"), reverse("evidence-original", kwargs=number), "download", Weight.QUIET))
    if asked.may_change:
        acts.append(Act(_("Sửa chú thích"), reverse("evidence-caption", kwargs=number), "pencil", Weight.QUIET))
        if not asked.keeps:
            acts.append(Act(_("Gỡ"), reverse("evidence-remove", kwargs=number), "trash-2", Weight.QUIET))
    return acts
