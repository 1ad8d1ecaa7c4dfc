"""What was read of a document, before a draft is made of it: figures, doubts, what was not read, contradictions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404
from django.utils.translation import gettext as _

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.documents.pack.enums import FindingSeverity
from nscl.documents.pack.problems import PackError
from nscl.documents.pack.reader import read_pack
from nscl.documents.pack.schema import PlanHeader, PlanPack
from nscl.institutions.queries import UnitRow, provinces_among
from nscl.plans.queries.document import split_lines
from nscl.plans.queries.readings import DoubtRow, PassageLines, ReadingContent, ReadingNotFound, ReadingRow, content_of
from nscl.text.formats import format_number
from nscl.web.plan_editing.problems import findings_table, severities_in_words
from nscl.web.plan_editing.reading import findings_of
from nscl.web.plan_reading.review.subjects import subject_in_words
from nscl.web.plans import sentences
from nscl.web.plans.addresses import lines_in_words
from nscl.web.ui.parts import Empty, Stat, Stats, Tone
from nscl.web.ui.tables import Column, Kind, Table, TableQuery, TableView

ROWS_SHOWN = 20
# So much of a passage tells what it is.
EXCERPT_LENGTH = 240
_FINDINGS, _DOUBTS, _PASSAGES = "phat-hien-", "nghi-ngo-", "chua-doc-"


@dataclass(frozen=True)
class Summary:
    """What the page shows. notes: what happened on the way; tables: doubts, passages, findings."""

    header: PlanHeader
    provinces: Sequence[UnitRow]
    stats: Stats
    notes: Sequence[str]
    doubts: Sequence[DoubtRow]
    passages: int
    tables: Sequence[TableView[Any]]


@dataclass(frozen=True)
class ShownPassage:
    """A passage with its first words."""

    passage: PassageLines
    excerpt: str


def summary_of(viewer: Viewer, reading: ReadingRow, query: TableQuery) -> Summary:
    """What was read. Raises Http404 where it is not there any more. Five queries."""
    try:
        content = content_of(viewer, reading.number)
        pack = read_pack(content.pack.encode(), name=reading.file_name)
    except (ReadingNotFound, PackError) as gone:
        raise Http404 from gone
    findings = findings_of(pack)
    counts = {severity: sum(one.severity is severity for one in findings) for severity in FindingSeverity}
    found = Stat(
        _("Mâu thuẫn trong văn bản"),
        format_number(len(findings)),
        severities_in_words(counts) or _("không có"),
        "#bang-phat-hien",
        "search-check",
        tone=Tone.BAD if counts[FindingSeverity.ERROR] else None,
    )
    return Summary(
        header=pack.plan,
        provinces=provinces_among(viewer.units_with(Permission.EDIT_PLANS)),
        stats=Stats([*_stats(pack, content), found]),
        notes=content.notes,
        doubts=content.doubts,
        passages=len(content.passages),
        tables=[
            _doubts_table(content).present(_with(query, _DOUBTS)),
            _passages_table(content).present(_with(query, _PASSAGES)),
            findings_table(findings).present(_with(query, _FINDINGS)),
        ],
    )


def _with(query: TableQuery, prefix: str) -> TableQuery:
    """The query of one of several tables of a page."""
    return TableQuery(query.path, query.parameters, prefix)


def _stats(pack: PlanPack, content: ReadingContent) -> list[Stat]:
    lines = len(pack.budget.lines) if pack.budget else 0
    measures = sum(len(target.measures) for target in pack.targets)
    return [
        Stat(
            _("Mục tiêu"),
            format_number(len(pack.targets)),
            sentences.measures(measures),
            icon="target",
        ),
        Stat(
            _("Nhiệm vụ"),
            format_number(len(pack.tasks)),
            _("%(n)s cơ quan được nêu") % {"n": format_number(len(pack.agencies))},
            icon="list-checks",
        ),
        Stat(_("Dòng dự toán"), format_number(lines), icon="wallet"),
        Stat(
            _("Chỗ nghi ngờ"),
            format_number(len(content.doubts)),
            href="#bang-nghi-ngo",
            icon="triangle-alert",
            tone=Tone.WARN if content.doubts else None,
        ),
        Stat(
            _("Đoạn chưa được đọc"),
            format_number(len(content.passages)),
            href="#bang-chua-doc",
            icon="file-question-mark",
            tone=Tone.WARN if content.passages else None,
        ),
    ]


def _doubts_table(content: ReadingContent) -> Table[DoubtRow]:
    return Table[DoubtRow](
        name="nghi-ngo",
        caption=_("Chỗ nghi ngờ"),
        rows=content.doubts,
        columns=[
            Column("subject", _("Mục"), value=lambda d: subject_in_words(d.subject)),
            Column("reason", _("Vì sao nghi ngờ"), filling=True),
            Column("lines", _("Dòng"), value=_lines, sort_value=lambda d: d.first_line, narrow=True),
        ],
        search=lambda d: f"{d.subject} {d.reason}",
        empty=Empty(_("Không có chỗ nào đáng nghi ngờ"), icon="circle-check"),
        page_size=ROWS_SHOWN,
        exportable=False,
    )


def _passages_table(content: ReadingContent) -> Table[ShownPassage]:
    lines = split_lines(content.text)
    rows = [ShownPassage(passage, _excerpt(lines, passage)) for passage in content.passages]
    return Table[ShownPassage](
        name="chua-doc",
        caption=_("Đoạn chưa được đọc"),
        rows=rows,
        columns=[
            Column("lines", _("Dòng"), value=lambda r: _lines(r.passage), sortable=False, narrow=True),
            Column("page", _("Trang"), Kind.INTEGER, value=lambda r: r.passage.page, sortable=False),
            Column("excerpt", _("Lời văn bản"), filling=True, sortable=False),
        ],
        search=lambda r: r.excerpt,
        empty=Empty(_("Đã đọc hết văn bản"), icon="circle-check"),
        page_size=ROWS_SHOWN,
        exportable=False,
    )


def _lines(row: DoubtRow | PassageLines) -> str:
    return lines_in_words(row.first_line, row.last_line)


def _excerpt(lines: Sequence[str], passage: PassageLines) -> str:
    text = " ".join(" ".join(lines[passage.first_line - 1 : passage.last_line]).split())
    return text if len(text) <= EXCERPT_LENGTH else text[:EXCERPT_LENGTH].rsplit(" ", 1)[0] + " …"
