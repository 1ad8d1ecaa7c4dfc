"""The province's report while it is written: proposed, changed by several people, picked from the agencies."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from nscl.accounts.enums import Role
from nscl.accounts.rules import NotAllowed
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM, Actor
from nscl.reporting.enums import ReportingKind, Section, SignedFor, SubmissionState
from nscl.reporting.models import ReportEdition, ReportParagraph, Submission
from nscl.reporting.operations.edition_errors import (
    DraftExists,
    EditionConflict,
    EditionGone,
    InvalidFront,
    NotPickable,
    ParagraphConflict,
    ParagraphGone,
    PickedAlready,
    RoundGone,
    TextTooLong,
    WordsChanged,
)
from nscl.reporting.operations.editions import change_front, discard_edition, refresh_proposals, start_edition
from nscl.reporting.operations.report_paragraphs import (
    SavedParagraph,
    move_report_paragraph,
    pick_paragraph,
    remove_report_paragraph,
    save_report_paragraph,
    unpick,
)
from nscl.reporting.queries.editions import EditionDetail, ParagraphRow, edition_page, list_editions
from nscl.reporting.queries.papers import PaperMissing, report_paper, submission_paper
from nscl.reporting.queries.picking import picking
from nscl.reporting.rules.issuing import QuestionKind
from nscl.reporting.rules.words import MOST_CHARACTERS
from tests.factories.people import make_viewer
from tests.reporting.editions.conftest import AT, TODAY, Drafted

BY_SYSTEM: dict[str, Any] = {"viewer": None, "by": SYSTEM, "at": AT}


def page(drafted: Drafted) -> EditionDetail:
    return edition_page(None, drafted.edition, today=TODAY)


def words(drafted: Drafted, section: Section) -> list[str]:
    return [one.text for one in page(drafted).paragraphs if one.section is section]


def save(drafted: Drafted, seen: ParagraphRow | None, text: str, **changes: Any) -> SavedParagraph:
    given = {
        "section": seen.section if seen else Section.PROPOSALS,
        "paragraph": seen.number if seen else None,
        "version": seen.version if seen else None,
        **BY_SYSTEM,
        **changes,
    }
    return save_report_paragraph(edition=drafted.edition, text=text, **given)


def events(drafted: Drafted) -> list[str]:
    rows = AuditEvent.objects.filter(subject_kind=ReportingKind.EDITION, subject_id=drafted.edition).order_by("pk")
    return list(rows.values_list("action", flat=True))


def test_a_draft_begins_with_a_front_from_the_plan_and_sentences_from_the_figures(drafted: Drafted) -> None:
    found = page(drafted)
    assert found.front.subject.startswith("Kết quả thực hiện Kế hoạch")
    assert found.front.subject.endswith(", năm 2024")
    assert found.front.recipients[0] == "Bộ Khoa học và Công nghệ (b/c)"
    assert "UBND các huyện, thị xã, thành phố" in found.front.recipients  # of 2024: districts were there
    first, *_rest = found.paragraphs
    assert first.section is Section.ASSESSMENT
    assert first.text.startswith("Đến 20/11/2024, 0 trong ")
    assert first.is_proposal
    assert found.as_of.isoformat() == "2024-11-20"
    assert {one.kind for one in found.questions} == {QuestionKind.NOT_REPORTED, QuestionKind.PROPOSAL}
    missing = [one.says for one in found.questions if one.kind is QuestionKind.NOT_REPORTED]
    assert any(says.startswith("Sở Khoa học và Công nghệ chưa nộp báo cáo (hạn 20/11/2024)") for says in missing)
    with pytest.raises(DraftExists) as there:
        start_edition(round_number=drafted.round, **BY_SYSTEM)
    assert there.value.number == drafted.edition


def test_who_may_see_and_write_it(drafted: Drafted) -> None:
    officer, leader, health = (drafted.desk.viewer(name) for name in ("officer", "leader", "health"))
    assert edition_page(officer, drafted.edition, today=TODAY).may_write
    shown = edition_page(leader, drafted.edition, today=TODAY)
    assert (shown.may_write, shown.may_issue) == (False, True)
    assert [one.number for one in list_editions(officer, year=2024)] == [drafted.edition]
    assert list_editions(health) == ()  # a draft is not an agency's to see
    with pytest.raises(NotAllowed):
        refresh_proposals(number=drafted.edition, viewer=leader, by=SYSTEM, at=AT)
    with pytest.raises(EditionGone):
        refresh_proposals(number=drafted.edition, viewer=health, by=SYSTEM, at=AT)
    elsewhere = make_viewer(Role.PROVINCE_OFFICER, province="20")
    with pytest.raises(RoundGone):
        start_edition(round_number=drafted.round, viewer=elsewhere, by=SYSTEM, at=AT)


def test_two_people_on_the_front(drafted: Drafted) -> None:
    front, version = page(drafted).front, page(drafted).row.version
    mine = replace(front, signatory="  Trần   Văn A ", recipients=("- Bộ KH&CN (b/c);", "", "Lưu: VT."))
    saved = change_front(number=drafted.edition, version=version, values=mine, **BY_SYSTEM)
    assert page(drafted).front.signatory == "Trần Văn A"
    assert page(drafted).front.recipients == ("Bộ KH&CN (b/c)", "Lưu: VT")
    with pytest.raises(EditionConflict) as other:
        change_front(number=drafted.edition, version=version, values=replace(mine, signatory="B"), **BY_SYSTEM)
    assert other.value.current_version == saved.version
    assert [(one.field, one.mine, one.theirs) for one in other.value.fields] == [("signatory", "B", "Trần Văn A")]


@pytest.mark.parametrize(
    ("field", "value"), [("subject", " "), ("subject", "x" * 301), ("number", "1" * 61), ("template", 10**6)]
)
def test_a_front_that_cannot_be_kept(drafted: Drafted, field: str, value: object) -> None:
    values = replace(page(drafted).front, **{field: value})  # type: ignore[arg-type]
    with pytest.raises(InvalidFront) as refused:
        change_front(number=drafted.edition, version=None, values=values, **BY_SYSTEM)
    assert [one.field for one in refused.value.problems] == [field]


def test_words_of_two_people_are_both_shown(drafted: Drafted) -> None:
    first = page(drafted).paragraphs[0]
    officer = drafted.desk.actor("officer")
    saved = save(drafted, first, "Lời của cán bộ.", by=officer)
    assert saved.version == first.version + 1
    with pytest.raises(ParagraphConflict) as conflict:
        save(drafted, first, "Lời của tôi.")
    told = conflict.value
    assert (told.mine, told.theirs, told.current_version) == ("Lời của tôi.", "Lời của cán bộ.", saved.version)
    assert told.by == officer.name
    # The same words as are stored lose nothing.
    assert not save(drafted, first, "Lời của cán bộ. ").changed
    with pytest.raises(TextTooLong):
        save(drafted, None, "x" * (MOST_CHARACTERS + 1))


def test_autosaves_of_one_sitting_are_told_once(drafted: Drafted) -> None:
    officer = drafted.desk.actor("officer")
    made = save(drafted, None, "Một", by=officer)
    told = len(events(drafted))
    for minute, text in enumerate(("Một hai", "Một hai ba"), start=1):
        at = AT + timedelta(minutes=minute)
        save(drafted, None, text, paragraph=made.number, by=officer, at=at)
    assert len(events(drafted)) == told
    save(drafted, None, "Khác", paragraph=made.number, by=Actor(drafted.desk.leader.pk, "L"), at=AT)
    assert len(events(drafted)) == told + 1


def test_a_drafted_sentence_saved_as_it_is_is_looked_at(drafted: Drafted) -> None:
    first = page(drafted).paragraphs[0]
    assert save(drafted, first, first.text).changed
    assert not page(drafted).paragraphs[0].is_proposal
    kept = [one for one in page(drafted).paragraphs if one.is_proposal]
    # What nobody looked at is drafted anew, the rest stays; the same figures give the same sentences.
    ReportParagraph.objects.filter(pk__in=[one.number for one in kept]).update(text="Số cũ.")
    refresh_proposals(number=drafted.edition, **BY_SYSTEM)
    texts = words(drafted, Section.ASSESSMENT)
    assert first.text in texts
    assert "Số cũ." not in texts


def test_agencies_words_are_picked_once_and_are_the_reports_own_then(drafted: Drafted) -> None:
    source = drafted.offers[Section.RESULTS]
    (offer,) = next(one for one in picking(None, drafted.edition).sections if one.section is Section.RESULTS).offers
    assert (offer.source, offer.agency.partition(" tỉnh")[0], offer.is_picked) == (source, "Sở Y tế", False)
    made = pick_paragraph(edition=drafted.edition, source=source, **BY_SYSTEM)
    with pytest.raises(PickedAlready) as twice:
        pick_paragraph(edition=drafted.edition, source=source, **BY_SYSTEM)
    assert twice.value.paragraph == made.number
    shown = picking(None, drafted.edition, Section.RESULTS)
    assert [(one.picked_as, one.text) for one in shown.sections[0].offers] == [(made.number, offer.text)]
    assert [(one.paragraphs, one.picked) for one in shown.agencies] == [(2, 1)]
    save(drafted, None, "Viết lại cho gọn.", paragraph=made.number, version=made.version)
    (own,) = [one for one in page(drafted).paragraphs if one.picked_from == source]
    assert own.source_changed
    assert own.picked_agency.startswith("Sở Y tế")
    with pytest.raises(WordsChanged):
        unpick(edition=drafted.edition, source=source, **BY_SYSTEM)
    unpick(edition=drafted.edition, source=source, also_changed=True, **BY_SYSTEM)
    assert words(drafted, Section.RESULTS) == []
    with pytest.raises(ParagraphGone):
        unpick(edition=drafted.edition, source=source, **BY_SYSTEM)


def test_only_what_was_accepted_in_the_same_round_is_picked(drafted: Drafted) -> None:
    Submission.objects.filter(pk=drafted.health).update(state=SubmissionState.SUBMITTED, decided_at=None)
    assert not any(section.offers for section in picking(None, drafted.edition).sections)
    with pytest.raises(NotPickable):
        pick_paragraph(edition=drafted.edition, source=drafted.offers[Section.RESULTS], **BY_SYSTEM)


def test_paragraphs_are_moved_and_taken_out(drafted: Drafted) -> None:
    one, two = save(drafted, None, "Một"), save(drafted, None, "Hai")
    assert move_report_paragraph(edition=drafted.edition, paragraph=two.number, step=-1, **BY_SYSTEM)
    assert words(drafted, Section.PROPOSALS) == ["Hai", "Một"]
    assert not move_report_paragraph(edition=drafted.edition, paragraph=two.number, step=-1, **BY_SYSTEM)
    remove_report_paragraph(edition=drafted.edition, paragraph=one.number, version=one.version, **BY_SYSTEM)
    assert words(drafted, Section.PROPOSALS) == ["Hai"]
    assert events(drafted)[-2:] == ["report_edition.moved", "report_edition.paragraph_removed"]


def test_a_draft_is_discarded_with_its_words(drafted: Drafted) -> None:
    with pytest.raises(EditionConflict):
        discard_edition(number=drafted.edition, version=99, **BY_SYSTEM)
    discard_edition(number=drafted.edition, version=None, **BY_SYSTEM)
    assert not ReportEdition.objects.filter(pk=drafted.edition).exists()
    assert events(drafted)[-1] == "report_edition.discarded"
    again = start_edition(round_number=drafted.round, **BY_SYSTEM)
    assert edition_page(None, again.number, today=TODAY).row.ordinal == 1


def test_who_signs_stands_on_the_paper(drafted: Drafted) -> None:
    values = replace(page(drafted).front, signed_for=SignedFor.DEPUTY, number="12 /BC-SKHCN", signatory="Lê B")
    change_front(number=drafted.edition, version=None, values=values, **BY_SYSTEM)
    paper = report_paper(None, drafted.edition, today=TODAY, codes=())
    assert (paper.number, paper.symbol) == ("12", "BC-SKHCN")
    assert paper.issuer == ("SỞ KHOA HỌC VÀ CÔNG NGHỆ",)
    assert paper.above == ("ỦY BAN NHÂN DÂN", "TỈNH BẮC GIANG")
    assert (paper.signature, paper.signatory) == (("KT. GIÁM ĐỐC", "PHÓ GIÁM ĐỐC"), "Lê B")
    assert paper.is_draft
    # No figures were read, and the parts still say where the tables belong.
    assert paper.figures.tables == ()
    assert "measures" in [code for section in paper.sections for code in section.tables]


def test_an_agencys_paper_has_its_words_and_the_figures_that_it_submitted(drafted: Drafted) -> None:
    paper = submission_paper(drafted.desk.viewer("health"), drafted.health, today=TODAY)
    assert (paper.issuer, paper.symbol, paper.signature) == (("SỞ Y TẾ",), "BC-SYT", ("GIÁM ĐỐC",))
    assert paper.figures.is_frozen
    assert not paper.is_draft
    assert "Thiếu cán bộ chuyên trách." in [text for section in paper.sections for text in section.paragraphs]
    with pytest.raises(PaperMissing):
        submission_paper(drafted.desk.viewer("science"), drafted.health, today=TODAY)
