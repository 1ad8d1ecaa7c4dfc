"""The process that works on a large file of organisations: started by the web server, for one person's upload."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from nscl.organisations.operations.import_runs import ImportRunGone
from nscl.web.organisations_import.worker import work_on
from nscl.web.workers.bounds import limit_process


class Command(BaseCommand):
    """Bounds itself, works, writes the result, ends."""

    help = "Xem trước hoặc nhập một tệp tổ chức lớn đã tải lên; máy chủ web tự gọi lệnh này."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Which run."""
        parser.add_argument("number", type=int, help="số của lần chạy")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run. Raises CommandError where that run waits for nobody."""
        limit_process()
        try:
            work_on(options["number"])
        except ImportRunGone as nothing:
            raise CommandError("Lần chạy này không còn, hoặc đã có tiến trình khác làm.") from nothing
