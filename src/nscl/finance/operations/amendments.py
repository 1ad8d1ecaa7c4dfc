"""Opening a draft that amends an edition in force: part of several operations, asks no permission itself."""

from __future__ import annotations

from datetime import datetime

from nscl.documents.pack.schema import PlanPack
from nscl.finance.operations.contents import store_content
from nscl.finance.operations.texts import copy_text, read_text
from nscl.finance.queries.pack import pack_of
from nscl.plans.models import PlanEdition
from nscl.plans.operations.editions import create_draft, reference_of, write_text
from nscl.plans.operations.findings import Decisions
from nscl.records.operations import Actor, record_event


def open_draft(
    *, amended: PlanEdition, pack: PlanPack, by: Actor, at: datetime, text: str | None = None
) -> tuple[PlanEdition, int]:
    """A new draft with the pack's content whose items continue those of `amended`; and how many findings it has.

    Decisions on findings go with them. Without a text of its own it has that of `amended` if it counts the same lines.
    """
    stored = read_text(text, pack.source) if text is not None else None
    draft = create_draft(plan=amended.plan, header=pack.plan, source=pack.source, amends=amended, by=by, at=at)
    findings = store_content(edition=draft, pack=pack, amended=pack_of(amended.pk), decisions=Decisions(amended.pk))
    if text is not None and stored is not None:
        write_text(edition=draft, text=text, stored=stored, by=by, at=at)
    elif pack.source is not None and pack.source.sha256 == amended.source_sha256:
        copy_text(old=amended, new=draft, by=by, at=at)
    subject = reference_of(draft)
    record_event(action="edition.amended", by=by, at=at, subject=subject, context=subject)
    return draft, findings
