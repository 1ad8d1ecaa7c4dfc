"""`nscl tidy-evidence`: keeps the files of evidence in order; to be run daily."""

from __future__ import annotations

import sys

import click
import django
from django.utils import timezone

_MEGA = 1_000_000
_SHOWN = 20


@click.command("tidy-evidence")
@click.option("--verify", is_flag=True, help="đọc lại mọi tệp và so với mã băm (lâu hơn)")
def tidy_evidence(*, verify: bool) -> None:
    """Xóa tệp của minh chứng đã gỡ quá 90 ngày và tệp dở dang, báo tệp bị mất. Nên chạy mỗi ngày."""
    django.setup()
    from nscl.records.evidence_files.storage import evidence_store
    from nscl.records.operations import SYSTEM
    from nscl.records.operations.evidence_tidying import tidy_evidence as tidy
    from nscl.records.queries.evidence import stored_hashes

    done = tidy(by=SYSTEM, at=timezone.now())
    click.echo(
        f"Đã xóa {done.swept.files} tệp ({done.swept.size / _MEGA:.1f} MB, "
        f"{done.discarded} của minh chứng đã gỡ quá hạn) và {done.swept.broken_off} tệp tải dở."
    )
    store = evidence_store()
    damaged = [one for one in stored_hashes() if not store.is_sound(one)] if verify else list(done.missing)
    if damaged:
        what = "bị mất hoặc bị đổi nội dung" if verify else "bị mất"
        click.echo(
            f"✗ {len(damaged)} tệp minh chứng {what}. Cách sửa: khôi phục thư mục evidence từ bản sao lưu.", err=True
        )
        for sha256 in damaged[:_SHOWN]:
            click.echo(f"  {sha256}", err=True)
        sys.exit(1)
    if verify:
        click.echo("Mọi tệp minh chứng còn nguyên.")
