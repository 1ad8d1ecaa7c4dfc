"""What a process does that works on somebody's large file: within its bounds, as that person, in their language."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Final, Generic, Protocol, TypeVar

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from nscl.accounts.rules import NotAllowed
from nscl.records.operations.file_runs import Job, RunGone
from nscl.records.spreadsheets.problems import ImportFileRefused
from nscl.web.plan_editing import uploads
from nscl.web.workers.bounds import MAX_MEMORY_BYTES, TooLong, limit_process
from nscl.web.workers.signs import NotWanted, Signs

SIGN_EVERY_SECONDS: Final = 1.0
_LOGGER: Final = logging.getLogger(__name__)
J = TypeVar("J", bound=Job)
Started_co = TypeVar("Started_co", bound=Job, covariant=True)
D = TypeVar("D")


class _Start(Protocol[Started_co]):
    def __call__(self, *, number: int, at: datetime) -> Started_co: ...


class _Finish(Protocol):
    def __call__(self, *, job: Any, done: Any, at: datetime) -> None: ...


class _Fail(Protocol):
    def __call__(self, *, job: Any, problem: str, at: datetime) -> None: ...


class _Sign(Protocol):
    def __call__(self, *, job: Any, done: int, total: int, at: datetime) -> bool: ...


@dataclass(frozen=True, kw_only=True)
class Work(Generic[J, D]):
    """One kind of file: the package's operations on its runs, and what is done with the file.

    do: given the job, the upload and where to note how far it is. refusals: what `do` raises to be told as it is.
    """

    start: _Start[J]
    sign: _Sign
    finish: _Finish
    fail: _Fail
    do: Callable[[J, uploads.Upload, Callable[[int, int], None]], D]
    refusals: tuple[type[Exception], ...]

    def work_on(self, number: int, *, sign_every: float = SIGN_EVERY_SECONDS) -> None:
        """Do what the run `number` asks for and write what came of it, whatever that is.

        sign_every: seconds between signs of life; 0: none besides the progress itself. Raises RunGone where there is
        nothing to do (any more).
        """
        job = self.start(number=number, at=timezone.now())

        def sign(done: int, total: int) -> bool:
            return self.sign(job=job, done=done, total=total, at=timezone.now())

        try:
            with override(job.language), Signs(sign, sign_every) as signs:
                found = self._found(job, signs)
            if isinstance(found, str):
                self.fail(job=job, problem=found, at=timezone.now())
            else:
                self.finish(job=job, done=found, at=timezone.now())
        except (NotWanted, RunGone):
            _LOGGER.info("file run %s is not wanted any more", number)

    def _found(self, job: J, signs: Signs) -> D | str:
        """What was done, or why it could not be. Raises NotWanted, RunGone."""
        refusals: tuple[type[Exception], ...] = (ImportFileRefused, NotAllowed, *self.refusals)
        try:
            return self.do(job, uploads.find(token=job.token, owner=job.owner), signs.note)
        except uploads.UploadGone:
            return _("Tệp đã tải lên không còn trên máy chủ. Hãy chọn lại tệp.")
        except refusals as refused:
            return str(refused)
        except (NotWanted, RunGone):
            raise
        except (MemoryError, RecursionError):
            return _("Tệp này cần quá nhiều bộ nhớ. Hãy chia thành nhiều tệp rồi nhập lần lượt.")
        except TooLong:
            return _("Đọc tệp này mất quá nhiều thời gian. Hãy chia thành nhiều tệp rồi nhập lần lượt.")
        except Exception:
            # The process ends here: whatever happened, the person must be told.
            _LOGGER.exception("file run %s", job.number)
            return _("Có lỗi ngoài dự kiến nên chưa nhập gì. Hãy gửi tệp này cho bộ phận kỹ thuật.")


class FileCommand(BaseCommand):
    """A command that the web server starts for one run: bounds itself, works, writes the result, ends.

    memory: bytes of addresses that its process may have.
    """

    requires_system_checks: list[str] = []
    work: Work[Any, Any]
    memory: ClassVar[int] = MAX_MEMORY_BYTES

    def add_arguments(self, parser: CommandParser) -> None:
        """Which run."""
        parser.add_argument("number", type=int, help="số của lần chạy")

    def handle(self, *args: Any, **options: Any) -> None:
        """Run. Raises CommandError where that run waits for nobody."""
        limit_process(self.memory)
        try:
            self.work.work_on(options["number"])
        except RunGone as nothing:
            raise CommandError("Lần chạy này không còn, hoặc đã có tiến trình khác làm.") from nothing
