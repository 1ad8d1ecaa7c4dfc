"""The school of a club or a programme: one of the register, or a new one by its name."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from nscl.organisations.enums import OrganisationKind
from nscl.organisations.operations import register_organisation
from nscl.records.operations import Actor
from nscl.training.queries.registers import schools_of
from nscl.web.plan_editing.forms.spec import Choice
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.fields import NumberedField
from nscl.web.work.forms.planning import text_field

CHOSEN: Final = "school_id"
NEW: Final = "school"
SCHOOL_FIELDS: Final = (CHOSEN, NEW)
# As the register of organisations keeps names.
_LONGEST: Final = 250


def school_fields(unit_id: int, keep: tuple[int, str] | None = None) -> dict[str, forms.Field]:
    """To choose from, and to write down a new one. keep: the school that an entry has, wherever it stands."""
    schools: list[Choice] = [(str(one.number), one.name) for one in schools_of(unit_id)]
    if keep is not None and str(keep[0]) not in {code for code, _name in schools}:
        schools.append((str(keep[0]), keep[1]))
    return {
        CHOSEN: NumberedField(schools, label=_("Trường"), required=False, blank=_("– chọn, hoặc ghi tên trường mới –")),
        NEW: text_field(
            _("Trường chưa có trong danh sách"), _LONGEST, help_text=_("Ghi đủ tên; trường được thêm vào sổ tổ chức.")
        ),
    }


def names_school(editor: Editor) -> bool:
    """Whether the form names one school; what is wrong is said at its field."""
    values = editor.form.cleaned_data
    chosen, new = values.get(CHOSEN), (values.get(NEW) or "").strip()
    if len(new) > _LONGEST:
        editor.form.add_error(NEW, _("Tên dài hơn %(most)s chữ.") % {"most": _LONGEST})
    elif chosen is None and not new and CHOSEN not in editor.form.errors:
        editor.form.add_error(CHOSEN, _("Chọn trường, hoặc ghi tên trường mới."))
    elif chosen is not None and new:
        editor.form.add_error(NEW, _("Đã chọn một trường; để trống ô này, hoặc bỏ chọn."))
    else:
        return True
    return False


def school_of(
    values: Mapping[str, Any], unit_id: int, *, by: Actor, at: datetime, theirs: Collection[str] = (), stored: int = 0
) -> int:
    """The number of the school that the form names; a new one is registered in the province.

    theirs, stored: where the person took what somebody else stored meanwhile, it is that one.
    """
    if CHOSEN in theirs:
        return stored
    chosen: int | None = values[CHOSEN]
    if chosen is not None:
        return chosen
    return register_organisation(
        name=" ".join(values[NEW].split()),
        kind=OrganisationKind.SCHOOL,
        tax_code=None,
        unit_id=unit_id,
        by=by,
        at=at,
    )
