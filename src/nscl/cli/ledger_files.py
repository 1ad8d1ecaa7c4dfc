"""`nscl ledger-template`, `import-ledger`: vouchers of a plan's ledger through an Excel file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click
import django
from django.utils import timezone

from nscl.cli.filled_sheets import sheet_or_refuse, tell_problems, tell_progress
from nscl.cli.refusal import refuse

if TYPE_CHECKING:
    from nscl.finance.operations.ledger.importing import LedgerRehearsal


@click.command("ledger-template")
@click.argument("plan")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="tệp .xlsx ghi ra")
def ledger_template(plan: str, output: Path) -> None:
    """Ghi tệp mẫu để điền chứng từ của kế hoạch PLAN (tên trong địa chỉ trang, ví dụ bac-giang-2021-2025)."""
    django.setup()
    from nscl.finance.operations.ledger import LedgerError
    from nscl.finance.operations.ledger.importing import ledger_template as template

    try:
        data = template(plan=_number(plan), viewer=None)
    except LedgerError as error:
        refuse(str(error))
    output.write_bytes(data)
    click.echo(f"Đã ghi {output}.")


@click.command("import-ledger")
@click.argument("plan")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--rehearse", is_flag=True, help="chỉ xem sẽ ghi gì, không ghi")
@click.option(
    "--sound-only", is_flag=True, help="ghi các chứng từ đúng, bỏ lại chứng từ sai; không có: sai một là thôi"
)
def import_ledger(plan: str, file: Path, rehearse: bool, sound_only: bool) -> None:
    """Ghi các chứng từ trong FILE vào sổ kinh phí của kế hoạch PLAN; mỗi chứng từ ghi đủ dòng hoặc không ghi."""
    django.setup()
    from nscl.finance.operations.ledger import LedgerError, importing
    from nscl.records.operations import SYSTEM
    from nscl.records.spreadsheets.problems import ImportFileRefused

    data, at, number = sheet_or_refuse(file), timezone.now(), _number(plan)
    try:
        if rehearse:
            done = importing.rehearse_import(plan=number, data=data, viewer=None, at=at, progress=tell_progress)
        else:
            done = importing.import_ledger(
                plan=number,
                file_name=file.name,
                data=data,
                sound_only=sound_only,
                viewer=None,
                by=SYSTEM,
                at=at,
                progress=tell_progress,
            )
    except importing.LedgerImportRefused as refused:
        _tell(refused.rehearsal)
        refuse(f"{refused.rehearsal.refused} chứng từ sai nên chưa ghi gì. Cách sửa: sửa tệp, hoặc thêm --sound-only.")
    except (ImportFileRefused, LedgerError) as error:
        refuse(str(error))
    _tell(done)
    verb = "Sẽ ghi" if rehearse else "Đã ghi"
    if rehearse and done.refused and not sound_only:
        refuse(f"{done.refused} chứng từ sai; nhập thật sẽ không ghi gì, trừ khi thêm --sound-only.")
    click.echo(
        f"{verb} {len(done.new)} chứng từ ({done.new_rows} dòng), bỏ qua {len(done.known)} đã có, "
        f"bỏ lại {done.refused} sai."
    )


@click.command("export-ledger")
@click.argument("plan")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="tệp .xlsx ghi ra")
def export_ledger(plan: str, output: Path) -> None:
    """Ghi mọi bút toán trong sổ kinh phí của kế hoạch PLAN, theo các cột của tệp mẫu."""
    django.setup()
    from nscl.finance.queries.ledger.export import ledger_file
    from nscl.plans.queries.access import SYSTEM_READER

    output.write_bytes(ledger_file(SYSTEM_READER, _number(plan)))
    click.echo(f"Đã ghi {output}.")


def _number(slug: str) -> int:
    """The number of a plan by its name in addresses."""
    from nscl.finance.queries.ledger import MoneyPlanNotFound, find_money_plan
    from nscl.plans.queries.access import SYSTEM_READER

    try:
        return find_money_plan(SYSTEM_READER, slug).number
    except MoneyPlanNotFound:
        refuse(f"Không có kế hoạch “{slug}”. Cách sửa: lấy tên trong địa chỉ trang của kế hoạch.")


def _tell(rehearsal: LedgerRehearsal) -> None:
    tell_problems(rehearsal)
    for one in rehearsal.new:
        for warning in one.warnings:
            click.echo(f"! Số {one.number} (dòng {one.rows[0]}): {warning}", err=True)
