"""`nscl up`, `migrate`, `serve`, `assets`: from a fresh folder to a site that answers."""

from __future__ import annotations

import hashlib
import io
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import click

from nscl.cli.database import unapplied
from nscl.cli.files import read_text_or_exit
from nscl.cli.sample import DEFAULT_SEED

DEFAULT_PORT = 8000
LOOPBACK = "127.0.0.1"


def _stop(problem: str, remedy: str) -> NoReturn:
    """One clear line, and out."""
    click.echo(f"✗ {problem} Cách sửa: {remedy}.", err=True)
    sys.exit(1)


def _step(words: str, act: Callable[[], str | None]) -> None:
    """Say what is being done, do it, say how it came out."""
    click.echo(f"→ {words} … ", nl=False)
    click.echo(act() or "xong")


def _start_django() -> None:
    import django

    django.setup()


def _require_writable(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".ghi-thu"
        probe.touch()
        probe.unlink()
    except OSError as refused:
        _stop(
            f"Không ghi được vào thư mục {folder} ({refused.strerror}).",
            "chép NSCL vào thư mục ghi được, hoặc đặt NSCL_VAR_DIR là một thư mục ghi được",
        )


def _require_free(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as refused:
            _stop(
                f"Cổng {port} của {host} không dùng được ({refused.strerror}).",
                f"tắt chương trình đang dùng cổng đó, hoặc chạy NSCL_PORT={port + 1} make up",
            )


def _build_assets() -> str | None:
    from django.core.management import CommandError, call_command

    try:
        return str(call_command("assets", stdout=io.StringIO()))
    except CommandError as failed:
        click.echo("")
        click.echo(f"✗ {failed}", err=True)
        sys.exit(1)


def _collect_static() -> str | None:
    """Bring the static files together under names with a hash, compressed; not where none of them changed."""
    from django.conf import settings
    from django.contrib.staticfiles.finders import get_finders
    from django.core.management import call_command

    files = [(path, storage.path(path)) for finder in get_finders() for path, storage in finder.list([])]
    sizes = [(path, Path(place).stat()) for path, place in sorted(files)]
    parts = [(path, about.st_size, about.st_mtime_ns) for path, about in sizes]
    stamp = hashlib.sha256(repr(parts).encode()).hexdigest()
    stamp_file = Path(settings.STATIC_ROOT) / ".stamp"
    if stamp_file.exists() and stamp_file.read_text() == stamp:
        return "đã có"
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    stamp_file.write_text(stamp)
    return f"{len(files)} tệp"


def _migrate() -> str | None:
    from django.core.management import call_command

    if not unapplied():
        return "đã có"
    call_command("migrate", verbosity=0, interactive=False)
    return None


def _load_reference() -> str | None:
    from django.conf import settings
    from django.utils import timezone

    from nscl.institutions.operations import load_reference
    from nscl.institutions.reference import read_reference
    from nscl.records.operations import SYSTEM

    outcome = load_reference(
        reference=read_reference(Path(settings.DATA_DIR) / "reference"), by=SYSTEM, at=timezone.now()
    )
    changed = outcome.created + outcome.updated + outcome.removed
    return f"ghi {changed} dòng" if changed else "đã có"


def _load_forms() -> str | None:
    from django.conf import settings
    from django.utils import timezone

    from nscl.records.operations import SYSTEM
    from nscl.training.operations.questionnaires import load_shipped
    from nscl.training.question_files.shipped import FOLDER, read_shipped

    loaded = load_shipped(forms=read_shipped(Path(settings.DATA_DIR) / FOLDER), by=SYSTEM, at=timezone.now())
    return f"ghi {loaded.changed} phiếu" if loaded.changed else "đã có"


def _load_published_plans() -> str | None:
    from django.conf import settings
    from django.utils import timezone

    from nscl.documents.pack.reader import read_pack_file
    from nscl.finance.operations.intake import LoadResult, load_published
    from nscl.records.operations import SYSTEM

    packs = [
        (read_pack_file(path), _document_text(path.parent.name))
        for path in sorted((Path(settings.DATA_DIR) / "plans").glob("*/plan.yaml"))
    ]
    outcomes = load_published(packs=packs, by=SYSTEM, at=timezone.now())
    created = sum(outcome.result is LoadResult.CREATED for outcome in outcomes)
    return f"nạp {created} kế hoạch" if created else "đã có"


def _document_text(slug: str) -> str | None:
    """The text of a published document, where NSCL_PLAN_TEXTS names a folder that has it (`<slug>/source.txt`)."""
    folder = os.environ.get("NSCL_PLAN_TEXTS")
    path = Path(folder or ".") / slug / "source.txt"
    return read_text_or_exit(path) if folder and path.is_file() else None


def _create_sample_accounts() -> str | None:
    from django.utils import timezone

    from nscl.accounts.operations import create_sample_accounts

    created = create_sample_accounts(at=timezone.now())
    return f"tạo {created} tài khoản" if created else "đã có"


def _load_sample_year() -> str | None:
    from django.utils import timezone

    from nscl.records.operations import SYSTEM
    from nscl.work.queries.sample import has_any_work

    if has_any_work():  # said before what fills a sample is imported: that takes as long as everything else
        return "đã có"
    from nscl.reporting.operations.sample import fill_sample_of_all

    filled = fill_sample_of_all(seed=DEFAULT_SEED, by=SYSTEM, at=timezone.now())
    activities = sum(one.year.work.activities for one in filled)
    return f"ghi {activities} hoạt động của {len(filled)} kế hoạch" if filled else "đã có"


def _prepare() -> None:
    from django.conf import settings

    _require_writable(Path(settings.VAR_DIR))
    _start_django()
    _step("Phông chữ, kịch bản, bản dịch", _build_assets)
    _step("Tệp tĩnh", _collect_static)
    _step("Cơ sở dữ liệu", _migrate)
    _step("Danh mục tỉnh, xã, cơ quan", _load_reference)
    _step("Phiếu đánh giá, bài kiểm tra có sẵn", _load_forms)


@click.command()
@click.option("--host", default=LOOPBACK, envvar="NSCL_HOST", help="địa chỉ lắng nghe")
@click.option("--port", default=DEFAULT_PORT, envvar="NSCL_PORT", type=click.IntRange(1, 65535), help="cổng")
@click.option("--prepare-only", is_flag=True, help="chuẩn bị xong thì dừng, không chạy máy chủ")
@click.option("--sample/--no-sample", default=True, envvar="NSCL_SAMPLE", help="ghi một năm số liệu mẫu lần đầu chạy")
def up(host: str, port: int, prepare_only: bool, sample: bool) -> None:
    """Chuẩn bị mọi thứ rồi chạy NSCL với năm kế hoạch đã công bố, các tài khoản mẫu và một năm số liệu mẫu."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "nscl.config.settings.sample"
    if not prepare_only:
        _require_free(host, port)
    _prepare()
    _step("Năm kế hoạch đã công bố", _load_published_plans)
    _step("Tài khoản mẫu", _create_sample_accounts)
    if sample:
        _step("Một năm số liệu mẫu", _load_sample_year)
    if prepare_only:
        return
    _print_sign_ins(f"http://{host}:{port}/")
    _run_server(host, port)


def _print_sign_ins(address: str) -> None:
    from nscl.accounts.sample import SAMPLE_ACCOUNTS, SAMPLE_PASSWORD

    click.echo(f"\nNSCL chạy tại  {address}   (dừng: Ctrl+C)")
    click.echo("DỮ LIỆU MẪU. Đăng nhập bằng một trong các tài khoản mẫu, mật khẩu chung: " + SAMPLE_PASSWORD)
    width = max(len(account.username) for account in SAMPLE_ACCOUNTS)
    for account in SAMPLE_ACCOUNTS:
        click.echo(f"  {account.username:<{width}}  {account.full_name}")
    _print_sample_year()
    click.echo("")


def _print_sample_year() -> None:
    from nscl.work.queries.sample import sample_years

    years = sample_years()
    if years:
        listed = ", ".join(str(year) for year in years)
        click.echo(f"Có số liệu mẫu năm {listed}, ghi rõ trên từng trang. Gỡ đi: .venv/bin/nscl sample --remove")


@click.command()
def migrate() -> None:
    """Tạo hoặc nâng cấp cơ sở dữ liệu và nạp danh mục. Chạy lại không đổi gì."""
    _prepare()


@click.command()
def assets() -> None:
    """Dựng phông chữ, kịch bản và bản dịch từ các gói PyPI."""
    from django.conf import settings

    _require_writable(Path(settings.VAR_DIR))
    _start_django()
    _step("Phông chữ, kịch bản, bản dịch", _build_assets)


def _refuse_unmigrated() -> None:
    if unapplied():
        _stop("Cơ sở dữ liệu chưa được tạo hoặc chưa nâng cấp.", "chạy nscl migrate trước")


def _refuse_sample_accounts() -> None:
    from nscl.accounts.queries import refuse_sample_accounts

    refuse_sample_accounts()


@click.command()
@click.option("--host", default=LOOPBACK, envvar="NSCL_HOST", help="địa chỉ lắng nghe")
@click.option("--port", default=DEFAULT_PORT, envvar="NSCL_PORT", type=click.IntRange(1, 65535), help="cổng")
def serve(host: str, port: int) -> None:
    """Chạy máy chủ web theo DJANGO_SETTINGS_MODULE (mặc định: cấu hình mẫu)."""
    _require_free(host, port)
    _start_django()
    _refuse_unmigrated()
    _refuse_sample_accounts()
    _run_server(host, port)


def _run_server(host: str, port: int) -> None:
    """Become the application server. Synchronous workers, one a core: threads add only tail latency (stack.md §8).

    The application is loaded before the workers are forked: once, and not while somebody waits for a first page.
    """
    workers = str(max(2, os.cpu_count() or 2))
    arguments = ["--bind", f"{host}:{port}", "--workers", workers, "--preload", "--log-level", "warning"]
    os.execv(sys.executable, [sys.executable, "-m", "gunicorn", "nscl.config.wsgi:application", *arguments])
