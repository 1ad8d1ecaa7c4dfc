"""What a reader would find in the small plan's document, without reading one; and its way through the operations."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import count

from django.core.files.uploadedfile import SimpleUploadedFile

from nscl.accounts.models import User
from nscl.accounts.queries import viewer_of
from nscl.accounts.rules import Viewer
from nscl.documents.pack.schema import PlanPack
from nscl.documents.pack.values import Span
from nscl.documents.reading.blocks import Document, Line
from nscl.documents.reading.errors import ReadingError
from nscl.documents.reading.formats import Progress
from nscl.documents.reading.gazetteer import Gazetteer
from nscl.documents.reading.results import Doubt, Reading, Unread
from nscl.finance.operations.readings import Header, draft_reading
from nscl.plans.operations.readings.uploading import register_reading
from nscl.plans.operations.readings.working import Job, finish_reading, start_reading
from nscl.records.operations import Actor
from nscl.web.plan_reading import storage
from tests.factories.people import AT
from tests.factories.plans import SMALL_TEXT, small_pack

DOUBTS = (
    Doubt("tasks[1.1].lead", Span(20, 22), "agency-unsure", "Hai cơ quan cùng khớp với chữ viết tắt."),
    Doubt("tasks[1.1].outputs[1].value", Span(21, 21), "quantity-unsure", "Số lớp có thể là 45 hoặc 4,5."),
    Doubt("targets[T1].measures[2].value", Span(11, 11), "quantity-unsure", "Khoảng giá trị không rõ."),
    Doubt("budget.lines[I.2].total", Span(32, 32), "column-unsure", "Hai cách xếp cột đều khớp."),
    Doubt("budget.stated[2]", Span(36, 36), "words-unsure", "Chữ viết không rõ."),
    Doubt("budget.years", None, "years-unsure", "Hàng đầu của bảng bị mờ."),
    Doubt("legal_basis[2].date", Span(3, 3), "date-unsure", "Không thấy ngày của nghị quyết."),
    Doubt("plan.issued_on", None, "date-unsure", "Ngày ban hành lấy từ dòng ký."),
    Doubt("reviews", Span(47, 48), "left-out", "Có nhắc sơ kết nhưng không rõ năm."),
)
UNREAD = (Unread(Span(51, 53), "dòng 51 dòng 52 dòng 53", 2), Unread(Span(58, 58), "dòng 58", None))
NOTES = ("Văn bản dùng bảng mã TCVN3 (ABC), đã chuyển sang Unicode.",)
NAME = "ke-hoach-da-ky.txt"
_numbers = count(1)


def small_reading(
    pack: PlanPack | None = None,
    *,
    doubts: tuple[Doubt, ...] = DOUBTS,
    unread: tuple[Unread, ...] = UNREAD,
) -> Reading:
    """The small plan as a reader would hand it on."""
    lines = tuple(Line(number, text) for number, text in enumerate(SMALL_TEXT.splitlines(), start=1))
    document = Document(NAME, lines, (), NOTES)
    return Reading(document, SMALL_TEXT.encode(), pack or small_pack(), doubts, unread)


def pretended(reading: Reading | ReadingError) -> Callable[..., Reading]:
    """A reader that finds this whatever it is given, after two pages."""

    def read(data: bytes, *, name: str, gazetteer: Gazetteer, progress: Progress | None = None) -> Reading:
        assert data
        assert name == NAME
        assert gazetteer.provinces()
        if progress is not None:
            progress(1, 2)
        if isinstance(reading, ReadingError):
            raise reading
        return reading

    return read


def uploaded(person: User, *, content: bytes | None = None, at: datetime = AT) -> int:
    """A document of this person that waits to be read; each is another one. Returns the reading's number."""
    stored = storage.keep(SimpleUploadedFile(NAME, content or f"văn bản {next(_numbers)}".encode()))
    viewer = viewer_of(person)
    reading = register_reading(
        token=stored.token,
        file_name=NAME,
        size=stored.size,
        sha256=stored.sha256,
        viewer=viewer,
        by=actor_of(viewer),
        at=at,
    )
    return reading.pk


def begun(person: User, *, at: datetime = AT) -> Job:
    """A document that a worker has taken."""
    return start_reading(number=uploaded(person, at=at), at=at)


def read_through(person: User, reading: Reading | None = None, *, at: datetime = AT) -> int:
    """A document that was read. Returns the reading's number."""
    job = begun(person, at=at)
    finish_reading(job=job, read=reading or small_reading(), at=at)
    return job.number


def header_of(pack: PlanPack, *, slug: str = "") -> Header:
    """The head of a pack, as a person would leave it."""
    plan = pack.plan
    return Header(
        slug=slug or plan.slug,
        title=plan.title,
        number=plan.number,
        issued_on=plan.issued_on,
        province_name=plan.province.name,
        province_code=plan.province.code,
        start=plan.period.start,
        end=plan.period.end,
    )


def drafted(person: User, *, slug: str = "doc-thu-2021-2025", reading: Reading | None = None) -> int:
    """A draft that was read from a document. Returns the edition's number."""
    number = read_through(person, reading)
    viewer = viewer_of(person)
    outcome = draft_reading(
        number=number, header=header_of(small_pack(), slug=slug), viewer=viewer, by=actor_of(viewer), at=AT
    )
    return outcome.edition_id


def actor_of(viewer: Viewer) -> Actor:
    """The person as the audit trail names them."""
    return Actor(viewer.number, viewer.name)
