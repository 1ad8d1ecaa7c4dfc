"""`manage.py assets`: fonts and compiled messages, made once at set-up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from nscl.web.ui.assets import MissingPackage, build_fonts, compile_messages

LOCALE = Path(__file__).resolve().parents[2] / "locale"


class Command(BaseCommand):
    """Makes what is missing or out of date and says what it made."""

    help = "Tạo phông chữ và biên dịch các bản dịch; chỉ làm phần còn thiếu hoặc đã cũ."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Run. Raises CommandError with the remedy where a package or the right to write is missing."""
        folder = Path(settings.ASSETS_DIR)
        made = 0
        try:
            for name, is_new in build_fonts(folder / "nscl" / "fonts"):
                made += self._tell(f"phông chữ {name}", is_new)
            for name, is_new in compile_messages(LOCALE):
                made += self._tell(f"bản dịch {name}", is_new)
        except MissingPackage as error:
            raise CommandError(str(error)) from error
        except OSError as error:
            raise CommandError(
                f"Không ghi được {error.filename}: {error.strerror}. Cách sửa: cấp quyền ghi cho thư mục này."
            ) from error
        if not made:
            self.stdout.write("Phông chữ và bản dịch đã đủ.")

    def _tell(self, what: str, is_new: bool) -> int:
        if is_new:
            self.stdout.write(f"Đã tạo {what}")
        return int(is_new)
