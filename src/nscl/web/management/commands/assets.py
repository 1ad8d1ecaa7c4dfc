"""Fonts and compiled messages, made at set-up; `nscl assets` calls it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from nscl.web.ui.assets import MissingPackage, build_assets


class Command(BaseCommand):
    """Makes what is missing or out of date; its result says how many files that were."""

    help = "Tạo phông chữ và biên dịch các bản dịch; chỉ làm phần còn thiếu hoặc đã cũ."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> str:
        """Run. Raises CommandError with the remedy where a package or the right to write is missing."""
        try:
            made = build_assets(Path(settings.ASSETS_DIR))
        except MissingPackage as missing:
            raise CommandError(str(missing)) from missing
        except OSError as refused:
            raise CommandError(
                f"Không ghi được {refused.filename} ({refused.strerror}). Cách sửa: cấp quyền ghi cho thư mục này."
            ) from refused
        return f"dựng {len(made)} tệp" if made else "đã có"
