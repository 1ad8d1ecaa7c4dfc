"""`nscl load-plan`, `export-plan`: a plan into the database and out of it again."""

from __future__ import annotations

from pathlib import Path

import click
import django
from django.utils import timezone

from nscl.cli.files import read_pack_or_exit, read_text_or_exit
from nscl.cli.refusal import refuse
from nscl.documents.pack.difference import ChangeKind, PackDifference
from nscl.documents.pack.writer import write_pack

CHANGE_WORDS = {ChangeKind.ADDED: "thêm", ChangeKind.REMOVED: "bỏ", ChangeKind.CHANGED: "sửa"}


@click.command("load-plan")
@click.argument("pack", type=click.Path(path_type=Path))
@click.option("--text", type=click.Path(path_type=Path, exists=True, dir_okay=False), help="văn bản gốc, UTF-8")
@click.option("--confirm", is_flag=True, help="đã xem khác biệt, đồng ý thay nội dung bản nháp")
def load_plan(pack: Path, text: Path | None, confirm: bool) -> None:
    """Nạp gói kế hoạch PACK làm bản nháp. Nạp lại gói không đổi thì không đổi gì."""
    django.setup()
    from nscl.finance.operations.intake import LoadResult, load_pack
    from nscl.plans.operations.errors import DraftDiffers, EditionIssued, PlanError
    from nscl.records.operations import SYSTEM

    read = read_pack_or_exit(pack)
    content = read_text_or_exit(text) if text else None
    try:
        outcome = load_pack(
            pack=read, viewer=None, by=SYSTEM, at=timezone.now(), text=content, confirm_difference=confirm
        )
    except DraftDiffers as error:
        refuse(f"{error}\n\n{_difference(error.difference)}\n\nThêm --confirm để thay nội dung bản nháp.")
    except EditionIssued as error:
        refuse(f"{error}\n\n{_difference(error.difference)}")
    except PlanError as error:
        refuse(str(error))
    done = {
        LoadResult.CREATED: "đã nạp thành bản nháp",
        LoadResult.REPLACED: "đã thay nội dung bản nháp",
        LoadResult.UNCHANGED: "không có gì thay đổi",
    }
    click.echo(f"{outcome.slug}, bản {outcome.ordinal}: {done[outcome.result]}, {outcome.findings} phát hiện.")


@click.command("export-plan")
@click.argument("slug")
@click.option("-o", "--output", type=click.Path(path_type=Path), help="tệp ghi ra; không nêu thì in ra màn hình")
@click.option("--edition", type=int, help="bản thứ mấy; không nêu thì lấy bản đang có hiệu lực")
def export_plan(slug: str, output: Path | None, edition: int | None) -> None:
    """Xuất kế hoạch SLUG thành gói kế hoạch YAML."""
    django.setup()
    from nscl.finance.queries.pack import pack_for
    from nscl.plans.queries.access import SYSTEM_READER, EditionNotFound
    from nscl.plans.queries.editions import find_edition

    try:
        pack = pack_for(SYSTEM_READER, find_edition(SYSTEM_READER, slug, edition).edition_id)
    except EditionNotFound:
        refuse(f"Không có kế hoạch “{slug}”{f' bản {edition}' if edition else ''}. Cách sửa: kiểm tra tên kế hoạch.")
    written = write_pack(pack)
    if output is None:
        click.echo(written, nl=False)
    else:
        output.write_text(written, encoding="utf-8")
        click.echo(f"Đã ghi {output}.")


def _difference(difference: PackDifference) -> str:
    rows = []
    for change in difference.changes:
        rows.append(f"{change.part.label} {change.key}: {change.label} ({CHANGE_WORDS[change.kind]})")
        rows += [f"    {field.label}: {field.before or '–'} → {field.after or '–'}" for field in change.fields]
    return "\n".join(rows)
