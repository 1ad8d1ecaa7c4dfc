"""`nscl export-budget`: the annex of a plan's estimates as an Excel file that recalculates."""

from __future__ import annotations

from pathlib import Path

import click
import django
from django.utils import timezone

from nscl.cli.refusal import refuse


@click.command("export-budget")
@click.argument("slug")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="tệp .xlsx ghi ra")
@click.option("--edition", type=int, help="bản thứ mấy; không nêu thì lấy bản đang có hiệu lực")
def export_budget(slug: str, output: Path, edition: int | None) -> None:
    """Ghi phụ lục dự toán của kế hoạch SLUG, đúng dạng bảng của kế hoạch, tổng là công thức."""
    django.setup()
    from nscl.documents.annex import write_annex
    from nscl.finance.queries.annex import annex_of
    from nscl.finance.queries.budget import budget_table
    from nscl.plans.queries.access import SYSTEM_READER, EditionNotFound
    from nscl.plans.queries.editions import find_edition

    try:
        found = find_edition(SYSTEM_READER, slug, edition)
    except EditionNotFound:
        refuse(f"Không có kế hoạch “{slug}”. Cách sửa: lấy tên trong địa chỉ trang của kế hoạch.")
    table = budget_table(SYSTEM_READER, found.edition_id)
    if table is None or not table.lines:
        refuse(f"Kế hoạch “{slug}” không có dòng dự toán nào nên không có phụ lục.")
    output.write_bytes(write_annex(annex_of(table, found.label), created=timezone.localtime()))
    click.echo(f"Đã ghi {output}.")
