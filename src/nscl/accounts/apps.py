"""The package's Django configuration."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Accounts and roles."""

    name = "nscl.accounts"
    verbose_name = "Tài khoản"
