"""The document's text beside its edition, so that each item can be shown in its lines."""

from __future__ import annotations

import hashlib
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.documents.pack.reader import count_lines
from nscl.documents.pack.references import check_spans
from nscl.documents.pack.schema import PlanPack, Source
from nscl.finance.queries.pack import pack_of
from nscl.plans.enums import EditionState
from nscl.plans.models import EditionText, PlanEdition
from nscl.plans.operations.editions import StoredText, lock_edition, reference_of, write_text
from nscl.plans.operations.errors import TextRefused
from nscl.records.operations import Actor, record_event


@transaction.atomic
def store_text(*, edition_id: int, text: str, viewer: Viewer | None, by: Actor, at: datetime) -> StoredText:
    """Keep the text of an edition's document: the file's bytes as UTF-8, line ends untouched.

    The text must be the one that the edition's lines count (same SHA-256 where it is known, else no item beyond its
    last line). An issued edition without text may get it; a text that it has stays. The same text again writes
    nothing. Raises NotAllowed, EditionMissing, TextRefused.
    """
    edition = lock_edition(edition_id)
    if viewer is not None:
        viewer.require(Permission.EDIT_PLANS, edition.plan.unit_id)
    pack = pack_of(edition_id)
    stored = read_text(text, pack.source)
    if pack.source is None:
        _refuse_short(pack, stored.lines)
    known = EditionText.objects.filter(edition=edition).values_list("sha256", flat=True).first()
    if known == stored.sha256:
        return stored
    if known is not None and edition.state != EditionState.DRAFT:
        raise TextRefused(_("Bản đã ban hành này đã có văn bản. Văn bản của bản đã ban hành không thay được."))
    write_text(edition=edition, text=text, stored=stored, by=by, at=at)
    subject = reference_of(edition)
    record_event(action="edition.text_stored", by=by, at=at, subject=subject, context=subject, comment=stored.sha256)
    return stored


def read_text(text: str, source: Source | None) -> StoredText:
    """Lines and SHA-256 of a text. Raises TextRefused where it is empty or not the one that `source` names."""
    data = text.encode("utf-8", "surrogatepass")
    stored = StoredText(count_lines(data), hashlib.sha256(data).hexdigest())
    if not text.strip():
        raise TextRefused(_("Văn bản trống. Hãy chọn tệp văn bản của kế hoạch."))
    if "\0" in text or data != text.encode("utf-8", "replace"):
        raise TextRefused(_("Văn bản có ký tự không hợp lệ. Hãy lưu lại tệp với bảng mã UTF-8."))
    if source is not None and source.sha256 != stored.sha256:
        message = _(
            "Đây không phải văn bản mà kế hoạch đã được đọc từ đó: tệp này có %(given)s dòng, văn bản đã đọc có "
            "%(known)s dòng%(same)s. Hãy chọn đúng tệp."
        )
        same = _(", nội dung khác") if source.lines == stored.lines else ""
        raise TextRefused(message % {"given": stored.lines, "known": source.lines, "same": same})
    return stored


def source_of(stored: StoredText) -> Source:
    """The stored text as the pack names it."""
    return Source(lines=stored.lines, sha256=stored.sha256)


def copy_text(*, old: PlanEdition, new: PlanEdition, by: Actor, at: datetime) -> None:
    """Give an amendment the text of the edition that it amends: until it has its own, its lines count that one."""
    text = EditionText.objects.filter(edition=old).first()
    if text is not None:
        write_text(edition=new, text=text.text, stored=StoredText(text.lines, text.sha256), by=by, at=at)


def _refuse_short(pack: PlanPack, lines: int) -> None:
    beyond: list[str] = []

    def report(path: tuple[str | int, ...], message: str, remedy: str) -> None:  # noqa: ARG001  (one sentence for all)
        beyond.append(message)

    check_spans(pack.model_dump(by_alias=True, warnings=False), lines, report)
    if beyond:
        message = _("Văn bản này có %(lines)s dòng, nhưng %(count)s mục nằm ở dòng xa hơn. Hãy chọn đúng tệp.")
        raise TextRefused(message % {"lines": lines, "count": len(beyond)})
