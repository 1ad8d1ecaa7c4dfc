"""`nscl report`: the reports of a province, from the shell: built, their templates checked, their rounds listed."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click
import django
from django.utils import timezone

from nscl.cli import LazyGroup
from nscl.cli.printing import Row, tell, told_as
from nscl.cli.refusal import refuse

if TYPE_CHECKING:
    from nscl.institutions.queries import AgencyRow
    from nscl.reporting.enums import FileForm
    from nscl.reporting.queries.building import Built
    from nscl.reporting.queries.rounds import RoundRow
    from nscl.work.queries.plan_choices import PlanChoice

# Command of the group → the module of this package that holds it, and its line of help.
COMMANDS_OF_REPORT = {
    "build": ("report", "ghi báo cáo của tỉnh, hoặc của một cơ quan, thành .docx, .xlsx hoặc .pdf"),
    "rounds": ("report", "in các kỳ báo cáo: bao nhiêu cơ quan đã nộp, hạn, báo cáo đã ban hành"),
    "check-template": ("report", "kiểm một mẫu báo cáo .docx trước khi đưa lên"),
    "package": ("report_packages", "xuất gói số liệu của một tỉnh, có chữ ký"),
    "take-in": ("report_packages", "nhận gói số liệu của một tỉnh từ nơi khác"),
    "package-key": ("report_packages", "in khóa công khai của nơi này để nơi khác tin cậy"),
    "trust-key": ("report_packages", "tin cậy khóa công khai của một tỉnh để nhận gói của tỉnh đó"),
    "revoke-key": ("report_packages", "thu hồi một khóa đã tin cậy"),
}


@click.group(cls=LazyGroup, held=COMMANDS_OF_REPORT)
def report() -> None:
    """Báo cáo của chương trình: ghi ra tệp, xem kỳ báo cáo, kiểm mẫu, trao đổi gói số liệu."""


@click.command()
@click.option("--province", required=True, help="tên hoặc mã tỉnh; kế hoạch của các tỉnh đã nhập vào cũng được tính")
@click.option("--year", type=int, required=True, help="năm báo cáo")
@click.option("--plan", "slug", help="tên ngắn của kế hoạch, nếu tỉnh có nhiều kế hoạch cho năm đó")
@click.option("--agency", help="tên hoặc mã (so-y-te) của một cơ quan: ghi báo cáo của cơ quan đó")
@click.option("--live", is_flag=True, help="tính lại từ hồ sơ hôm nay, kể cả khi báo cáo đã ban hành")
@click.option("-o", "--to", type=click.Path(path_type=Path, dir_okay=False), required=True, help=".docx, .xlsx, .pdf")
def build(*, province: str, year: int, slug: str | None, agency: str | None, live: bool, to: Path) -> None:
    """Ghi báo cáo năm: bản đã ban hành đúng như đã phát hành; chưa có thì bản đang soạn, hoặc số liệu hôm nay."""
    form = _form(to)
    django.setup()
    from nscl.reporting.queries.building import build_agency_report, build_report
    from nscl.reporting.queries.figures import ScopeNotFound

    plan, now = plan_for(province, year, slug), timezone.now()
    today = timezone.localdate(now)
    try:
        if agency is None:
            built = build_report(plan=plan.number, year=year, form=form, live=live, today=today, at=now)
        else:
            body = _agency(agency, plan, year).id
            built = build_agency_report(
                plan=plan.number, year=year, agency=body, form=form, live=live, today=today, at=now
            )
    except ScopeNotFound:
        _stop(f"{plan.label} không có bản đang có hiệu lực. Cách sửa: ban hành kế hoạch trước.")
    _write(built, to)


@click.command("check-template")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--for",
    "purpose",
    type=click.Choice(["province", "agency"]),
    default="province",
    show_default=True,
    help="mẫu báo cáo của tỉnh hay của cơ quan",
)
def check_template(file: Path, purpose: str) -> None:
    """Kiểm một mẫu .docx: trường lạ, trường thiếu, chỗ hỏng, kèm nơi và cách sửa."""
    from nscl.documents.report_papers.templates import check_template as check

    try:
        content = file.read_bytes()
    except OSError as error:
        _stop(f"Không đọc được {file} ({error.strerror}). Cách sửa: kiểm tra quyền đọc tệp.")
    problems = check(content, purpose)
    if not problems:
        click.echo(f"{file}: mẫu dùng được.")
        return
    refuse("\n".join([f"✗ {file}: {len(problems)} chỗ phải sửa.", *(f"  {problem}" for problem in problems)]))


@click.command()
@click.option("--province", help="tên hoặc mã tỉnh; không nêu: mọi tỉnh")
@click.option("--year", type=int, help="năm báo cáo; không nêu: mọi năm")
@told_as
def rounds(province: str | None, year: int | None, as_format: str, to: Path | None) -> None:
    """In các kỳ báo cáo, mới nhất trước."""
    django.setup()
    from nscl.accounts.enums import Role
    from nscl.accounts.rules import Grant, Viewer
    from nscl.reporting.queries.rounds import list_rounds

    units = None if province is None else _units(province)
    # Whoever has the shell reads what an auditor of the whole country reads.
    reader = Viewer(0, "", (Grant(Role.AUDITOR, None),))
    found = list_rounds(reader, unit_ids=units, year=year, on=timezone.localdate())
    if not found:
        click.echo("Chưa có kỳ báo cáo nào.")
        return
    tell([_row(one) for one in found], as_format, [], to=to)


def _row(one: RoundRow) -> Row:
    issued = one.issued
    return {
        "số": one.number,
        "tỉnh": one.unit_name,
        "kỳ": one.title + (" (số liệu mẫu)" if one.is_sample else ""),
        "năm": one.year,
        "trạng thái": str(one.state.label),
        "hạn cơ quan": f"{one.agencies_due:%d/%m/%Y}",
        "hạn tỉnh": f"{one.province_due:%d/%m/%Y}" if one.province_due else "",
        "cơ quan": one.tally.asked,
        "đã nộp": one.tally.sent,
        "quá hạn": one.tally.late,
        "bản ban hành": issued.ordinal if issued else None,
    }


def _form(to: Path) -> FileForm:
    from nscl.reporting.enums import FileForm

    found = next((form for form in FileForm if to.name.lower().endswith(f".{form.value}")), None)
    if found is None:
        raise click.UsageError("Tên tệp phải kết thúc bằng .docx, .xlsx hoặc .pdf.")
    return found


def plan_for(province: str, year: int, slug: str | None) -> PlanChoice:
    """The one plan of a province for a year; ends with a message where there is none, or more than one."""
    from nscl.work.queries.sample import plans_of_province

    found = [plan for plan in plans_of_province(province, year) if slug is None or plan.slug == slug]
    if not found:
        which = f" tên {slug}" if slug else ""
        _stop(
            f"Không có kế hoạch{which} đang có hiệu lực của “{province}” cho năm {year}. Cách sửa: kiểm tra tên tỉnh "
            "(có thể ghi mã), năm, và việc nạp, ban hành kế hoạch."
        )
    if len(found) > 1:
        names = ", ".join(plan.slug for plan in found)
        _stop(f"“{province}” có {len(found)} kế hoạch cho năm {year}. Cách sửa: thêm --plan với một trong: {names}.")
    return found[0]


def _agency(named: str, plan: PlanChoice, year: int) -> AgencyRow:
    """The body of the province on the last day of the year (or today); ends with a message where there is none."""
    from nscl.institutions.queries import agencies_of
    from nscl.text.folding import fold

    on = min(timezone.localdate(), date(year, 12, 31))
    wanted = fold(named.strip())
    named_so = (
        one for one in agencies_of(plan.unit_id, on) if wanted in {one.key, fold(one.name), fold(one.full_name)}
    )
    found = next(named_so, None)
    if found is None:
        _stop(
            f"Không có cơ quan “{named}” của tỉnh vào ngày {on:%d/%m/%Y}. Cách sửa: ghi tên đầy đủ, ví dụ “Sở Y tế”, "
            "hoặc mã như so-y-te."
        )
    return found


def _units(province: str) -> frozenset[int]:
    """The provinces of that name or code, with all that went into them; ends with a message where there is none."""
    from nscl.institutions.queries import provinces_among, territories
    from nscl.text.folding import fold

    wanted = fold(province.strip())
    found = [unit.id for unit in provinces_among(None) if unit.code == wanted or fold(unit.name) == wanted]
    if not found:
        _stop(f"Không có tỉnh “{province}”. Cách sửa: ghi tên không kèm chữ “tỉnh”, hoặc mã hai chữ số.")
    return frozenset().union(*territories(found).values())


def _write(built: Built, to: Path) -> None:
    try:
        to.write_bytes(built.content)
    except OSError as error:
        _stop(f"Không ghi được {to} ({error.strerror}). Cách sửa: chọn thư mục khác.")
    click.echo(f"Đã ghi {to}: {built.says}.")


def _stop(words: str) -> NoReturn:
    refuse(f"✗ {words}")
