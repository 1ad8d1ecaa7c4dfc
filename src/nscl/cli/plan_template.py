"""`nscl plan-template`: a plan to complete in Word, for a province that has none yet."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import NoReturn

import click

from nscl.documents.pack.values import FIRST_YEAR, LAST_YEAR
from nscl.documents.template import write_template

EXIT_UNWRITTEN = 2


@click.command("plan-template")
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), required=True, help="tệp .docx ghi ra")
@click.option("--province", help="tên tỉnh, không kèm chữ “tỉnh”; không nêu thì để trống")
@click.option("--from", "first_year", type=click.IntRange(FIRST_YEAR, LAST_YEAR), default=2026, help="năm đầu")
@click.option("--to", "last_year", type=click.IntRange(FIRST_YEAR, LAST_YEAR), default=2030, help="năm cuối")
@click.option("--force", is_flag=True, help="ghi đè tệp đã có")
def plan_template(output: Path, province: str | None, first_year: int, last_year: int, *, force: bool) -> None:
    """Ghi mẫu kế hoạch .docx để điền, theo bố cục mà nscl read-plan đọc tốt nhất."""
    if first_year > last_year:
        _refuse(f"giai đoạn ngược: {first_year} đến {last_year}. Cách sửa: --from là năm đầu, --to là năm cuối.")
    if output.exists() and not force:
        _refuse(f"{output}: tệp đã có, không ghi đè. Cách sửa: chọn tên khác, hoặc thêm --force.")
    content = write_template(province=province, first_year=first_year, last_year=last_year)
    try:
        output.write_bytes(content)
    except OSError as error:
        _refuse(f"{output}: không ghi được tệp ({error.strerror}). Cách sửa: kiểm tra thư mục và quyền ghi.")
    click.echo(f"Đã ghi {output}. Điền xong thì đọc: nscl read-plan {output} -o plan.yaml")


def _refuse(words: str) -> NoReturn:
    click.echo(words, err=True)
    sys.exit(EXIT_UNWRITTEN)
