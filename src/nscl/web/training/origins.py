"""From which organisation people come: known again, or registered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from nscl.organisations.enums import OrganisationKind
from nscl.organisations.operations import register_organisation
from nscl.records.operations import Actor
from nscl.web.training.forms.people import organisation_problems
from nscl.web.work.forms.editor import Editor


def names_organisation(editor: Editor) -> bool:
    """Whether what the form says of an organisation can be taken; what is missing is said at its field."""
    found = list(organisation_problems(editor.values()))
    for name, message in found:
        editor.form.add_error(name, message)
    return not found


def organisation_of(values: Mapping[str, Any], unit_id: int, by: Actor, at: datetime) -> int | None:
    """The number of the organisation that the form names, registered in the province where it is new; None for none."""
    if not values["organisation"]:
        return None
    return register_organisation(
        name=" ".join(values["organisation"].split()),
        kind=OrganisationKind(values["organisation_kind"]),
        tax_code=values["tax_code"],
        unit_id=unit_id,
        by=by,
        at=at,
    )
