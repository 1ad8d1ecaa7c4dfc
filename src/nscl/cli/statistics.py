"""`nscl statistics-template`, `import-statistics`, `export-statistics`: a province's statistical series as files."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import click
import django
from django.utils import timezone

from nscl.cli.filled_sheets import sheet_or_refuse, tell_problems
from nscl.cli.refusal import refuse
from nscl.text.formats import format_number

if TYPE_CHECKING:
    from nscl.productivity.queries.rehearsal import Rehearsal

_SHOWN = 20
_PROVINCE = click.option("--province", required=True, help="mã hai chữ số hiện nay của tỉnh, ví dụ 24")


@click.command("statistics-template")
@_PROVINCE
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="tệp .xlsx ghi ra")
def statistics_template(province: str, output: Path) -> None:
    """Ghi tệp mẫu để điền số liệu tính năng suất của tỉnh: GRDP, vốn đầu tư, lao động, chỉ số giá…"""
    django.setup()
    from nscl.productivity.queries.intake import template_file

    output.write_bytes(template_file(_unit(province), timezone.now()))
    click.echo(f"Đã ghi {output}.")


@click.command("import-statistics")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@_PROVINCE
@click.option("--rehearse", is_flag=True, help="chỉ xem sẽ ghi gì, không ghi")
def import_statistics(file: Path, province: str, rehearse: bool) -> None:
    """Nhập số liệu trong FILE (mẫu .xlsx, hoặc SDMX-CSV .csv) vào tỉnh: cả tệp, hoặc không gì cả."""
    django.setup()
    from nscl.productivity.operations.series_errors import StatisticsRefused
    from nscl.productivity.operations.series_files import take_in_file
    from nscl.productivity.queries.intake import rehearse_file
    from nscl.records.operations import SYSTEM
    from nscl.records.spreadsheets.problems import ImportFileRefused

    data, unit = sheet_or_refuse(file), _unit(province)
    try:
        if rehearse:
            done = rehearse_file(None, unit_id=unit, file_name=file.name, data=data)
            _tell(done)
            if not done.is_sound:
                refuse(f"{len(done.problems)} chỗ phải sửa; nhập thật sẽ không ghi gì.")
            click.echo(f"Sẽ thêm {len(done.new)} chuỗi, {len(done.revised)} bản mới; {len(done.same)} chuỗi không đổi.")
            return
        taken = take_in_file(unit_id=unit, file_name=file.name, data=data, viewer=None, by=SYSTEM, at=timezone.now())
    except StatisticsRefused as refused:
        _tell(refused.rehearsal)
        refuse(str(refused))
    except ImportFileRefused as error:
        refuse(str(error))
    done = taken.rehearsal
    _tell(done)
    click.echo(f"Đã thêm {len(done.new)} chuỗi, {len(done.revised)} bản mới; {len(done.same)} chuỗi không đổi.")
    if taken.open:
        click.echo(f"{taken.open} câu hỏi về số liệu cần trả lời trước khi tính (trang Năng suất › Số liệu).")


@click.command("export-statistics")
@_PROVINCE
@click.option(
    "-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="tệp .xlsx hoặc .csv ghi ra"
)
def export_statistics(province: str, output: Path) -> None:
    """Ghi số liệu đang dùng của tỉnh và các tỉnh đã sáp nhập vào: .xlsx theo mẫu, .csv theo SDMX-CSV."""
    django.setup()
    from nscl.productivity.enums import FileForm
    from nscl.productivity.queries.series_export import export_series

    form = {".xlsx": FileForm.EXCEL, ".csv": FileForm.SDMX}.get(output.suffix.lower())
    if form is None:
        refuse(f"{output}: không biết ghi loại tệp này. Cách sửa: đặt tên tệp kết thúc bằng .xlsx hoặc .csv.")
    output.write_bytes(export_series(None, [_unit(province)], form, timezone.now()))
    click.echo(f"Đã ghi {output}.")


def _unit(code: str) -> int:
    """The number of a province of today by its code."""
    from nscl.institutions.queries import unit_by_code
    from nscl.institutions.rules import InstitutionsError

    try:
        return unit_by_code(code, on=timezone.localdate()).id
    except InstitutionsError as error:
        refuse(str(error))


def _tell(done: Rehearsal) -> None:
    """What is wrong, what deserves a look, and what changes."""
    tell_problems(done)
    for doubt in done.doubts[:_SHOWN]:
        click.echo(f"? {doubt}", err=True)
    for one in done.revised[:_SHOWN]:
        changed = "; ".join(f"{year}: {_number(old)} → {_number(new)}" for year, old, new in one.changed[:_SHOWN])
        added = f"thêm {len(one.added)} năm" if one.added else ""
        words = ", ".join(filter(None, (added, changed, *one.says)))
        click.echo(f"~ {one.name} ({one.unit}), bản {one.vintage}: {words}")
    for one in done.made[:_SHOWN]:
        for asked in one.asks:
            click.echo(f"? {one.unit}: {asked}", err=True)


def _number(value: float) -> str:
    return format_number(Decimal(repr(value)))
