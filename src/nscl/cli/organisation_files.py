"""`nscl organisation-template`, `import-organisations`, `export-organisations`: the registry of a province as files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import django
from django.utils import timezone

from nscl.cli.filled_sheets import sheet_or_refuse, tell_problems, tell_progress
from nscl.cli.refusal import refuse

if TYPE_CHECKING:
    from nscl.organisations.imports.results import OrganisationRehearsal

_SHOWN = 20


@click.command("organisation-template")
@click.argument("province")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="tệp .xlsx ghi ra")
def organisation_template(province: str, output: Path) -> None:
    """Ghi tệp mẫu để điền tổ chức của tỉnh PROVINCE (mã hai chữ số hiện nay, ví dụ 24)."""
    django.setup()
    from nscl.organisations.operations.importing import organisation_template as template

    output.write_bytes(template(unit_id=_unit(province), at=timezone.now()))
    click.echo(f"Đã ghi {output}.")


@click.command("import-organisations")
@click.argument("province")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--rehearse", is_flag=True, help="chỉ xem sẽ ghi gì, không ghi")
@click.option("--sound-only", is_flag=True, help="chỉ nhập các dòng đúng, bỏ lại dòng sai và dòng nghi trùng")
def import_organisations(province: str, file: Path, rehearse: bool, sound_only: bool) -> None:
    """Nhập các tổ chức trong FILE (.xlsx, hoặc .csv UTF-8) vào sổ của tỉnh PROVINCE (mã hai chữ số hiện nay)."""
    django.setup()
    from nscl.organisations.operations import importing
    from nscl.records.operations import SYSTEM
    from nscl.records.spreadsheets.problems import ImportFileRefused

    data, at, unit = sheet_or_refuse(file), timezone.now(), _unit(province)
    try:
        if rehearse:
            done = importing.rehearse_organisations(
                unit_id=unit, file_name=file.name, data=data, viewer=None, at=at, progress=tell_progress
            )
        else:
            done = importing.import_organisations(
                unit_id=unit,
                file_name=file.name,
                data=data,
                viewer=None,
                by=SYSTEM,
                at=at,
                sound_only=sound_only,
                progress=tell_progress,
            )
    except importing.OrganisationImportRefused as refused:
        if refused.rehearsal is not None:
            _tell(refused.rehearsal)
        refuse(f"{refused} (--sound-only: chỉ nhập các dòng đúng)")
    except ImportFileRefused as error:
        refuse(str(error))
    _tell(done)
    if rehearse and not done.is_sound and not sound_only:
        refuse(f"{_left(done)} dòng sai hoặc nghi trùng; nhập thật sẽ không ghi gì, trừ khi thêm --sound-only.")
    verb = "Sẽ thêm" if rehearse else "Đã thêm"
    click.echo(
        f"{verb} {len(done.new)} tổ chức, cập nhật {len(done.changed)}, {len(done.same)} không đổi, "
        f"bỏ lại {_left(done)} dòng."
    )


@click.command("export-organisations")
@click.argument("province")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="tệp .xlsx ghi ra")
@click.option("--contacts", is_flag=True, help="kèm số điện thoại, thư điện tử (ghi vào nhật ký)")
def export_organisations(province: str, output: Path, contacts: bool) -> None:
    """Ghi các tổ chức của tỉnh PROVINCE (mã hai chữ số hiện nay) theo các cột của tệp mẫu."""
    django.setup()
    from nscl.organisations.operations.exporting import export_contacts
    from nscl.organisations.queries.export import organisations_file
    from nscl.organisations.queries.listing import OrganisationFilter
    from nscl.records.operations import SYSTEM

    at, unit = timezone.now(), _unit(province)
    asked = OrganisationFilter(on=timezone.localdate(at), unit_id=unit)
    if contacts:
        found = export_contacts(unit_id=unit, filter=asked, viewer=None, by=SYSTEM, at=at)
    else:
        found = organisations_file(None, filter=asked)
    output.write_bytes(found.data)
    click.echo(f"Đã ghi {output}: {found.rows} tổ chức.")


def _unit(code: str) -> int:
    """The number of a province of today by its code."""
    from nscl.institutions.queries import unit_by_code
    from nscl.institutions.rules import InstitutionsError

    try:
        return unit_by_code(code, on=timezone.localdate()).id
    except InstitutionsError as error:
        refuse(str(error))


def _left(done: OrganisationRehearsal) -> int:
    return done.wrong_rows + len(done.doubtful)


def _tell(done: OrganisationRehearsal) -> None:
    tell_problems(done)
    for one in done.doubtful[:_SHOWN]:
        click.echo(f"? Dòng {one.entry.row} ({one.entry.name}): {one.message}", err=True)
    if len(done.doubtful) > _SHOWN:
        click.echo(f"… và {len(done.doubtful) - _SHOWN} dòng nghi trùng khác", err=True)
