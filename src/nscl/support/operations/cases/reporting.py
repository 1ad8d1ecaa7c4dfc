"""The applicant says that the registry is wrong about the organisation; whoever examines the case reads it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from nscl.records.operations import Actor
from nscl.support.operations.errors import ReasonMissing
from nscl.support.operations.opening import Asker, Saved, open_case, record


@transaction.atomic
def report_registry_error(*, number: int, text: str, viewer: Asker, by: Actor, at: datetime) -> Saved:
    """Leave word in the history of a case that what the registry holds of its organisation is wrong.

    Nothing of the case changes: the registry is put right by those who keep it. Raises CaseGone, NotAllowed,
    ReasonMissing.
    """
    opened = open_case(number, viewer, applicant_may=True)
    if not text.strip():
        raise ReasonMissing(_("Hãy ghi thông tin nào sai và thông tin đúng."), field="text")
    record(opened, "registry_doubted", by=by, at=at, comment=text)
    return opened.saved(changed=False)
