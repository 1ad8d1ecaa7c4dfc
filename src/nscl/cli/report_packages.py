"""`nscl report package`, `take-in`, `package-key`, `trust-key`, `revoke-key`: a province in a file, out and in."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click
import django
from django.conf import settings
from django.utils import timezone

from nscl.cli.refusal import refuse
from nscl.cli.report import plan_for

if TYPE_CHECKING:
    from nscl.records.signing import Signer
    from nscl.reporting.operations.packages import Verified
    from nscl.reporting.queries.sending import WrittenPackage

_FILE: Final = click.Path(path_type=Path, exists=True, dir_okay=False)


@click.command()
@click.option("--province", required=True, help="tên hoặc mã tỉnh; kế hoạch của các tỉnh đã nhập vào cũng được tính")
@click.option("--year", type=int, required=True, help="năm báo cáo")
@click.option("--plan", "slug", help="tên ngắn của kế hoạch, nếu tỉnh có nhiều kế hoạch cho năm đó")
@click.option("--live", is_flag=True, help="gửi số liệu hôm nay, không phải của báo cáo đã ban hành")
@click.option(
    "-o", "--to", type=click.Path(path_type=Path), help="tệp hoặc thư mục ghi ra; không nêu: thư mục hiện tại"
)
def package(*, province: str, year: int, slug: str | None, live: bool, to: Path | None) -> None:
    """Xuất gói số liệu của một tỉnh và năm (.nscl.zip): ký bằng khóa của hệ thống này, không có dữ liệu cá nhân."""
    django.setup()
    from nscl import __version__
    from nscl.reporting.queries.figures import ScopeNotFound
    from nscl.reporting.queries.sending import NothingToSend, write_province_package

    plan, signer, now = plan_for(province, year, slug), _signer(), timezone.now()
    folder = Path() if to is None else to if to.is_dir() else to.parent
    try:
        # Beside where it goes, so that nobody finds half a package there.
        with (
            tempfile.TemporaryDirectory(dir=folder, prefix=".nscl-") as beside,
            (Path(beside) / "goi").open("wb") as file,
        ):
            written = write_province_package(
                file,
                viewer=None,
                plan_id=plan.number,
                year=year,
                at=now,
                on=timezone.localdate(now),
                signer=signer,
                deployment=settings.DEPLOYMENT_NAME,
                software=f"nscl {__version__}",
                is_live=live,
            )
            file.close()
            target = to if to is not None and not to.is_dir() else folder / written.file_name
            Path(file.name).replace(target)
    except NothingToSend as error:
        _stop(f"{error} Gửi số liệu hiện thời: thêm --live.")
    except ScopeNotFound:
        _stop(f"{plan.label} không có bản đang có hiệu lực. Cách sửa: ban hành kế hoạch trước.")
    except OSError as error:
        _stop(f"Không ghi được vào {folder} ({error.strerror}). Cách sửa: chọn thư mục khác.")
    _tell_written(written, target, signer)


@click.command("take-in")
@click.argument("file", type=_FILE)
@click.option("--check", is_flag=True, help="chỉ kiểm và in nội dung, không ghi gì")
@click.option("--sample", is_flag=True, help="nhận cả khi gói là số liệu mẫu")
def take_in(file: Path, check: bool, sample: bool) -> None:
    """Nhận gói số liệu của một tỉnh: kiểm chữ ký, mã băm, từng dòng trước khi ghi; sai một chỗ thì không ghi gì."""
    django.setup()
    from nscl.records.operations import SYSTEM
    from nscl.reporting.operations.package_errors import PackageRefused, SampleOffered
    from nscl.reporting.operations.packages import look_at_package, take_in_package

    now = timezone.now()
    try:
        with file.open("rb") as stream:
            if check:
                _tell_verified(look_at_package(file=stream, viewer=None, at=now))
                return
            done = take_in_package(
                file=stream, file_name=file.name, viewer=None, by=SYSTEM, at=now, accept_sample=sample
            )
    except SampleOffered as refused:
        _stop(f"{refused.problem} Chỉ nhận khi đang thử: thêm --sample.")
    except PackageRefused as refused:
        _stop(str(refused))
    except OSError as error:
        _stop(f"Không đọc được {file} ({error.strerror}). Cách sửa: kiểm tra quyền đọc tệp.")
    if not done.is_new:
        click.echo(f"Đã nhận gói này ngày {timezone.localtime(done.taken_at):%d/%m/%Y}; không ghi gì thêm.")
        return
    click.echo(
        f"✓ Đã nhận {done.province}, năm {done.year}: {done.measures} chỉ tiêu, {done.supports} lượt hỗ trợ."
        + (" Gói cũ của năm đó được thay, vẫn giữ." if done.superseded else "")
    )


@click.command("package-key")
def package_key() -> None:
    """In khóa công khai (PEM) của hệ thống này và số của khóa; nơi nhận gói thêm khóa này vào danh sách tin cậy.

    Chạy lần đầu thì tạo khóa. Khóa riêng nằm ở NSCL_PACKAGE_KEY_FILE: hãy sao lưu tệp đó, không đưa cho ai.
    """
    django.setup()
    from nscl.records.signing import public_pem

    signer = _signer()
    click.echo(public_pem(signer.public_key), nl=False)
    click.echo(f"Mã khóa: {signer.key_id}", err=True)


@click.command("trust-key")
@click.argument("file", type=_FILE)
@click.option("--name", required=True, help="tên hệ thống gửi, ví dụ “Sở KH&CN Bắc Ninh”")
@click.option("--province", required=True, help="mã hai chữ số của tỉnh mà khóa này được gửi số liệu")
def trust_key(file: Path, name: str, province: str) -> None:
    """Tin cậy khóa công khai trong FILE (.pem) cho số liệu của một tỉnh. Trước đó so mã khóa qua điện thoại."""
    django.setup()
    from nscl.institutions.queries import unit_by_code
    from nscl.institutions.rules import InstitutionsError
    from nscl.records.operations import SYSTEM
    from nscl.records.signing import KeyUnusable, key_id, read_public_key
    from nscl.reporting.operations.keys import add_key
    from nscl.reporting.operations.package_errors import KeyRefused

    now = timezone.now()
    try:
        key = read_public_key(file, command="nscl report package-key")
        unit = unit_by_code(province, on=timezone.localdate(now))
        pem = file.read_text(encoding="ascii")
        add_key(pem=pem, name=name, unit_id=unit.id, viewer=None, by=SYSTEM, at=now)
    except (KeyUnusable, KeyRefused, InstitutionsError) as error:
        _stop(str(error))
    click.echo(f"✓ Đã tin cậy khóa {key_id(key)} cho {unit.label}.")


@click.command("revoke-key")
@click.argument("key")
@click.option("--reason", required=True, help="vì sao không tin cậy nữa")
def revoke_key(key: str, reason: str) -> None:
    """Thu hồi khóa có mã KEY: gói ký bằng khóa ấy không được nhận nữa; gói đã nhận vẫn giữ."""
    django.setup()
    from nscl.records.operations import SYSTEM
    from nscl.reporting.operations.keys import revoke_key as revoke
    from nscl.reporting.operations.package_errors import KeyRefused
    from nscl.reporting.queries.packages import number_of_key

    number = number_of_key(key.strip().lower())
    if number is None:
        _stop(f"Không có khóa mã {key}. Cách sửa: ghi đủ 16 chữ của mã khóa.")
    try:
        revoke(number=number, reason=reason, viewer=None, by=SYSTEM, at=timezone.now())
    except KeyRefused as error:
        _stop(str(error))
    click.echo(f"✓ Đã thu hồi khóa {key}.")


def _signer() -> Signer:
    from nscl.records.signing import KeyUnusable, load_signer

    try:
        return load_signer(Path(settings.PACKAGE_KEY_FILE))
    except KeyUnusable as error:
        _stop(str(error))


def _tell_written(written: WrittenPackage, target: Path, signer: Signer) -> None:
    which = "số liệu hiện thời, chưa ban hành" if written.is_live else f"báo cáo đã ban hành, bản {written.edition}"
    click.echo(f"✓ Đã ghi {target} ({target.stat().st_size} byte): {which}, {written.rows} dòng, khóa {signer.key_id}.")
    if written.left_out:
        click.echo(f"  Không đưa vào gói: {written.left_out} dòng của hộ kinh doanh (dữ liệu cá nhân).")
    if written.is_sample:
        click.echo("  Gói chứa số liệu mẫu, không phải số liệu thật của tỉnh.")


def _tell_verified(found: Verified) -> None:
    which = "số liệu hiện thời" if found.is_live else f"báo cáo đã ban hành, bản {found.edition}"
    click.echo(f"✓ Gói đúng: {found.province}, năm {found.year}, {found.plan_label}, {which}.")
    click.echo(f"  Gửi từ “{found.deployment}” ({found.software}), khóa {found.key_id} ({found.key_name}).")
    click.echo(f"  Lập lúc {timezone.localtime(found.made_at):%H:%M %d/%m/%Y}, tính đến {found.as_of:%d/%m/%Y}.")
    click.echo(f"  {found.measures} chỉ tiêu, {found.supports} lượt hỗ trợ, {found.rows} dòng tất cả.")
    if found.is_sample:
        click.echo("  Là số liệu mẫu: chỉ nhận khi thêm --sample.")
    if found.received is not None:
        click.echo("  Gói này đã được nhận trước đây; nhận lại không ghi gì thêm.")
    elif found.supersedes is not None:
        click.echo("  Gói này mới hơn gói đang dùng của cùng tỉnh, năm, kế hoạch và sẽ thay gói ấy.")


def _stop(words: str) -> NoReturn:
    refuse(f"✗ {words}")
