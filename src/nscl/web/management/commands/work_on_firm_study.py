"""The process that works on a study of firms: started by the web server, for one person's upload."""

from __future__ import annotations

from typing import ClassVar

from nscl.web.firm_studies.worker import MEMORY_BYTES, WORK
from nscl.web.workers.file_jobs import FileCommand


class Command(FileCommand):
    """See `FileCommand`."""

    help = "Tính một nghiên cứu doanh nghiệp từ tệp đã tải lên; máy chủ web tự gọi lệnh này."
    work = WORK
    memory: ClassVar[int] = MEMORY_BYTES
