"""What is known of a tax code that somebody typed: whose it is, whose it was, whose it may have been meant to be."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.utils.translation import gettext as _

from nscl.organisations.enums import OrganisationState
from nscl.organisations.models import Organisation, OrganisationMerge, OrganisationSuccession
from nscl.organisations.queries.rows import OrganisationLink
from nscl.organisations.rules.tax_codes import near_codes
from nscl.text.tax_codes import TaxCodeError, parse_tax_code

_MOST_NEAR: Final = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TaxCodeHolder:
    """Who has a tax code, or had it. successor: what a dissolved organisation passed into; kept: the row that a double
    was merged into. words: all of it in a sentence."""

    number: int
    name: str
    tax_code: str
    province: str
    state: OrganisationState
    state_on: date | None
    successor: OrganisationLink | None
    kept: OrganisationLink | None
    words: str


@dataclass(frozen=True, slots=True)
class TaxCodeAnswer:
    """code: as it is stored, "" where the text is none; problem: why, and what to do. near: registered codes that
    differ by one slip. holder: whose it is already. parent: the enterprise of a dependent unit's code.
    """

    code: str
    problem: str
    near: tuple[TaxCodeHolder, ...]
    holder: TaxCodeHolder | None
    parent: TaxCodeHolder | None


def check_tax_code(text: str, *, except_for: int | None = None) -> TaxCodeAnswer:
    """Answer for a tax code as typed. except_for: an organisation whose own code it may be. At most five queries."""
    try:
        code = parse_tax_code(text)
    except TaxCodeError as error:
        rows = _rows(sorted(near_codes(text)))[:_MOST_NEAR]
        return TaxCodeAnswer("", str(error), tuple(_holder(row) for row in rows), None, None)
    holder = _holder_of(code.text)
    if holder is not None and holder.number == except_for:
        holder = None
    parents = _rows([code.parent.text]) if code.parent and holder is None else []
    return TaxCodeAnswer(code.text, "", (), holder, _holder(parents[0]) if parents else None)


def _holder_of(code: str) -> TaxCodeHolder | None:
    rows = _rows([code])
    if rows:
        return _holder(rows[0])
    merge = (
        OrganisationMerge.objects.filter(absorbed_tax_code=code, absorbed__merged_into__isnull=False)
        .select_related("absorbed__merged_into", "absorbed__unit")
        .order_by("-pk")
        .first()
    )
    if merge is None or merge.absorbed.merged_into is None:
        return None
    kept = merge.absorbed.merged_into
    words = _("Mã này trước đây ghi cho %(name)s, nay đã gộp vào %(kept)s.") % {
        "name": merge.absorbed.name,
        "kept": kept.name,
    }
    return _told(merge.absorbed, code, None, OrganisationLink(kept.pk, kept.name), words)


def _rows(codes: list[str]) -> list[Organisation]:
    return list(Organisation.objects.filter(tax_code__in=codes).select_related("unit").order_by("pk"))


def _holder(row: Organisation) -> TaxCodeHolder:
    whose = {"name": row.name, "province": row.unit.name}
    successor = None
    words = _("Mã này là của %(name)s (%(province)s).") % whose
    if row.state == OrganisationState.SUSPENDED and row.state_on:
        day = f"{row.state_on:%d/%m/%Y}"
        words = _("Mã này là của %(name)s (%(province)s), tạm ngừng từ %(day)s.") % (whose | {"day": day})
    if row.state == OrganisationState.GONE and row.state_on:
        day = f"{row.state_on:%d/%m/%Y}"
        words = _("Mã này là của %(name)s (%(province)s), đã chấm dứt từ %(day)s.") % (whose | {"day": day})
        step = OrganisationSuccession.objects.filter(predecessor=row).select_related("successor")
        last = step.order_by("-on", "-pk").first()
        if last is not None:
            successor = OrganisationLink(last.successor_id, last.successor.name)
            words += " " + _("Kế thừa: %(name)s.") % {"name": successor.name}
    return _told(row, row.tax_code or "", successor, None, words)


def _told(
    row: Organisation, code: str, successor: OrganisationLink | None, kept: OrganisationLink | None, words: str
) -> TaxCodeHolder:
    return TaxCodeHolder(
        number=row.pk,
        name=row.name,
        tax_code=code,
        province=row.unit.name,
        state=OrganisationState(row.state),
        state_on=row.state_on,
        successor=successor,
        kept=kept,
        words=words,
    )
