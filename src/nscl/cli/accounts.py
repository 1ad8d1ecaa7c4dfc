"""`nscl create-account`, `lock-sample-accounts`: the first administrator of a production site comes from here."""

from __future__ import annotations

import sys

import click
import django
from django.utils import timezone

ROLES_FROM_SHELL = {"administrator": "quản trị hệ thống", "national_viewer": "cán bộ Bộ"}


@click.command("create-account")
@click.option("--username", prompt="Tên đăng nhập", help="tên đăng nhập")
@click.option("--full-name", prompt="Họ và tên", help="họ và tên")
@click.option("--email", prompt="Thư điện tử", help="thư điện tử")
@click.option(
    "--password", prompt="Mật khẩu", hide_input=True, confirmation_prompt="Nhập lại mật khẩu", help="mật khẩu"
)
@click.option("--role", type=click.Choice(sorted(ROLES_FROM_SHELL)), default="administrator", help="vai trò")
def create_account(username: str, full_name: str, email: str, password: str, role: str) -> None:
    """Tạo một tài khoản phạm vi cả nước; các tài khoản khác do quản trị viên tạo trên trang Quản trị."""
    django.setup()
    from nscl.accounts import operations
    from nscl.accounts.enums import Role
    from nscl.records.operations import SYSTEM

    now = timezone.now()
    try:
        number = operations.create_account(
            username=username, full_name=full_name, email=email, password=password, by=SYSTEM, at=now
        )
        operations.grant_role(account=number, role=Role(role), scope=operations.RoleScope(), by=SYSTEM, at=now)
    except operations.AccountError as error:
        click.echo(f"✗ {error}", err=True)
        sys.exit(1)
    click.echo(f"Đã tạo tài khoản {username} với vai trò {ROLES_FROM_SHELL[role]}.")


@click.command("lock-sample-accounts")
def lock_sample_accounts() -> None:
    """Khóa mọi tài khoản mẫu, để cấu hình vận hành thật chịu chạy."""
    django.setup()
    from nscl.accounts import operations
    from nscl.records.operations import SYSTEM

    locked = operations.lock_sample_accounts(by=SYSTEM, at=timezone.now())
    click.echo(f"Đã khóa {locked} tài khoản mẫu.")
