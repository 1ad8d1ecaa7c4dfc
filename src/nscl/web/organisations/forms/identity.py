"""The form of what an organisation is: to register one, and to mend what is written of it."""

from __future__ import annotations

from typing import Any, Final

from django import forms
from django.utils.translation import gettext as _

from nscl.organisations.enums import OrganisationKind, VsicEdition
from nscl.organisations.imports.communes import Communes
from nscl.organisations.operations.registry import OrganisationEntry
from nscl.organisations.queries.rows import OrganisationDetail
from nscl.text.phones import shown_phone
from nscl.web.organisations.forms.fields import (
    ADDRESS_LENGTH,
    CODE_TYPED_LENGTH,
    NAME_LENGTH,
    PERSON_LENGTH,
    CommuneField,
    edition_choices,
    kind_choices,
)
from nscl.web.plan_editing.forms.fields import WordField
from nscl.web.plan_editing.forms.spec import Choices
from nscl.web.work.forms.editor import Editor
from nscl.web.work.forms.fields import DayField
from nscl.web.work.forms.planning import text_field

# As the operation calls the day from which a new name counts.
RENAMED: Final = "on"
WHO: Final = ("name", RENAMED, "kind", "tax_code", "founded_on")
WHERE: Final = ("commune", "address")
WHAT: Final = ("industry", "industry_edition")
CONTACT: Final = ("representative", "phone", "email")


def identity_form(communes: Communes, stored: OrganisationDetail | None = None) -> Editor:
    """An organisation. stored: the one to mend, whose tax code can be mended too; None: a new one."""
    known = None
    if stored is not None and stored.commune_id is not None:
        known = (stored.commune_id, stored.commune)
    fields: dict[str, forms.Field] = {
        "name": text_field(
            _("Tên tổ chức"), NAME_LENGTH, required=True, help_text=_("Đủ như trên giấy đăng ký, cả loại hình.")
        ),
        "kind": WordField(kind_choices(), label=_("Loại hình")),
        "founded_on": DayField(
            label=_("Ngày thành lập"), required=False, help_text=_("Doanh nghiệp lập trong năm được xét quy mô riêng.")
        ),
        "commune": CommuneField(
            communes,
            stored=known,
            label=_("Xã, phường"),
            help_text=_("Gõ tên, có dấu hay không đều được, hoặc mã 5 chữ số."),
        ),
        "address": text_field(_("Địa chỉ"), ADDRESS_LENGTH, help_text=_("Số nhà, đường, khu công nghiệp.")),
        "industry": text_field(
            _("Mã ngành chính"), CODE_TYPED_LENGTH, help_text=_("2 đến 5 chữ số như trên giấy đăng ký, ví dụ 1071.")
        ),
        "industry_edition": WordField(
            edition_choices(),
            label=_("Phiên bản ngành"),
            required=False,
            help_text=_("Theo giấy đăng ký; từ 15/11/2025 dùng VSIC 2025."),
        ),
        **_contact_fields(),
    }
    if stored is not None:
        fields["tax_code"] = text_field(_("Mã số thuế"), CODE_TYPED_LENGTH)
        fields[RENAMED] = DayField(
            label=_("Tên mới có từ ngày"),
            required=False,
            help_text=_("Chỉ khi đổi tên; tên cũ vẫn tìm được. Để trống: từ hôm nay."),
        )
    return Editor(fields, {}, Choices())


def _contact_fields() -> dict[str, forms.Field]:
    return {
        "representative": text_field(_("Người đại diện"), PERSON_LENGTH),
        "phone": forms.CharField(
            label=_("Điện thoại"), required=False, widget=forms.TextInput({"inputmode": "tel", "autocomplete": "off"})
        ),
        "email": forms.CharField(
            label=_("Thư điện tử"),
            required=False,
            widget=forms.TextInput({"inputmode": "email", "autocomplete": "off"}),
            help_text=_("Đường dẫn nộp hồ sơ hỗ trợ được gửi về đây."),
        ),
    }


def entry_of(values: dict[str, Any], tax_code: str | None = None) -> OrganisationEntry:
    """What a valid form says. tax_code: the one that was looked up before, where the form does not ask for it."""
    return OrganisationEntry(
        name=values["name"],
        kind=OrganisationKind(values["kind"]),
        tax_code=values["tax_code"] if tax_code is None else tax_code,
        commune_id=values["commune"],
        address=values["address"],
        industry=values["industry"],
        industry_edition=VsicEdition(values["industry_edition"]) if values["industry_edition"] else None,
        founded_on=values["founded_on"],
        representative=values["representative"],
        phone=values["phone"],
        email=values["email"],
    )


def initial_of(detail: OrganisationDetail) -> dict[str, Any]:
    """A stored organisation as the form starts with it."""
    return {
        "name": detail.name,
        "kind": detail.kind.value,
        "tax_code": detail.tax_code,
        "founded_on": detail.founded_on,
        "commune": detail.commune_id,
        "address": detail.address,
        "industry": detail.industry,
        "industry_edition": detail.industry_edition.value if detail.industry_edition else None,
        "representative": detail.representative,
        "phone": shown_phone(detail.phone) if detail.phone else "",
        "email": detail.email,
    }
