"""The words of the province's report as the templates of an agency's report show them, each paragraph by itself."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from nscl.reporting.enums import Section
from nscl.reporting.queries.editions import EditionDetail, ParagraphRow, SectionWords
from nscl.web.report_editions.places import edition_href
from nscl.web.reports.paragraphs import paragraph_label
from nscl.web.reports.words import SECTION_HELP, moment_words
from nscl.web.ui.parts import Act, Chip, Text, Tone


@dataclass(frozen=True, slots=True)
class EditedRow:
    """What `reports/paragraph.html` reads of a paragraph."""

    number: int
    section: Section
    version: int
    text: str
    measure_label: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class EditedParagraph:
    """A paragraph with its field. chips: where its words are from; verbs: further buttons, which send the field."""

    row: EditedRow
    label: str
    kept: str
    move: str
    remove: str
    is_first: bool
    is_last: bool
    chips: Sequence[Chip]
    verbs: Sequence[Act]
    remarks: Sequence[object] = ()

    @property
    def key(self) -> str:
        """By which its parts are told apart in the page."""
        return str(self.row.number)


@dataclass(frozen=True, slots=True)
class EditedSection:
    """A part of the report with what it is to say."""

    section: Section
    help: Text
    paragraphs: Sequence[EditedParagraph]


def edited_sections(found: EditionDetail) -> list[EditedSection]:
    """Every part with its paragraphs in order."""
    return [EditedSection(one.section, SECTION_HELP[one.section], _paragraphs(found, one)) for one in found.sections]


def _paragraphs(found: EditionDetail, part: SectionWords) -> list[EditedParagraph]:
    last = len(part.paragraphs) - 1
    return [
        EditedParagraph(
            row=EditedRow(row.number, row.section, row.version, row.text),
            label=paragraph_label(row.section, place),
            kept=_kept(row),
            move=paragraph_href(found.row.number, row.number, "report-paragraph-move"),
            remove=paragraph_href(found.row.number, row.number, "report-paragraph-remove"),
            is_first=place == 0,
            is_last=place == last,
            chips=list(_chips(row)),
            verbs=[_keep(found)] if row.is_proposal else [],
        )
        for place, row in enumerate(part.paragraphs)
    ]


def paragraph_href(number: int, paragraph: int, name: str) -> str:
    """Something done to a paragraph, by the name of its address."""
    return reverse(name, kwargs={"number": number, "paragraph": paragraph})


def written_href(number: int, paragraph: int | None = None) -> str:
    """The page of the words, at a paragraph."""
    href = edition_href(number, "report-write")
    return href if paragraph is None else f"{href}#doan-{paragraph}"


def _keep(found: EditionDetail) -> Act:
    """A drafted sentence that is saved as it stands is a person's."""
    return Act(_("Đúng, giữ đoạn này"), edition_href(found.row.number, "report-paragraph-save"), "check")


def _kept(row: ParagraphRow) -> str:
    if row.is_proposal:
        return ""
    return _("Lưu lúc %(moment)s") % {"moment": moment_words(row.updated_at, row.updated_by)}


def _chips(row: ParagraphRow) -> Iterator[Chip]:
    if row.is_proposal:
        yield Chip(_("Máy soạn từ số liệu, chưa ai xem"), Tone.WARN, "sparkles")
    if row.picked_agency:
        yield Chip(row.picked_agency, Tone.INFO, "quote")
    if row.source_changed:
        yield Chip(_("Lời khác với báo cáo của cơ quan"), Tone.IDLE, "pencil-line")
