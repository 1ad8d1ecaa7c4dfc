"""The report issued: what is kept for good, the number given afterwards, and the edition after it."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import docx
import pytest
from django.db import IntegrityError, connection, transaction
from pytest_django import DjangoDbBlocker

from nscl.accounts.enums import Role
from nscl.accounts.queries import viewer_of
from nscl.records.models import AuditEvent, SearchEntry
from nscl.records.operations import SYSTEM
from nscl.reporting.enums import FileForm, ReportingKind, ReportState, Section
from nscl.reporting.models import IssuedFile, ReportEdition
from nscl.reporting.operations.edition_errors import (
    EditionFrozen,
    InvalidFront,
    NotIssued,
    NumberGiven,
    ReasonMissing,
    RoundNotReopened,
)
from nscl.reporting.operations.editions import give_number, issue, start_edition
from nscl.reporting.operations.report_paragraphs import save_report_paragraph
from nscl.reporting.operations.rounds import close_round, reopen_round
from nscl.reporting.queries.editions import edition_page, editions_of_round
from nscl.reporting.queries.figures import newest_set
from nscl.reporting.queries.papers import edition_figures, report_file, report_paper
from tests.factories.people import make_person
from tests.reporting.editions.conftest import AT, TODAY, Drafted, confirmed

BY_SYSTEM: dict[str, Any] = {"viewer": None, "by": SYSTEM, "at": AT}
LATER = AT + timedelta(days=3)


def found_by_search() -> list[int]:
    entries = SearchEntry.objects.filter(kind=ReportingKind.EDITION).order_by("pk")
    return list(entries.values_list("object_id", flat=True))


@pytest.fixture(scope="module")
def _issued(_drafted: Drafted, django_db_blocker: DjangoDbBlocker) -> Iterator[Drafted]:
    with django_db_blocker.unblock(), transaction.atomic():
        issue(number=_drafted.edition, stamp=None, confirmed=confirmed(_drafted.edition), **BY_SYSTEM)
        yield _drafted
        transaction.set_rollback(True)


@pytest.fixture
def issued(_issued: Drafted, db: None) -> Drafted:  # noqa: ARG001  (what a test writes is taken back)
    return _issued


def test_what_was_issued_is_kept_as_it_left(issued: Drafted) -> None:
    row = ReportEdition.objects.get(pk=issued.edition)
    assert (row.state, row.frozen_at) == (ReportState.ISSUED, AT)
    sealed = newest_set(edition_id=row.pk)
    assert sealed is not None
    assert sealed.as_of == date(2024, 11, 20)
    files = {one.form: one for one in IssuedFile.objects.filter(edition=row).order_by("pk")}
    assert set(files) == set(FileForm.values)
    for form in FileForm:
        got = report_file(None, row.pk, form, today=TODAY, at=LATER)
        assert got.content == bytes(files[form].content)
        assert hashlib.sha256(got.content).hexdigest() == files[form].sha256
        assert got.name == f"bao-cao-bac-giang-2024-ban-1.{form.value}"
    text = "\n".join(one.text for one in docx.Document(io.BytesIO(bytes(files["docx"].content))).paragraphs)
    assert "Đánh giá chung" in text
    assert "DỰ THẢO" not in text
    paper = report_paper(None, row.pk, today=TODAY)
    assert paper.figures == edition_figures(None, row.pk, today=LATER.date())
    assert paper.figures.is_frozen
    assert not paper.is_draft
    # The agencies see it now, and whoever searches in the province finds it; a beneficiary does not.
    assert [one.number for one in editions_of_round(issued.desk.viewer("health"), issued.round)] == [row.pk]
    assert found_by_search() == [row.pk]
    beneficiary = viewer_of(make_person(Role.BENEFICIARY))
    assert editions_of_round(beneficiary, issued.round) == ()
    assert AuditEvent.objects.filter(action="report_edition.issued", subject_id=row.pk).count() == 1


WRITES: dict[str, Callable[[ReportEdition], object]] = {
    "subject": lambda row: ReportEdition.objects.filter(pk=row.pk).update(subject="Khác"),
    "state": lambda row: ReportEdition.objects.filter(pk=row.pk).update(state="draft", frozen_at=None),
    "removal": lambda row: ReportEdition.objects.filter(pk=row.pk)._raw_delete("default"),
    "word": lambda row: row.paragraphs.update(text="Khác"),
    "word added": lambda row: row.paragraphs.create(section="results", position=9, text="x", updated_at=AT),
    "word removed": lambda row: row.paragraphs.all()._raw_delete("default"),
    "file": lambda row: row.files.update(sha256="0" * 64),
    "file removed": lambda row: row.files.all()._raw_delete("default"),
}


def test_the_database_keeps_it(issued: Drafted) -> None:
    row = ReportEdition.objects.get(pk=issued.edition)
    for name, write in WRITES.items():
        with pytest.raises(IntegrityError, match="frozen_reporting") as refused, transaction.atomic():
            write(row)
        assert refused.value, name
    with pytest.raises(EditionFrozen):
        save_report_paragraph(
            edition=row.pk, paragraph=None, section=Section.RESULTS, text="x", version=None, **BY_SYSTEM
        )
    assert connection.in_atomic_block


def test_number_and_day_are_given_once(issued: Drafted) -> None:
    given: dict[str, Any] = {"number": issued.edition, "paper_number": "315/BC-UBND", "issued_on": TODAY, **BY_SYSTEM}
    with pytest.raises(InvalidFront) as refused:
        give_number(**{**given, "paper_number": " ", "issued_on": TODAY + timedelta(days=9)})
    assert [one.field for one in refused.value.problems] == ["number", "issued_on"]
    before = report_file(None, issued.edition, FileForm.WORD, today=TODAY, at=AT).content
    give_number(**given)
    row = edition_page(None, issued.edition, today=TODAY)
    assert (row.row.paper_number, row.row.issued_on, row.may_number) == ("315/BC-UBND", TODAY, False)
    assert report_file(None, issued.edition, FileForm.WORD, today=TODAY, at=AT).content == before
    with pytest.raises(NumberGiven, match="315/BC-UBND"):
        give_number(**given)
    # The database too: given once, never changed or taken back.
    for values in ({"number": "316/BC-UBND"}, {"number": ""}, {"issued_on": None}):
        with pytest.raises(IntegrityError, match="frozen_reporting"), transaction.atomic():
            ReportEdition.objects.filter(pk=issued.edition).update(**values)


def test_a_round_opened_again_gets_a_further_edition(issued: Drafted) -> None:
    version = close_round(number=issued.round, version=issued.held.version, **BY_SYSTEM)
    with pytest.raises(RoundNotReopened):
        start_edition(round_number=issued.round, reason="Sót số liệu", **BY_SYSTEM)
    reopen_round(number=issued.round, version=version, reason="Sót số liệu", **BY_SYSTEM)
    with pytest.raises(ReasonMissing):
        start_edition(round_number=issued.round, **BY_SYSTEM)
    second = start_edition(round_number=issued.round, reason="Sót số liệu của Sở Y tế", **BY_SYSTEM).number
    page = edition_page(None, second, today=TODAY)
    first = edition_page(None, issued.edition, today=TODAY)
    assert (page.row.ordinal, page.row.reason) == (2, "Sót số liệu của Sở Y tế")
    assert [one.text for one in page.paragraphs] == [one.text for one in first.paragraphs]
    assert not any(one.is_proposal for one in page.paragraphs)
    assert page.front.number == ""
    with pytest.raises(NotIssued):
        give_number(number=second, paper_number="1", issued_on=TODAY, **BY_SYSTEM)
    kept = report_file(None, issued.edition, FileForm.PDF, today=TODAY, at=AT).content
    issue(number=second, stamp=page.stamp, confirmed=[one.key for one in page.questions], **{**BY_SYSTEM, "at": LATER})
    states = [(one.ordinal, one.state) for one in editions_of_round(None, issued.round)]
    assert states == [(2, ReportState.ISSUED), (1, ReportState.SUPERSEDED)]
    assert report_file(None, issued.edition, FileForm.PDF, today=TODAY, at=AT).content == kept
    assert found_by_search() == [second]
