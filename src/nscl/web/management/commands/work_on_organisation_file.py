"""The process that works on a large file of organisations: started by the web server, for one person's upload."""

from __future__ import annotations

from nscl.web.organisations_import.worker import WORK
from nscl.web.workers.file_jobs import FileCommand


class Command(FileCommand):
    """See `FileCommand`."""

    help = "Xem trước hoặc nhập một tệp tổ chức lớn đã tải lên; máy chủ web tự gọi lệnh này."
    work = WORK
