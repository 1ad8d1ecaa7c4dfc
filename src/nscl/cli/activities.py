"""`nscl activities-template`, `import-activities`: activities of an annual plan through an Excel file."""

from __future__ import annotations

from pathlib import Path

import click
import django
from django.utils import timezone

from nscl.cli.filled_sheets import sheet_or_refuse, tell_problems, tell_progress
from nscl.cli.refusal import refuse


@click.command("activities-template")
@click.argument("annual_plan", type=int)
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="tệp .xlsx ghi ra")
def activities_template(annual_plan: int, output: Path) -> None:
    """Ghi tệp mẫu để điền hoạt động của kế hoạch năm số ANNUAL_PLAN (số trong địa chỉ trang của kế hoạch năm)."""
    django.setup()
    from nscl.work.operations.imports import template_of
    from nscl.work.queries.access import AnnualPlanNotFound

    try:
        data = template_of(None, annual_plan, title=f"Kế hoạch năm số {annual_plan}", on=timezone.localdate())
    except AnnualPlanNotFound:
        refuse(f"Không có kế hoạch năm số {annual_plan}. Cách sửa: lấy số trong địa chỉ trang của kế hoạch năm.")
    output.write_bytes(data)
    click.echo(f"Đã ghi {output}.")


@click.command("import-activities")
@click.argument("annual_plan", type=int)
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--rehearse", is_flag=True, help="chỉ xem sẽ nhập gì, không ghi")
def import_activities(annual_plan: int, file: Path, rehearse: bool) -> None:
    """Nhập hoạt động trong FILE vào kế hoạch năm số ANNUAL_PLAN: mọi dòng, hoặc không dòng nào và vì sao."""
    django.setup()
    from nscl.records.operations import SYSTEM
    from nscl.records.spreadsheets.problems import ImportFileRefused
    from nscl.work.operations import imports
    from nscl.work.operations.errors import WorkError

    data, at = sheet_or_refuse(file), timezone.now()
    try:
        if rehearse:
            done = imports.rehearse_import(
                annual_plan=annual_plan, data=data, viewer=None, at=at, progress=tell_progress
            )
        else:
            done = imports.import_activities(
                annual_plan=annual_plan,
                file_name=file.name,
                data=data,
                viewer=None,
                by=SYSTEM,
                at=at,
                progress=tell_progress,
            )
    except imports.ImportRefused as refused:
        tell_problems(refused.rehearsal)
        refuse(str(refused))
    except (ImportFileRefused, WorkError) as error:
        refuse(str(error))
    tell_problems(done)
    if rehearse and done.problems:
        refuse(f"{done.wrong_rows} dòng phải sửa; nhập thật cũng sẽ không ghi dòng nào.")
    verb = "Sẽ nhập" if rehearse else "Đã nhập"
    click.echo(f"{verb} {len(done.new)} hoạt động, bỏ qua {len(done.known)} dòng đã có.")
