"""`nscl organisation`: what the registry knows of an organisation, by its tax code."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click
import django
from django.utils import timezone

if TYPE_CHECKING:
    from nscl.organisations.queries import OrganisationDetail, SizeExplanation, TaxCodeAnswer

NOT_FOUND, UNREADABLE = 1, 2


@click.command("organisation")
@click.argument("tax_code")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="tính đến ngày này; không nêu: hôm nay")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="dạng kết quả")
def organisation(tax_code: str, on: datetime | None, form: str) -> None:
    """In những gì sổ đăng ký biết về tổ chức có mã số thuế này: nơi ở, ngành, quy mô và cách tính, cờ, quan hệ.

    Mã kết thúc: 0 có, 1 không có trong sổ, 2 mã không hợp lệ.
    """
    django.setup()
    from nscl.organisations.queries import check_tax_code, explain_size, find_organisation

    day = timezone.localdate() if on is None else on.date()
    answer = check_tax_code(tax_code)
    if answer.holder is None:
        sys.exit(_refuse(answer))
    number = answer.holder.kept.number if answer.holder.kept else answer.holder.number
    found, size = find_organisation(None, number, on=day), explain_size(None, number, on=day)
    if form == "json":
        click.echo(json.dumps(asdict(found) | {"sizing": asdict(size)}, ensure_ascii=False, indent=2, default=_plain))
        return
    if answer.holder.kept is not None:
        click.echo(answer.holder.words)
    _tell(found, size)


def _refuse(answer: TaxCodeAnswer) -> int:
    if not answer.problem:
        click.echo(f"Sổ đăng ký không có tổ chức nào mang mã {answer.code}.", err=True)
        if answer.parent is not None:
            click.echo(f"Mã 10 số của đơn vị chủ quản: {answer.parent.words}", err=True)
        return NOT_FOUND
    click.echo(f"✗ {answer.problem}", err=True)
    for near in answer.near:
        click.echo(f"  Gần giống, có trong sổ: {near.tax_code} – {near.name} ({near.province})", err=True)
    return UNREADABLE


def _tell(found: OrganisationDetail, size: SizeExplanation) -> None:
    edition = f" (VSIC {found.industry_edition.value})" if found.industry_edition else ""
    since = f" từ {found.state_on:%d/%m/%Y}" if found.state_on else ""
    lines = {
        "Tên": found.name + (" (số liệu mẫu)" if found.is_sample else ""),
        "Mã số thuế": found.tax_code,
        "Loại hình": str(found.kind.label),
        "Tình trạng": f"{found.state.label}{since}",
        "Trụ sở": ", ".join(filter(None, [found.address, found.commune, found.province])),
        "Ngành chính": f"{found.industry}{edition}: {found.industry_words}" if found.industry else "chưa ghi",
        "Thành lập": f"{found.founded_on:%d/%m/%Y}" if found.founded_on else "chưa ghi",
        "Tên cũ": ", ".join(f"{one.name} (đến {one.until:%d/%m/%Y})" for one in found.former_names) or "không có",
        "Đơn vị chủ quản": found.parent.name if found.parent else "không có",
        "Dùng chung lịch sử hỗ trợ": ", ".join(one.name for one in found.lineage) or "không có",
    }
    for name, value in lines.items():
        click.echo(f"{name}: {value}")
    _tell_size(size)
    _tell_flags(found)


def _tell_size(size: SizeExplanation) -> None:
    from nscl.rulebook.size import SIZE_NAMES

    sizing = size.sizing
    named = SIZE_NAMES[sizing.size] if sizing.size else "chưa xác định được"
    click.echo(f"Quy mô ngày {size.on:%d/%m/%Y}, theo số liệu {size.year}: {named}")
    for step in sizing.steps:
        click.echo(f"  - {step}")
    if sizing.missing:
        click.echo(f"  - Còn thiếu: {', '.join(sizing.missing)}.")
    if sizing.cites:
        click.echo(f"  Căn cứ: {'; '.join(sizing.cites)}")


def _tell_flags(found: OrganisationDetail) -> None:
    click.echo(f"Cờ: {len(found.flags) or 'chưa ghi'}")
    for flag in found.flags:
        said = "" if flag.holds else "; đã xem, không phải"
        until = f" đến {flag.until:%d/%m/%Y}" if flag.until else ""
        product = f", {flag.product}" if flag.product else ""
        stars = f", {flag.stars} sao" if flag.stars else ""
        risk = f", {flag.risk.label}" if flag.risk else ""
        when = f"từ {flag.since:%d/%m/%Y}{until}"
        click.echo(f"  - {flag.kind.label}{product}{stars}{risk} ({when}; {flag.basis}){said}")


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value)
