"""Forms of people who join a class: one person with everything, several by name and phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, Final

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations.enums import OrganisationKind, Sex
from nscl.organisations.operations.people import PersonEntry
from nscl.text.errors import TextError
from nscl.text.people import PersonName, read_person_name
from nscl.text.personal_ids import parse_personal_id
from nscl.text.phones import parse_phone
from nscl.text.tax_codes import parse_tax_code
from nscl.web.plan_editing.forms.fields import WordField, YearField
from nscl.web.plan_editing.forms.rows import RowForm
from nscl.web.plan_editing.forms.spec import Choice, Choices, RowsSpec
from nscl.web.plans.words import capital
from nscl.web.work.forms.editor import Editor, RowList
from nscl.web.work.forms.fields import NumberedField
from nscl.web.work.forms.planning import text_field

PEOPLE: Final = "people"
NAME_LENGTH: Final = 150
ORGANISATION_LENGTH: Final = 250
POSITION_LENGTH: Final = 150
# As a phone's pad, an address book and a card write them, with room for spaces.
SHORT_LENGTH: Final = 40


class ReadField(forms.CharField):
    """A text that is read into a value; what it is not is said in the reader's own words."""

    def __init__(
        self, read: Callable[[str], Any], *, required: bool = False, length: int = SHORT_LENGTH, **kwargs: Any
    ) -> None:
        box = forms.TextInput({"autocomplete": "off", "maxlength": length, **kwargs.pop("attrs", {})})
        super().__init__(required=required, empty_value="", widget=box, max_length=length, **kwargs)
        self.read = read

    def clean(self, value: Any) -> Any:
        """What was read; None for a blank."""
        text = super().clean(value)
        if not text:
            return None
        try:
            return self.read(text)
        except TextError as error:
            raise ValidationError(str(error), code="unread") from error


def person_form(communes: Sequence[Choice]) -> Editor:
    """Everything of one person."""
    fields: dict[str, forms.Field] = {
        "name": name_field(),
        "sex": WordField([(one.value, capital(one.label)) for one in Sex], label=_("Giới tính"), required=False),
        "birth_year": YearField(label=_("Năm sinh"), required=False),
        "phone": phone_field(),
        "email": forms.EmailField(label=_("Thư điện tử"), required=False),
        "national_id": ReadField(
            parse_personal_id,
            label=_("Số định danh cá nhân"),
            help_text=_("Chỉ dùng để nhận ra cùng một người; hệ thống không lưu số này."),
            attrs={"inputmode": "numeric"},
        ),
        **origin_fields(communes),
    }
    return Editor(fields, {}, Choices())


def origin_fields(communes: Sequence[Choice]) -> dict[str, forms.Field]:
    """Where a person comes from: organisation, position, commune."""
    return {
        **organisation_fields(),
        "position": text_field(_("Chức vụ, công việc"), POSITION_LENGTH),
        "commune_id": NumberedField(communes, label=_("Xã, phường"), required=False),
    }


def name_field() -> ReadField:
    """A person's name."""
    return ReadField(read_person_name, label=_("Họ và tên"), required=True, length=NAME_LENGTH)


def phone_field() -> ReadField:
    """A phone number."""
    return ReadField(parse_phone, label=_("Số điện thoại"), attrs={"inputmode": "tel"})


def organisation_fields() -> dict[str, forms.Field]:
    """From which organisation: known again by its tax code, else by its name."""
    kinds = [(one.value, capital(one.label)) for one in OrganisationKind]
    return {
        "organisation": text_field(
            _("Đơn vị"), ORGANISATION_LENGTH, help_text=_("Tên doanh nghiệp, trường, cơ quan; để trống nếu không có.")
        ),
        "organisation_kind": WordField(kinds, label=_("Loại đơn vị"), required=False),
        "tax_code": ReadField(
            lambda text: parse_tax_code(text).text,
            label=_("Mã số thuế"),
            help_text=_("Có mã số thuế thì nhận ra đúng đơn vị, dù tên viết khác."),
            attrs={"inputmode": "numeric"},
        ),
    }


def organisation_problems(values: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What the fields of an organisation must say together."""
    if values.get("organisation") and not values.get("organisation_kind"):
        yield "organisation_kind", _("Hãy chọn loại đơn vị; số liệu theo đối tượng tính từ đây.")
    if values.get("tax_code") and not values.get("organisation"):
        yield "organisation", _("Có mã số thuế thì ghi cả tên đơn vị.")


def several_form() -> Editor:
    """Several people at once: a short row each, all from one organisation or none."""
    spec = RowsSpec(
        gettext_lazy("Học viên"),
        gettext_lazy("học viên"),
        _short_fields,
        gettext_lazy("Mỗi người một khung; khung để trống thì bỏ qua. Nhiều người hơn: nhập từ tệp Excel."),
    )
    return Editor(organisation_fields(), {PEOPLE: RowList(spec, in_order)}, Choices())


def in_order(_row: RowForm) -> int:
    """Rows as they were sent."""
    return 0


def _short_fields(_choices: Choices) -> dict[str, forms.Field]:
    return {
        "name": name_field(),
        "phone": phone_field(),
        "sex": WordField([(one.value, capital(one.label)) for one in Sex], label=_("Giới tính"), required=False),
        "position": text_field(_("Chức vụ, công việc"), POSITION_LENGTH),
    }


def entry_of(values: Mapping[str, Any], organisation_id: int | None) -> PersonEntry:
    """What a valid form or row says of a person."""
    name: PersonName = values["name"]
    sex = values.get("sex")
    return PersonEntry(
        name=name.text,
        sex=Sex(sex) if sex else None,
        birth_year=values.get("birth_year"),
        national_id=values.get("national_id"),
        phone=values.get("phone") or "",
        email=values.get("email") or "",
        organisation_id=organisation_id,
        position=values.get("position") or "",
    )
