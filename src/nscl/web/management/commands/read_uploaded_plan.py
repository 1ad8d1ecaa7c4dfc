"""The worker of one reading: started by the web server after an upload, in a process of its own."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from nscl.documents.reading.reading import read_document
from nscl.plans.operations.errors import ReadingMissing, ReadingMoved
from nscl.web.plan_reading.worker import read_upload
from nscl.web.workers.bounds import limit_process


class Command(BaseCommand):
    """Bounds itself, reads, writes the result, ends."""

    help = "Đọc một văn bản kế hoạch đã tải lên; máy chủ web tự gọi lệnh này."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Which reading."""
        parser.add_argument("number", type=int, help="số của lần đọc")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run. Raises CommandError where that reading waits for nobody."""
        limit_process()
        try:
            read_upload(options["number"], read=read_document)
        except (ReadingMissing, ReadingMoved) as nothing:
            raise CommandError(str(nothing)) from nothing
