"""The `nscl` command: thin, each command in a module of its own, imported only when it is called."""

from __future__ import annotations

import importlib
import os
import sys
from collections.abc import Mapping
from typing import Any

import click
from django.core.exceptions import ImproperlyConfigured
from django.db.utils import DatabaseError

# Command → the module of this package that holds it, and the line that `nscl --help` shows.
COMMANDS = {
    "up": ("site", "chuẩn bị và chạy NSCL với năm kế hoạch mẫu"),
    "migrate": ("site", "tạo hoặc nâng cấp cơ sở dữ liệu, nạp danh mục"),
    "serve": ("site", "chạy máy chủ web"),
    "assets": ("site", "dựng phông chữ, kịch bản và bản dịch"),
    "read-plan": ("read_plan", "đọc văn bản kế hoạch (.docx, .pdf, .txt) thành gói kế hoạch nháp"),
    "plan-template": ("plan_template", "ghi mẫu kế hoạch .docx để điền"),
    "check-plan": ("check_plan", "tìm chỗ mâu thuẫn trong một gói kế hoạch"),
    "load-plan": ("plans", "nạp một gói kế hoạch làm bản nháp"),
    "export-plan": ("plans", "xuất một kế hoạch thành gói"),
    "sample": ("sample", "ghi một năm số liệu mẫu của một tỉnh, hoặc gỡ đi (--remove)"),
    "tfp": ("productivity", "tính tốc độ tăng TFP và đóng góp từ tệp .csv"),
    "lp": ("productivity", "tách tốc độ tăng năng suất lao động theo ngành từ tệp .csv"),
    "firms": ("firms", "năng suất của doanh nghiệp từ tệp .csv, .parquet: tfp, dea, malmquist, sfa"),
    "runs": ("productivity_runs", "in danh sách các lần tính năng suất đã lưu"),
    "compute-run": ("productivity_runs", "lập và tính một lần tính năng suất nháp của một tỉnh"),
    "run-export": ("productivity_runs", "ghi một lần tính thành .docx, .xlsx có công thức, .csv hoặc .sdmx.csv"),
    "rules": ("rules", "đối chiếu quy định hỗ trợ với hồ sơ thử (check), thử một dự thảo trên hồ sơ đã có (try)"),
    "activities-template": ("activities", "ghi tệp mẫu .xlsx để điền hoạt động của một kế hoạch năm"),
    "import-activities": ("activities", "nhập hoạt động từ tệp .xlsx vào một kế hoạch năm"),
    "remind": ("remind", "gửi thư nhắc việc sắp đến hạn, quá hạn (chạy mỗi ngày)"),
    "check-ledger": ("ledger", "đối chiếu số dư của sổ kinh phí với tổng các bút toán"),
    "check-support": ("support", "đối chiếu hồ sơ hỗ trợ với quỹ, khoản chi, nội dung đang giữ"),
    "check-training": ("training", "đối chiếu lượt người của các lớp với điểm danh"),
    "ledger-template": ("ledger_files", "ghi tệp mẫu .xlsx để điền chứng từ của một kế hoạch"),
    "export-ledger": ("ledger_files", "ghi cả sổ kinh phí của một kế hoạch thành tệp .xlsx"),
    "export-budget": ("budget_files", "ghi phụ lục dự toán của một kế hoạch thành tệp .xlsx có công thức"),
    "import-ledger": ("ledger_files", "ghi chứng từ từ tệp .xlsx vào sổ kinh phí của một kế hoạch"),
    "organisation": ("organisation", "in những gì sổ đăng ký biết về một tổ chức, theo mã số thuế"),
    "organisation-template": ("organisation_files", "ghi tệp mẫu .xlsx để điền tổ chức của một tỉnh"),
    "import-organisations": ("organisation_files", "nhập tổ chức từ tệp .xlsx, .csv vào sổ của một tỉnh"),
    "export-organisations": ("organisation_files", "ghi sổ tổ chức của một tỉnh thành tệp .xlsx"),
    "statistics-template": ("statistics", "ghi tệp mẫu .xlsx để điền số liệu tính năng suất của một tỉnh"),
    "import-statistics": ("statistics", "nhập số liệu từ tệp .xlsx hoặc SDMX-CSV vào một tỉnh"),
    "export-statistics": ("statistics", "ghi số liệu của một tỉnh thành tệp .xlsx hoặc SDMX-CSV"),
    "report": ("report", "báo cáo: ghi ra tệp, kỳ báo cáo, mẫu, gói số liệu (build, rounds, check-template, …)"),
    "person-data": ("privacy", "in mọi dữ liệu đang giữ về một người, khi người ấy yêu cầu"),
    "forget-contacts": ("privacy", "xóa liên hệ của người học đã quá thời gian được giữ (chạy mỗi tháng)"),
    "tidy-evidence": ("evidence", "dọn tệp minh chứng: xóa tệp quá hạn, tệp dở dang; báo tệp bị mất"),
    "verify-certificate": ("certificates", "kiểm chữ ký của mã QR trên giấy chứng nhận, không cần mạng"),
    "certificate-key": ("certificates", "in khóa công khai để nơi khác kiểm giấy chứng nhận"),
    "lock-sample-accounts": ("accounts", "khóa các tài khoản mẫu để vận hành thật"),
    "create-account": ("accounts", "tạo tài khoản và trao vai trò"),
}


class LazyGroup(click.Group):
    """A group whose commands are imported when used: `nscl check-plan` must not wait for the database.

    held: its commands, each with the module that holds it and the line of help.
    """

    def __init__(self, *arguments: Any, held: Mapping[str, tuple[str, str]] = COMMANDS, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.held = held

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of all commands."""
        return list(self.held)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, or None."""
        if cmd_name not in self.held:
            return None
        module = importlib.import_module(f"nscl.cli.{self.held[cmd_name][0]}")
        command = getattr(module, cmd_name.replace("-", "_"))
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; one that meets a database which was never made, or is not there, says so in one line."""
        try:
            return super().invoke(ctx)
        except DatabaseError as error:
            from nscl.cli.database import what_is_missing

            words = what_is_missing(error)
            if words is None:
                raise
            click.echo(f"✗ {words}", err=True)
            sys.exit(1)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        with formatter.section("Lệnh"):
            formatter.write_dl([(name, line) for name, (_, line) in self.held.items()])


@click.group(cls=LazyGroup)
@click.version_option(package_name="nscl")
def main() -> None:
    """NSCL: chương trình năng suất chất lượng của tỉnh."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "nscl.config.settings.sample")


def run() -> None:
    """The program: `main`, with a setting that is refused told in one line, not in a traceback."""
    try:
        main()
    except ImproperlyConfigured as refused:
        click.echo(f"✗ {refused}", err=True)
        sys.exit(1)
