"""What the worker process does: read one document within its bounds, and write what came of it.

Only the command `read_uploaded_plan` imports this: the reader's libraries stay out of the web server.
"""

from __future__ import annotations

import logging
import resource
import signal
import threading
from contextlib import suppress
from pathlib import Path
from types import FrameType, TracebackType
from typing import Final, Protocol

from django.conf import settings
from django.db import DatabaseError, connections
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

# Bounds of one worker. The reader needs under 400 MB for 300 pages; libraries map about as much again.
MAX_MEMORY_BYTES: Final = 2 * 1024**3
# Reading takes seconds; only OCR of a long scan takes minutes of a core.
MAX_CPU_SECONDS: Final = 15 * 60
# After the soft bound the worker still has to say what happened.
GRACE_SECONDS: Final = 10
MAX_SECONDS: Final = 30 * 60
SIGN_EVERY_SECONDS: Final = 1.0
_LOGGER: Final = logging.getLogger(__name__)


class Reader(Protocol):
    """`nscl.documents.reading.reading.read_document`."""

    def __call__(self, data: bytes, *, name: str, gazetteer: Gazetteer, progress: Progress | None = None) -> Reading:
        """Read a document."""


class NotWanted(Exception):
    """The reading was discarded or begun anew while this worker was at it."""


class TooLong(Exception):
    """The worker has used up its time."""


def limit_process() -> None:
    """Bound this process for good: memory, time of the processor, time on the clock, no memory dump."""
    for limit, values in (
        (resource.RLIMIT_AS, (MAX_MEMORY_BYTES, MAX_MEMORY_BYTES)),
        (resource.RLIMIT_CPU, (MAX_CPU_SECONDS, MAX_CPU_SECONDS + GRACE_SECONDS)),
        (resource.RLIMIT_CORE, (0, 0)),
    ):
        # A system may know no such bound, or have set a lower one.
        with suppress(ValueError, OSError):
            resource.setrlimit(limit, values)
    signal.signal(signal.SIGXCPU, _time_is_up)
    signal.signal(signal.SIGALRM, _time_is_up)
    signal.alarm(MAX_SECONDS)


def _time_is_up(_signal: int, _frame: FrameType | None) -> None:
    raise TooLong


def read_upload(number: int, *, read: Reader, sign_every: float = SIGN_EVERY_SECONDS) -> None:
    """Read the document of the reading `number` and write what came of it, whatever that is.

    sign_every: seconds between signs of life; 0: none besides the reader's own progress. Raises ReadingMissing,
    ReadingMoved where there is nothing to read (any more).
    """
    job = start_reading(number=number, at=timezone.now())
    try:
        with Signs(job, sign_every) as signs:
            found = _read(job, read, signs)
        _write(job, found)
    except (NotWanted, ReadingMissing, ReadingMoved):
        _LOGGER.info("reading %s is not wanted any more", number)


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


class Signs:
    """Signs of life of a worker, given from a thread of their own: a single page may take the reader a minute."""

    def __init__(self, job: Job, every: float) -> None:
        self._job = job
        self._every = every
        self._done = self._total = 0
        self._ended = threading.Event()
        self._unwanted = threading.Event()
        self._thread = threading.Thread(target=self._give, name="signs", daemon=True)

    def __enter__(self) -> Signs:
        if self._every:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._ended.set()
        if self._every:
            self._thread.join()

    def note(self, done: int, total: int) -> None:
        """The reader's progress. Raises NotWanted where the reading was discarded or begun anew."""
        self._done, self._total = done, total
        if not self._every:
            self._sign()
        if self._unwanted.is_set():
            raise NotWanted

    def _give(self) -> None:
        while not self._ended.wait(self._every):
            # A busy database: the next sign is a second away.
            with suppress(DatabaseError):
                self._sign()
        connections.close_all()

    def _sign(self) -> None:
        if not give_sign(job=self._job, done=self._done, total=self._total, at=timezone.now()):
            self._unwanted.set()
