"""`nscl check-ledger`: holds every balance of the ledger against the sum of its entries."""

from __future__ import annotations

import sys

import click
import django

_SHOWN = 20


@click.command("check-ledger")
def check_ledger() -> None:
    """Đối chiếu số dư của mọi tài khoản trong sổ kinh phí với tổng các bút toán. Nên chạy sau khi khôi phục sao lưu."""
    django.setup()
    from nscl.finance.queries.ledger import check_ledger as check
    from nscl.text.formats import format_number, format_vnd

    found = check()
    looked_at = f"{format_number(found.accounts)} tài khoản, {format_number(found.entries)} bút toán"
    if not found.imbalances:
        click.echo(f"Sổ kinh phí khớp: {looked_at}.")
        return
    click.echo(
        f"✗ {len(found.imbalances)} số dư không bằng tổng bút toán ({looked_at}). Cách sửa: khôi phục cơ sở dữ liệu từ "
        "bản sao lưu còn khớp; đừng sửa số dư bằng tay.",
        err=True,
    )
    for one in found.imbalances[:_SHOWN]:
        what = f"{one.stage.label}{' (phần vượt)' if one.beyond else ''}"
        click.echo(
            f"  {one.plan_slug}, dòng {one.account.line}, năm {one.account.year}, {one.account.source.label}, {what}: "
            f"số dư {format_vnd(one.kept_vnd)}, tổng bút toán {format_vnd(one.summed_vnd)}",
            err=True,
        )
    sys.exit(1)
