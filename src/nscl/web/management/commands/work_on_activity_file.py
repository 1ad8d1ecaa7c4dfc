"""The process that works on a large file of activities: started by the web server, for one person's upload."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from nscl.web.work_import.worker import work_on
from nscl.web.workers.bounds import limit_process
from nscl.work.operations.import_runs import RunGone


class Command(BaseCommand):
    """Bounds itself, works, writes the result, ends."""

    help = "Xem trước hoặc nhập một tệp hoạt động lớn đã tải lên; máy chủ web tự gọi lệnh này."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Which run."""
        parser.add_argument("number", type=int, help="số của lần chạy")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run. Raises CommandError where that run waits for nobody."""
        limit_process()
        try:
            work_on(options["number"])
        except RunGone as nothing:
            raise CommandError("Lần chạy này không còn, hoặc đã có tiến trình khác làm.") from nothing
