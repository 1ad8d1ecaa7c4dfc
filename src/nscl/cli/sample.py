"""`nscl sample`: a year of sample data for whoever learns or shows the system, and its removal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
import django
from django.utils import timezone

if TYPE_CHECKING:
    from nscl.reporting.operations.sample import FilledYear

DEFAULT_SEED = 1


@click.command()
@click.option("--province", help="tên hoặc mã tỉnh; kế hoạch của các tỉnh đã nhập vào cũng được tính")
@click.option("--year", type=int, help="năm của kế hoạch năm")
@click.option("--seed", type=int, default=DEFAULT_SEED, show_default=True, help="số gieo: cùng số cho cùng số liệu")
@click.option("--remove", is_flag=True, help="gỡ toàn bộ số liệu mẫu")
@click.option("--with-edits", is_flag=True, help="khi gỡ: gỡ cả phần người dùng đã sửa, ghi thêm vào số liệu mẫu")
def sample(*, province: str | None, year: int | None, seed: int, remove: bool, with_edits: bool) -> None:
    """Ghi một năm số liệu mẫu cho các kế hoạch của một tỉnh, hoặc gỡ mọi số liệu mẫu bằng --remove."""
    if remove and (province is not None or year is not None):
        raise click.UsageError("--remove gỡ mọi số liệu mẫu, không đi với --province, --year.")
    if with_edits and not remove:
        raise click.UsageError("--with-edits chỉ đi với --remove.")
    if not remove and (province is None or year is None):
        raise click.UsageError("Cần cả --province và --year, ví dụ: nscl sample --province “Bắc Ninh” --year 2026.")
    django.setup()
    if province is None or year is None:
        _remove(with_edits=with_edits)
    else:
        _fill(province, year, seed)


def _fill(province: str, year: int, seed: int) -> None:
    from nscl.records.operations import SYSTEM
    from nscl.reporting.operations.sample import fill_sample
    from nscl.work.operations.errors import WorkError
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
            done = fill_sample(plan=plan.number, year=year, seed=seed, by=SYSTEM, at=timezone.now())
        except WorkError as refused:
            click.echo(f"✗ {refused}", err=True)
            sys.exit(1)
        click.echo(f"{plan.label}, năm {year}: {_in_words(done)}")


def _in_words(filled: FilledYear) -> str:
    done = filled.year
    work = done.work
    if not work.annual_plans:
        return "không ghi thêm, đã có số liệu mẫu hoặc không có cơ quan nào làm."
    return (
        f"{work.annual_plans} kế hoạch năm, {work.activities} hoạt động, {done.training.classes} lớp, "
        f"{done.support.cases} hồ sơ hỗ trợ, {done.productivity.series} chuỗi số liệu thống kê, "
        f"{done.productivity.runs} lần tính năng suất, {done.evidence} minh chứng, "
        f"{done.values.values} số liệu do cán bộ nêu, {work.difficulties} vướng mắc, "
        f"{filled.reports.rounds} kỳ báo cáo, {filled.reports.submissions} báo cáo của cơ quan, "
        f"{work.commendations} khen thưởng (số liệu mẫu)."
    )


def _remove(*, with_edits: bool) -> None:
    from nscl.records.operations import SYSTEM
    from nscl.reporting.operations.sample import PeoplesWork, remove_whole_sample

    try:
        removed = remove_whole_sample(by=SYSTEM, at=timezone.now(), with_peoples_work=with_edits)
    except PeoplesWork as refused:
        click.echo(f"✗ {refused}", err=True)
        sys.exit(1)
    if not removed.total:
        click.echo("Không có số liệu mẫu nào.")
        return
    done = removed.work
    click.echo(
        f"Đã gỡ {done.annual_plans} kế hoạch năm, {done.activities} hoạt động, {done.evidence} minh chứng, "
        f"{done.values} số liệu do cán bộ nêu, {done.difficulties} vướng mắc, {removed.reports.rounds} kỳ báo cáo, "
        f"{done.commendations} khen thưởng mẫu."
    )
