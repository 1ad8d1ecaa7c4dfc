"""`nscl export-budget`: the annex of a plan's estimates as an Excel file that recalculates."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import django
from django.utils import timezone


@click.command("export-budget")
@click.argument("slug")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="tệp .xlsx ghi ra")
@click.option("--edition", type=int, help="bản thứ mấy; không nêu thì lấy bản đang có hiệu lực")
def export_budget(slug: str, output: Path, edition: int | None) -> None:
    """Ghi phụ lục dự toán của kế hoạch SLUG, đúng dạng bảng của kế hoạch, tổng là công thức."""
    django.setup()
    from nscl.accounts.enums import Role
    from nscl.accounts.rules import Grant, Viewer
    from nscl.documents.annex import write_annex
    from nscl.finance.queries.annex import annex_of
    from nscl.finance.queries.budget import budget_table
    from nscl.plans.queries.access import EditionNotFound
    from nscl.plans.queries.editions import find_edition

    # Whoever has the shell has the database: the command reads as an auditor of every province.
    reader = Viewer(number=0, name="Hệ thống", grants=(Grant(Role.AUDITOR, unit_ids=None),))
    try:
        found = find_edition(reader, slug, edition)
    except EditionNotFound:
        click.echo(f"Không có kế hoạch “{slug}”. Cách sửa: lấy tên trong địa chỉ trang của kế hoạch.", err=True)
        sys.exit(1)
    table = budget_table(reader, found.edition_id)
    if table is None or not table.lines:
        click.echo(f"Kế hoạch “{slug}” không có dòng dự toán nào nên không có phụ lục.", err=True)
        sys.exit(1)
    output.write_bytes(write_annex(annex_of(table, found.label), created=timezone.localtime()))
    click.echo(f"Đã ghi {output}.")
