"""`nscl read-plan`: a document into a draft plan pack, without a database."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeVar

import click
from django.conf import settings

from nscl.cli.files import EXIT_UNREADABLE
from nscl.documents.pack.labels import value_label
from nscl.documents.pack.values import Span
from nscl.documents.pack.writer import write_pack
from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.formats import check_size
from nscl.documents.reading.reading import read_document
from nscl.documents.reading.results import Doubt, Reading, Unread
from nscl.institutions.reference import read_gazetteer

SOURCE_NAME = "source.txt"
MOST_LISTED = 10  # doubts and passages that are printed one by one; `--all` prints the rest
EXCERPT = 90  # characters of an unread passage

T = TypeVar("T")


@click.command("read-plan")
@click.argument("document", type=click.Path(path_type=Path))
@click.option("-o", "--output", type=click.Path(path_type=Path, dir_okay=False), help="gói ghi ra (plan.yaml)")
@click.option("--force", is_flag=True, help="ghi đè tệp đã có")
@click.option("--all", "everything", is_flag=True, help="in hết các chỗ nghi ngờ và các đoạn chưa đọc")
def read_plan(document: Path, output: Path | None, *, force: bool, everything: bool) -> None:
    """Đọc văn bản kế hoạch DOCUMENT (.docx, .pdf, .txt, .md) thành gói kế hoạch nháp.

    Có -o thì ghi gói ra tệp, cạnh nó là source.txt (văn bản mà số dòng chỉ tới); không có thì in gói ra màn hình.
    Mã kết thúc: 0 đã đọc, 2 không đọc được văn bản.
    """
    if output is not None and not force:
        _refuse_existing(output, document)
    reading = _read(document)
    if output is None:
        click.echo(write_pack(reading.pack), nl=False)
    else:
        _write(reading, output, document)
    click.echo(_summary(reading, output, None if everything else MOST_LISTED), err=True)


def _read(document: Path) -> Reading:
    """The reading of a file; the command ends with its one message where it cannot be read."""
    try:
        check_size(document)
        data = document.read_bytes()
        gazetteer = read_gazetteer(Path(settings.DATA_DIR) / "reference")
        with _Progress(document.name) as progress:
            return read_document(data, name=document.name, gazetteer=gazetteer, progress=progress.show)
    except ReadingError as error:
        _exit(f"{document}: {error}")
    except OSError as error:
        _exit(f"{document}: không mở được tệp ({error.strerror}). Cách sửa: kiểm tra đường dẫn và quyền đọc.")


def _refuse_existing(output: Path, document: Path) -> None:
    for file in (output, output.with_name(SOURCE_NAME)):
        if file.exists() and not _same(file, document):
            _exit(f"{file}: tệp đã có, không ghi đè. Cách sửa: chọn tên khác, hoặc thêm --force.")


def _same(one: Path, other: Path) -> bool:
    return one.exists() and other.exists() and one.samefile(other)


def _write(reading: Reading, output: Path, document: Path) -> None:
    """Pack and text, each whole or not at all: written beside their places and then moved there."""
    source = output.with_name(SOURCE_NAME)
    files = [(output, write_pack(reading.pack).encode())]
    if not _same(source, document):
        files.insert(0, (source, reading.source))
    try:
        output.parent.mkdir(parents=True, exist_ok=True)
        for file, content in files:
            part = file.with_name(f".{file.name}.part")
            part.write_bytes(content)
            part.replace(file)
    except OSError as error:
        _exit(f"{error.filename}: không ghi được tệp ({error.strerror}). Cách sửa: kiểm tra thư mục và quyền ghi.")


class _Progress:
    """A bar on the terminal for documents of many pages; silent where the output is not a terminal."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._shown = False

    def __enter__(self) -> _Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            click.echo(err=True)

    @property
    def show(self) -> Callable[[int, int], None] | None:
        """What the reader calls with the pages done and the pages in all."""
        return self._draw if sys.stderr.isatty() else None

    def _draw(self, done: int, total: int) -> None:
        self._shown = True
        click.echo(f"\rĐang đọc {self._name}: trang {done}/{total}", nl=False, err=True)


def _summary(reading: Reading, output: Path | None, most: int | None) -> str:
    pack = reading.pack
    budget = pack.budget
    counts = [
        (len(pack.targets), "mục tiêu"),
        (sum(len(target.measures) for target in pack.targets), "chỉ tiêu"),
        (len(pack.tasks), "nhiệm vụ"),
        (len(budget.lines) if budget else 0, "dòng dự toán"),
        (len(budget.stated) if budget else 0, "số tiền trong lời văn"),
        (len(pack.responsibilities), "trách nhiệm"),
        (len(pack.reporting), "nghĩa vụ báo cáo"),
    ]
    plan = pack.plan
    number = plan.number or "chưa có số"
    head = f"{plan.title}\n{plan.issuer}, {number}, giai đoạn {plan.period.start}–{plan.period.end}"
    blocks = [head, "Đã đọc " + ", ".join(f"{count} {noun}" for count, noun in counts) + "."]
    blocks += [f"Lưu ý: {note}" for note in reading.document.notes]
    blocks += _listed(f"{len(reading.doubts)} chỗ nghi ngờ, cần người xem", reading.doubts, _doubt, most)
    blocks += _listed(f"{len(reading.unread)} đoạn chưa được đọc", reading.unread, _passage, most)
    severities = Counter(value_label(finding.severity) for finding in pack.findings)
    found = ", ".join(f"{count} {name}" for name, count in severities.items()) or "không có"
    blocks.append(f"Mâu thuẫn trong văn bản: {found}.")
    if output is not None:
        blocks.append(f"Đã ghi {output} và {output.with_name(SOURCE_NAME)}. Xem mâu thuẫn: nscl check-plan {output}")
    return "\n".join(blocks)


def _listed(title: str, items: tuple[T, ...], line: Callable[[T], str], most: int | None) -> list[str]:
    if not items:
        return [f"{title}."]
    shown = items if most is None else items[:most]
    rest = len(items) - len(shown)
    return [f"{title}:", *(f"  {line(item)}" for item in shown), *([f"  … và {rest} chỗ nữa (--all)"] if rest else [])]


def _doubt(doubt: Doubt) -> str:
    return f"{_place(doubt.at)} · {doubt.subject}: {doubt.reason}"


def _passage(passage: Unread) -> str:
    words = " ".join(passage.text.split())
    return f"{_place(passage.at)} · {words if len(words) <= EXCERPT else words[:EXCERPT] + '…'}"


def _place(at: Span | None) -> str:
    if at is None:
        return "cả văn bản"
    return f"dòng {at.first}" if at.first == at.last else f"dòng {at.first}–{at.last}"


def _exit(words: str) -> NoReturn:
    click.echo(words, err=True)
    sys.exit(EXIT_UNREADABLE)
