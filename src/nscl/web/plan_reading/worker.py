"""What the worker process does: read one document within its bounds, and write what came of it.

Only the command `read_uploaded_plan` imports this: the reader's libraries stay out of the web server.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Final, Protocol

from django.conf import settings
from django.utils import timezone

from nscl.documents.pack.problems import PackError
from nscl.documents.pack.reader import count_lines, read_pack
from nscl.documents.pack.writer import write_pack
from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.formats import Progress
from nscl.documents.reading.gazetteer import Gazetteer
from nscl.documents.reading.results import Reading
from nscl.institutions.reference import read_gazetteer
from nscl.plans.operations.errors import ReadingMissing, ReadingMoved
from nscl.plans.operations.readings.working import Job, fail_reading, finish_reading, give_sign, start_reading
from nscl.web.plan_reading import storage
from nscl.web.workers.bounds import TooLong
from nscl.web.workers.signs import NotWanted, Signs

SIGN_EVERY_SECONDS: Final = 1.0
_LOGGER: Final = logging.getLogger(__name__)


class Reader(Protocol):
    """`nscl.documents.reading.reading.read_document`."""

    def __call__(self, data: bytes, *, name: str, gazetteer: Gazetteer, progress: Progress | None = None) -> Reading:
        """Read a document."""


def read_upload(number: int, *, read: Reader, sign_every: float = SIGN_EVERY_SECONDS) -> None:
    """Read the document of the reading `number` and write what came of it, whatever that is.

    sign_every: seconds between signs of life; 0: none besides the reader's own progress. Raises ReadingMissing,
    ReadingMoved where there is nothing to read (any more).
    """
    job = start_reading(number=number, at=timezone.now())
    try:
        with signs_of(job, sign_every) as signs:
            found = _read(job, read, signs)
        _write(job, found)
    except (NotWanted, ReadingMissing, ReadingMoved):
        _LOGGER.info("reading %s is not wanted any more", number)


def signs_of(job: Job, every: float) -> Signs:
    """The signs of life of a reading."""
    return Signs(lambda done, total: give_sign(job=job, done=done, total=total, at=timezone.now()), every)


def _write(job: Job, found: Reading | ReadingError) -> None:
    if isinstance(found, ReadingError):
        fail_reading(job=job, error=found, at=timezone.now())
    else:
        finish_reading(job=job, read=found, at=timezone.now())


def _read(job: Job, read: Reader, signs: Signs) -> Reading | ReadingError:
    """What was read, or why it could not be. Raises NotWanted."""
    try:
        data = storage.path_of(job.token).read_bytes()
    except OSError:
        _LOGGER.exception("the file of reading %s", job.number)
        return ReadingError(
            "gone", "Tệp đã tải lên không còn đọc được trên máy chủ", "bỏ lần đọc này rồi tải lại văn bản"
        )
    try:
        found = read(data, name=job.file_name, gazetteer=_gazetteer(), progress=signs.note)
        _refuse_unsound(found)
        return found
    except ReadingError as error:
        return error
    except NotWanted:
        raise
    except (MemoryError, RecursionError):
        return ReadingError(
            "memory",
            "Đọc văn bản này cần quá nhiều bộ nhớ",
            "lưu lại văn bản không kèm ảnh, hoặc tách các phụ lục thành tệp riêng",
        )
    except TooLong:
        return ReadingError(
            "time", "Đọc văn bản này mất quá nhiều thời gian", "tách văn bản thành các phần, hoặc dùng bản có lớp chữ"
        )
    except Exception:
        # The process ends here: whatever happened, the person must be told.
        _LOGGER.exception("the reader failed on reading %s", job.number)
        return ReadingError(
            "defect",
            "Bộ đọc gặp lỗi ngoài dự kiến",
            "gửi văn bản này cho bộ phận kỹ thuật; trong lúc chờ, nạp gói kế hoạch hoặc nhập từng mục",
        )


def _refuse_unsound(found: Reading) -> None:
    """Raise ReadingError where pack and text do not fit together: no draft could be made of them."""
    if b"\0" in found.source:
        # PostgreSQL keeps no such text, and no plan has it.
        raise ReadingError("null-characters", "Văn bản có ký tự rỗng (NUL)", "lưu lại văn bản từ chương trình gốc")
    try:
        read_pack(write_pack(found.pack).encode(), name="plan.yaml", source_lines=count_lines(found.source))
    except PackError as error:
        raise ReadingError(
            "pack",
            f"Kết quả đọc không hợp thành một kế hoạch: {error.problems[0].message}",
            "gửi văn bản này cho bộ phận kỹ thuật; trong lúc chờ, nạp gói kế hoạch hoặc nhập từng mục",
        ) from error


def _gazetteer() -> Gazetteer:
    return read_gazetteer(Path(settings.DATA_DIR) / "reference")
