"""From what a person sent to a plan pack, or to every problem in it."""

from __future__ import annotations

import hashlib
from decimal import ROUND_CEILING, Decimal
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from nscl.documents.checks import Finding, check_pack
from nscl.documents.pack.problems import PackError, PackProblem
from nscl.documents.pack.reader import count_lines, read_pack
from nscl.documents.pack.schema import PlanPack
from nscl.institutions.reference import ReferenceRegister, read_reference
from nscl.text.formats import format_number
from nscl.web.plan_editing.uploads import Upload

# The longest of the published documents has 120 kB of text.
MAX_TEXT_BYTES = 5_000_000
TENTH_OF_MEGABYTE = 100_000
TEXT_NAME = "source.txt"


def read_upload(upload: Upload) -> PlanPack:
    """The pack of an upload. Raises PackError with all problems, those of the document's text included."""
    return read_pack_and_text(upload.name, upload.pack, upload.text)


def read_pack_and_text(name: str, pack: bytes, text: bytes | None) -> PlanPack:
    """A pack, with its spans held against the document's text where it is given. Raises PackError."""
    if text is None:
        return read_pack(pack, name=name)
    text_of(text)
    read = read_pack(pack, name=name, source_lines=count_lines(text))
    digest = hashlib.sha256(text).hexdigest()
    if read.source is not None and read.source.sha256 != digest:
        message = _("không phải văn bản mà gói đã được đọc từ đó (nội dung khác, cùng số dòng)")
        remedy = _("chọn đúng tệp văn bản, hoặc sửa mã kiểm tra văn bản (source.sha256) trong gói")
        raise PackError([PackProblem(TEXT_NAME, 1, "", message, remedy)])
    return read


def text_of(data: bytes) -> str:
    """A document's text. Raises PackError where it is not UTF-8."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = PackProblem(TEXT_NAME, line, "", _("không phải UTF-8"), _("lưu lại tệp với bảng mã UTF-8"))
        raise PackError([problem]) from None


def too_large(name: str, size: int, limit: int) -> PackProblem:
    """What to say of a file that is refused before it is read."""
    message = _("tệp quá lớn: %(size)s MB, giới hạn %(limit)s MB") % {
        "size": _megabytes(size),
        "limit": _megabytes(limit),
    }
    return PackProblem(name, 1, "", message, _("kiểm tra lại có đúng tệp không"))


def _megabytes(size: int) -> str:
    """Bytes in MB to a tenth, rounded up: a file just above a limit never reads as the limit itself."""
    tenths = Decimal(size) / TENTH_OF_MEGABYTE
    return format_number(tenths.to_integral_value(ROUND_CEILING) / 10)


def findings_of(pack: PlanPack) -> tuple[Finding, ...]:
    """The contradictions of a pack, as `nscl check-plan` finds them: against the reference data, without a database."""
    return check_pack(pack, register=_register())


@lru_cache(maxsize=1)
def _register() -> ReferenceRegister:
    return ReferenceRegister(read_reference(Path(settings.DATA_DIR) / "reference"))
