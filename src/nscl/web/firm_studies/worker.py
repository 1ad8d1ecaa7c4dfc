"""What the process does that works on a study."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from django.utils.translation import gettext as _

from nscl.economics.analytics import MissingExtra
from nscl.economics.problems import DataProblem
from nscl.productivity.operations.studies import StudyJob, fail_study, finish_study, give_sign, take_study
from nscl.productivity.operations.studies.computing import compute_study
from nscl.productivity.rules.studies import StudyFound
from nscl.web.plan_editing.uploads import Upload
from nscl.web.workers.bounds import TooLong
from nscl.web.workers.file_jobs import Work

# Addresses, not memory: the libraries map 2 GB before they read a row, more on a machine of more cores, and the rows
# of a file of 100 MB lie in files that are mapped too. What DuckDB holds in memory it bounds itself.
MEMORY_BYTES: Final = 8 * 1024**3
# How DuckDB and Arrow begin what they say when they are refused memory; Arrow's is an OSError like any other.
_NO_MEMORY: Final = "Out of Memory"


def _do(job: StudyJob, upload: Upload, note: Callable[[int, int], None]) -> StudyFound:
    try:
        return compute_study(job.file_name, upload.pack, job.values, note)
    except TooLong:
        raise DataProblem(job.file_name, _("tính quá 15 phút chưa xong."), _smaller()) from None
    except (MemoryError, OSError) as error:
        if isinstance(error, OSError) and _NO_MEMORY not in str(error):
            raise
        raise DataProblem(job.file_name, _("cần nhiều bộ nhớ hơn máy chủ cho phép."), _smaller()) from None


def _smaller() -> str:
    return _("Hãy chọn ít phương pháp hơn, bớt mẫu bootstrap, hoặc chạy lệnh nscl firms tfp trên máy tính khác.")


WORK: Final = Work(
    start=take_study,
    sign=give_sign,
    finish=finish_study,
    fail=fail_study,
    do=_do,
    refusals=(DataProblem, MissingExtra),
)
