"""Reads a `plan.yaml` strictly: either a whole `PlanPack`, or every problem in it with line, cause and remedy."""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from pydantic import ValidationError

from nscl.documents.pack.messages import describe
from nscl.documents.pack.nodes import Document
from nscl.documents.pack.problems import PackError, PackProblem
from nscl.documents.pack.references import check_references, check_spans
from nscl.documents.pack.schema import PlanPack

# The largest published pack has under 100 kB; a plan of a whole country would not reach this.
MAX_PACK_BYTES = 5_000_000
SOURCE_NAME = "source.txt"

_BOM = b"\xef\xbb\xbf"


@dataclass(frozen=True, slots=True)
class _SourceText:
    """What is known of the text beside the pack."""

    lines: int
    sha256: str | None


def read_pack(data: bytes, *, name: str, source_lines: int | None = None) -> PlanPack:
    """Read a plan pack from the bytes of its YAML.

    ``name`` is the file's name for the messages; ``source_lines`` the number of lines of the document's text where it
    is at hand (else the pack's own ``source.lines`` bounds the spans). Raises PackError with all problems at once.
    """
    source = None if source_lines is None else _SourceText(source_lines, None)
    return _read(data, name, source)


def read_pack_file(path: Path) -> PlanPack:
    """Read the pack at ``path``, with the `source.txt` beside it where there is one.

    Raises PackError as `read_pack` does, also where the pack names the SHA-256 of another text than the one beside
    it; OSError where a file cannot be read.
    """
    _refuse_large(path.stat().st_size, str(path))
    source_path = path.with_name(SOURCE_NAME)
    source = None
    if source_path.is_file():
        text = source_path.read_bytes()
        source = _SourceText(count_lines(text), hashlib.sha256(text).hexdigest())
    return _read(path.read_bytes(), str(path), source)


def count_lines(text: bytes) -> int:
    """The number of lines of a text as editors count them: line feeds, and a last line without one."""
    return text.count(b"\n") + (not text.endswith(b"\n") and bool(text))


def _read(data: bytes, name: str, source: _SourceText | None) -> PlanPack:
    document = Document(_decode(data, name), name=name)
    problems = document.slip_problems()
    if not isinstance(document.data, dict):
        message = "gói kế hoạch phải là một nhóm khoá: giá trị"
        raise PackError([*problems, document.problem((), message, "bắt đầu bằng schema: 1, rồi plan, legal_basis, …")])
    pack = None
    try:
        pack = PlanPack.model_validate(document.data, by_alias=True, by_name=False)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            if not document.is_refused(detail["loc"]):
                problems.append(document.problem(detail["loc"], *describe(detail)))
    problems += _context_problems(document, source)
    if pack is None or problems:
        raise PackError(problems)
    return pack


def _context_problems(document: Document, source: _SourceText | None) -> list[PackProblem]:
    problems: list[PackProblem] = []

    def report(path: tuple[str | int, ...], message: str, remedy: str) -> None:
        problems.append(document.problem(path, message, remedy))

    check_references(document.data, report)
    data = document.data
    declared = data.get("source") if isinstance(data, dict) else None
    declared_lines = declared.get("lines") if isinstance(declared, dict) else None
    declared_sha256 = declared.get("sha256") if isinstance(declared, dict) else None
    if source is not None and isinstance(declared_lines, int) and declared_lines != source.lines:
        message = f"gói ghi {declared_lines} dòng, {SOURCE_NAME} có {source.lines} dòng"
        report(("source", "lines"), message, "đặt đúng văn bản đã đọc cạnh gói, hoặc sửa source.lines")
    known_sha256 = source.sha256 if source is not None else None
    if known_sha256 is not None and isinstance(declared_sha256, str) and declared_sha256 != known_sha256:
        message = f"{SOURCE_NAME} cạnh gói không phải văn bản đã đọc (SHA-256 khác)"
        report(("source", "sha256"), message, f"đặt đúng văn bản, hoặc ghi {known_sha256}")
    lines = source.lines if source is not None else declared_lines
    if isinstance(lines, int):
        check_spans(data, lines, report)
    return problems


def _decode(data: bytes, name: str) -> str:
    _refuse_large(len(data), name)
    try:
        # Windows editors put a byte order mark in front of UTF-8.
        return data.removeprefix(_BOM).decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        message = f"không phải UTF-8 (byte {data[error.start]:#04x})"
        raise PackError([PackProblem(name, line, "", message, "lưu lại tệp với bảng mã UTF-8")]) from None


def _refuse_large(size: int, name: str) -> None:
    if size > MAX_PACK_BYTES:
        message = f"tệp quá lớn: {size} byte, giới hạn {MAX_PACK_BYTES} byte"
        raise PackError([PackProblem(name, 1, "", message, "kiểm tra lại có đúng tệp plan.yaml không")])
