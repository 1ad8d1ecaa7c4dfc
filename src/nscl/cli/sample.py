"""`nscl sample`: a year of sample data for whoever learns or shows the system, and its removal."""

from __future__ import annotations

import sys

import click
import django
from django.utils import timezone

DEFAULT_SEED = 1


@click.command()
@click.option("--province", help="tên hoặc mã tỉnh; kế hoạch của các tỉnh đã nhập vào cũng được tính")
@click.option("--year", type=int, help="năm của kế hoạch năm")
@click.option("--seed", type=int, default=DEFAULT_SEED, show_default=True, help="số gieo: cùng số cho cùng số liệu")
@click.option("--remove", is_flag=True, help="gỡ toàn bộ số liệu mẫu")
def sample(*, province: str | None, year: int | None, seed: int, remove: bool) -> None:
    """Ghi một năm số liệu mẫu cho các kế hoạch của một tỉnh, hoặc gỡ mọi số liệu mẫu bằng --remove."""
    if remove and (province is not None or year is not None):
        raise click.UsageError("--remove gỡ mọi số liệu mẫu, không đi với --province, --year.")
    if not remove and (province is None or year is None):
        raise click.UsageError("Cần cả --province và --year, ví dụ: nscl sample --province “Bắc Ninh” --year 2026.")
    django.setup()
    if province is None or year is None:
        _remove()
    else:
        _fill(province, year, seed)


def _fill(province: str, year: int, seed: int) -> None:
    from nscl.records.operations import SYSTEM
    from nscl.work.operations.errors import WorkError
    from nscl.work.operations.sample import fill_sample_year
    from nscl.work.queries.sample import plans_of_province

    plans = plans_of_province(province, year)
    if not plans:
        click.echo(
            f"✗ Không có kế hoạch đang có hiệu lực của “{province}” cho năm {year}. "
            "Cách sửa: kiểm tra tên tỉnh (có thể ghi mã), năm, và việc nạp, ban hành kế hoạch.",
            err=True,
        )
        sys.exit(1)
    for plan in plans:
        try:
            done = fill_sample_year(plan=plan.number, year=year, seed=seed, by=SYSTEM, at=timezone.now())
        except WorkError as refused:
            click.echo(f"✗ {refused}", err=True)
            sys.exit(1)
        if not done.annual_plans:
            click.echo(f"{plan.label}, năm {year}: không ghi thêm, đã có số liệu mẫu hoặc không có cơ quan nào làm.")
            continue
        click.echo(
            f"{plan.label}, năm {year}: {done.annual_plans} kế hoạch năm, {done.activities} hoạt động, "
            f"{done.difficulties} vướng mắc, {done.commendations} khen thưởng (số liệu mẫu)."
        )


def _remove() -> None:
    from nscl.records.operations import SYSTEM
    from nscl.work.operations.sample import remove_sample

    done = remove_sample(by=SYSTEM, at=timezone.now())
    if not done.total:
        click.echo("Không có số liệu mẫu nào.")
        return
    click.echo(
        f"Đã gỡ {done.annual_plans} kế hoạch năm, {done.activities} hoạt động, {done.difficulties} vướng mắc, "
        f"{done.commendations} khen thưởng, {done.evidence} minh chứng mẫu."
    )
