"""The form that says how two organisations are related."""

from __future__ import annotations

from typing import Final

from django import forms
from django.utils.translation import gettext as _

from nscl.web.organisations.forms.fields import BASIS_LENGTH, succession_choices
from nscl.web.plan_editing.forms.fields import WordField
from nscl.web.plan_editing.forms.spec import Choices
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.fields import DayField
from nscl.web.work.forms.planning import text_field

BRANCH_OF, HAS_BRANCH, CAME_OF, BECAME = "chi-nhanh-cua", "co-chi-nhanh", "tu", "thanh"
KIN_FIELDS: Final = ("relation", "kind", "on", "basis")


def kin_form(one: str, other: str) -> Editor:
    """How `one` is related to `other`, both by their names."""
    names = {"one": one, "other": other}
    relations = [
        (BRANCH_OF, _("%(one)s là chi nhánh, đơn vị phụ thuộc của %(other)s") % names),
        (HAS_BRANCH, _("%(other)s là chi nhánh, đơn vị phụ thuộc của %(one)s") % names),
        (CAME_OF, _("%(one)s từ %(other)s mà thành") % names),
        (BECAME, _("%(other)s từ %(one)s mà thành") % names),
    ]
    fields: dict[str, forms.Field] = {
        "relation": forms.ChoiceField(label=_("Quan hệ"), choices=relations, widget=forms.RadioSelect),
        "kind": WordField(
            succession_choices(),
            label=_("Bằng cách nào"),
            required=False,
            help_text=_("Chỉ khi tổ chức này từ tổ chức kia mà thành."),
        ),
        "on": DayField(label=_("Ngày"), required=False, help_text=_("Ngày trên giấy đăng ký, quyết định.")),
        "basis": text_field(_("Căn cứ"), BASIS_LENGTH, help_text=_("Số, ngày, cơ quan của văn bản.")),
    }
    return Editor(fields, {}, Choices())
