"""`nscl check-support`: recounts what the cases of support keep twice."""

from __future__ import annotations

import sys

import click
import django

_SHOWN = 20


@click.command("check-support")
def check_support() -> None:
    """Đối chiếu hồ sơ hỗ trợ: số đã duyệt của từng quỹ, số đã chi, nội dung và giấy tờ đang giữ. Nên chạy sau khi khôi
    phục sao lưu.
    """
    django.setup()
    from nscl.support.queries.checking import check_support as check
    from nscl.text.formats import format_number

    found = check()
    looked_at = f"{format_number(found.cases)} hồ sơ, {format_number(found.funds)} quỹ"
    if not found.problems:
        click.echo(f"Hồ sơ hỗ trợ khớp: {looked_at}.")
        return
    click.echo(
        f"✗ {len(found.problems)} chỗ không khớp ({looked_at}). Cách sửa: khôi phục cơ sở dữ liệu từ bản sao lưu còn "
        "khớp; đừng sửa số bằng tay.",
        err=True,
    )
    for problem in found.problems[:_SHOWN]:
        click.echo(f"  {problem}", err=True)
    if len(found.problems) > _SHOWN:
        click.echo(f"  … và {len(found.problems) - _SHOWN} chỗ nữa.", err=True)
    sys.exit(1)
