"""`nscl check-training`: holds the counts of people and classes against their attendance."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click
import django
from django.utils import timezone

if TYPE_CHECKING:
    from nscl.training.queries.checking import TrainingCheck

_SHOWN = 20


@click.command("check-training")
@click.option("--recount", is_flag=True, help="ghi lại các số theo điểm danh")
def check_training(*, recount: bool) -> None:
    """Đếm lại số buổi dự của học viên và lượt người của các lớp từ điểm danh, nêu chỗ lệch."""
    django.setup()
    from nscl.records.operations import SYSTEM
    from nscl.text.formats import format_number
    from nscl.training.operations.recounting import recount_training
    from nscl.training.queries.checking import check_training as check

    found = recount_training(by=SYSTEM, at=timezone.now()) if recount else check()
    looked_at = f"{format_number(found.enrolments)} học viên của {format_number(found.classes)} lớp"
    if not found.attended and not found.tallies:
        click.echo(f"Lượt người khớp với điểm danh: {looked_at}.")
        return
    _tell(found)
    count = len(found.attended) + len(found.tallies)
    if recount:
        click.echo(f"Đã ghi lại {format_number(count)} chỗ lệch theo điểm danh ({looked_at}).")
        return
    click.echo(
        f"✗ {format_number(count)} chỗ lệch ({looked_at}). Cách sửa: xem các lớp trên; điểm danh đúng thì chạy "
        "nscl check-training --recount.",
        err=True,
    )
    sys.exit(1)


def _tell(found: TrainingCheck) -> None:
    for one in found.attended[:_SHOWN]:
        click.echo(
            f"  Lớp {one.training_class} “{one.title}”, học viên {one.enrolment}: ghi dự {one.kept} buổi, "
            f"điểm danh {one.counted} buổi",
            err=True,
        )
    for tally in found.tallies[:_SHOWN]:
        what = "số người theo đối tượng lệch" if tally.by_kind_only else f"đếm được {tally.counted} lượt người"
        click.echo(f"  Lớp {tally.training_class} “{tally.title}”: ghi {tally.kept} lượt người, {what}", err=True)
    rest = max(len(found.attended) - _SHOWN, 0) + max(len(found.tallies) - _SHOWN, 0)
    if rest:
        click.echo(f"  … và {rest} chỗ khác", err=True)
