"""What somebody says of an organisation, read and checked: every problem at once, each under its field."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from nscl.organisations.enums import OrganisationKind, VsicEdition
from nscl.organisations.operations.registry.errors import FieldProblem, InvalidEntry
from nscl.organisations.operations.registry.seats import SeatError, commune_in
from nscl.organisations.queries.reference_data import industries
from nscl.rulebook import RulebookError
from nscl.text.errors import TextError
from nscl.text.folding import fold
from nscl.text.phones import parse_phone
from nscl.text.tax_codes import parse_tax_code

# No organisation in the country is older: Nam Định's textile works and Hà Nội's schools of the French time are.
FIRST_DAY: Final = date(1850, 1, 1)
MOST_LETTERS: Final[Mapping[str, int]] = {"name": 250, "address": 250, "representative": 150}  # as the columns are


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationEntry:
    """What somebody typed of an organisation; "" and None: not known. industry_edition None: the one of the day."""

    name: str
    kind: OrganisationKind
    tax_code: str = ""
    commune_id: int | None = None
    address: str = ""
    industry: str = ""
    industry_edition: VsicEdition | None = None
    founded_on: date | None = None
    representative: str = ""
    phone: str = ""
    email: str = ""


def checked_values(entry: OrganisationEntry, *, unit_id: int, at: datetime) -> dict[str, Any]:
    """The columns of an entry for an organisation of a province, as they are stored. Raises InvalidEntry."""
    on = localdate(at)
    problems: list[FieldProblem] = []

    def read(field: str, reader: Callable[[], Any], none: Any) -> Any:
        try:
            return reader()
        except (TextError, RulebookError, SeatError) as error:
            problems.append(FieldProblem(field, str(error)))
            return none

    name = one_line(entry.name)
    if not name or not fold(name):
        problems.append(FieldProblem("name", _("Hãy ghi tên tổ chức.")))
    problems += _too_long(entry)
    edition, code = read("industry", lambda: _industry(entry, on), ("", ""))
    values = {
        "name": name,
        "folded": fold(name),
        "kind": entry.kind.value,
        "tax_code": read("tax_code", lambda: _tax_code(entry.tax_code), None),
        "commune_id": read("commune", lambda: commune_in(entry.commune_id, unit_id, on=on, noted=on), None),
        "address": one_line(entry.address),
        "industry": code,
        "industry_edition": edition,
        "founded_on": entry.founded_on,
        "representative": one_line(entry.representative),
        "phone": read("phone", lambda: parse_phone(entry.phone) if entry.phone.strip() else "", ""),
        "email": entry.email.strip(),
    }
    problems += _doubtful_email(values["email"]) + _doubtful_day(entry.founded_on, on)
    if problems:
        raise InvalidEntry(problems)
    return values


def one_line(text: str) -> str:
    """A text as it is stored: composed letters, single spaces, no line breaks."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def _industry(entry: OrganisationEntry, on: date) -> tuple[str, str]:
    if not entry.industry.strip():
        return "", ""
    edition = entry.industry_edition or VsicEdition(industries().edition_on(on).key)
    return edition.value, industries().parse(entry.industry, edition.value).code


def _tax_code(text: str) -> str | None:
    return parse_tax_code(text).text if text.strip() else None


def _too_long(entry: OrganisationEntry) -> list[FieldProblem]:
    texts: Mapping[str, str] = {"name": entry.name, "address": entry.address, "representative": entry.representative}
    return [problem for field, text in texts.items() for problem in too_long(field, text, MOST_LETTERS[field])]


def too_long(field: str, text: str, most: int) -> list[FieldProblem]:
    """The problem of a text that its column cannot hold; none where it can."""
    if len(one_line(text)) <= most:
        return []
    return [FieldProblem(field, _("Dài quá %(most)s ký tự; hãy viết gọn lại.") % {"most": most})]


def _doubtful_email(email: str) -> list[FieldProblem]:
    if not email:
        return []
    try:
        validate_email(email)
    except ValidationError:
        message = _("“%(email)s” không phải địa chỉ thư điện tử; ví dụ đúng: ten@congty.vn.") % {"email": email}
        return [FieldProblem("email", message)]
    return []


def _doubtful_day(day: date | None, on: date) -> list[FieldProblem]:
    if day is None or FIRST_DAY <= day <= on:
        return []
    message = _("Ngày thành lập %(day)s không thể đúng; hãy ghi ngày trên giấy đăng ký, không sau hôm nay.")
    return [FieldProblem("founded_on", message % {"day": f"{day:%d/%m/%Y}"})]
