"""`nscl runs`, `compute-run`, `run-export`: stored runs of productivity, from the shell."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
import django
from django.utils import timezone

from nscl.cli.printing import Row, tell, told_as

if TYPE_CHECKING:
    from datetime import datetime

    from nscl.documents.productivity_papers.paper import RunPaper
    from nscl.institutions.queries import UnitRow
    from nscl.productivity.queries.runs import RunRow

NOT_FOUND = 1
# Ends of file names and the paper that each is.
_FORMS = (".docx", ".xlsx", ".csv", ".sdmx.csv")


@click.command("runs")
@click.option("--province", help="tên hoặc mã tỉnh; không nêu: mọi tỉnh")
@told_as
def runs(province: str | None, as_format: str, to: Path | None) -> None:
    """In danh sách các lần tính năng suất, mới nhất trước."""
    django.setup()
    from nscl.productivity.queries.runs import list_runs

    units = None if province is None else [unit.id for unit in _provinces(province)]
    found = list_runs(None, units)
    if not found:
        click.echo("Chưa có lần tính nào.")
        return
    tell([_row(one) for one in found], as_format, [], to=to, decimals=2)


@click.command("compute-run")
@click.option("--province", required=True, help="tên hoặc mã tỉnh")
@click.option("--first", type=int, help="năm đầu của giai đoạn; không nêu: năm năm cuối có số liệu")
@click.option("--last", type=int, help="năm cuối của giai đoạn")
@click.option("--method", help="phương pháp chính: gso, vnpi, regression, convention, tornqvist, klems")
def compute_run(province: str, first: int | None, last: int | None, method: str | None) -> None:
    """Lập và tính một lần tính nháp theo lựa chọn thường dùng; công bố là việc của lãnh đạo trên trang."""
    django.setup()
    from nscl.economics.growth.accounting import Method
    from nscl.productivity.operations import runs as operations
    from nscl.productivity.operations.run_errors import RunError
    from nscl.productivity.queries.run_proposals import propose_run
    from nscl.productivity.queries.runs import find_run
    from nscl.records.operations import SYSTEM

    if method is not None and method not in set(Method):
        raise click.UsageError(f"Không có phương pháp “{method}”. Chọn: {', '.join(Method)}.")
    unit, now = _provinces(province)[0], timezone.now()
    values = propose_run(unit.id, on=timezone.localdate(now)).values
    values = replace(
        values,
        first_year=values.first_year if first is None else first,
        last_year=values.last_year if last is None else last,
        method=values.method if method is None else Method(method),
    )
    values = replace(values, title=f"TFP và năng suất lao động {values.first_year}–{values.last_year}")
    try:
        number = operations.start_run(unit_id=unit.id, values=values, viewer=None, by=SYSTEM, at=now).number
        operations.compute_run(number=number, version=None, viewer=None, by=SYSTEM, at=now)
    except RunError as refused:
        _stop(str(refused))
    click.echo(f"Lần tính số {number}: {find_run(None, number).row.sentence}")


@click.command("run-export")
@click.argument("number", type=int)
@click.option("-o", "--to", type=click.Path(path_type=Path, dir_okay=False), required=True, help="tệp để ghi")
def run_export(number: int, to: Path) -> None:
    """Ghi một lần tính thành phiếu phương pháp .docx, bảng tính .xlsx có công thức, .csv hoặc .sdmx.csv."""
    write = _writer(to)
    django.setup()
    from nscl.productivity.queries.papers import RunNotComputed, run_paper
    from nscl.productivity.queries.runs import RunMissing

    try:
        paper = run_paper(None, number)
    except RunMissing:
        _stop(f"Không có lần tính số {number}. Cách sửa: xem số của các lần tính bằng nscl runs.")
    except RunNotComputed:
        _stop(f"Lần tính số {number} chưa tính. Cách sửa: mở trang lần tính và bấm “Tính”.")
    try:
        to.write_bytes(write(paper, timezone.now()))
    except OSError as error:
        _stop(f"Không ghi được {to} ({error.strerror}). Cách sửa: chọn thư mục khác.")
    click.echo(f"Đã ghi {to}.")


def _writer(to: Path) -> Callable[[RunPaper, datetime], bytes]:
    """What writes a file of that name; ends with a message for a name that says no form."""
    from nscl.documents.productivity_papers.sdmx_csv import write_results_sdmx
    from nscl.documents.productivity_papers.tidy_csv import write_tidy_csv
    from nscl.documents.productivity_papers.word.whole import write_method_sheet
    from nscl.documents.productivity_papers.workbook import write_workbook

    writers: Mapping[str, Callable[[RunPaper, datetime], bytes]] = {
        ".sdmx.csv": lambda paper, _at: write_results_sdmx(paper),
        ".csv": lambda paper, _at: write_tidy_csv(paper),
        ".docx": lambda paper, _at: write_method_sheet(paper),
        ".xlsx": lambda paper, at: write_workbook(paper, created=at),
    }
    found = next((write for end, write in writers.items() if to.name.lower().endswith(end)), None)
    if found is None:
        raise click.UsageError(f"Tên tệp phải kết thúc bằng {', '.join(_FORMS)}.")
    return found


def _provinces(named: str) -> list[UnitRow]:
    """The provinces of that name or code, today's first; ends with a message where there is none."""
    from nscl.institutions.queries import provinces_among
    from nscl.text.folding import fold

    wanted = fold(named.strip())
    found = [unit for unit in provinces_among(None) if unit.code == wanted or fold(unit.name) == wanted]
    if not found:
        _stop(f"Không có tỉnh “{named}”. Cách sửa: ghi tên không kèm chữ “tỉnh”, hoặc mã hai chữ số.")
    return sorted(found, key=lambda unit: unit.valid_to is not None)


def _row(one: RunRow) -> Row:
    head = one.headline
    return {
        "số": one.number,
        "tỉnh": one.province,
        "tên": one.title + (" (số liệu mẫu)" if one.is_sample else ""),
        "từ": one.first_year,
        "đến": one.last_year,
        "phương pháp": one.method.value,
        "trạng thái": str(one.state.label),
        "TFP %": None if head.tfp is None else head.tfp * 100,
        "tỷ trọng TFP %": None if head.tfp_share is None else head.tfp_share * 100,
    }


def _stop(words: str) -> NoReturn:
    click.echo(f"✗ {words}", err=True)
    sys.exit(NOT_FOUND)
