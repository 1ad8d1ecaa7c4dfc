"""The process that works on a large file of activities: started by the web server, for one person's upload."""

from __future__ import annotations

from nscl.web.work_import.worker import WORK
from nscl.web.workers.file_jobs import FileCommand


class Command(FileCommand):
    """See `FileCommand`."""

    help = "Xem trước hoặc nhập một tệp hoạt động lớn đã tải lên; máy chủ web tự gọi lệnh này."
    work = WORK
