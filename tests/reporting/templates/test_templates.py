"""Word templates of a province: refused with the place, used from the next file on, taken out of use."""

from __future__ import annotations

import hashlib
import io
from datetime import UTC, datetime
from typing import Any

import docx
import pytest
from django.db import IntegrityError, transaction

from nscl.accounts.enums import Role
from nscl.accounts.rules import NotAllowed
from nscl.institutions.queries import unit_by_code
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.reporting.enums import TemplatePurpose
from nscl.reporting.models import ReportTemplate
from nscl.reporting.operations.edition_errors import TemplateGone, TemplateRefused
from nscl.reporting.operations.templates import retire_template, upload_template
from nscl.reporting.queries.templates import TemplateMissing, list_templates, standard_file, template_file
from tests.factories.people import BAC_NINH, make_viewer

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 21, 1, 0, tzinfo=UTC)
PROVINCE = TemplatePurpose.PROVINCE


@pytest.fixture
def unit() -> int:
    return unit_by_code(BAC_NINH, on=AT.date()).id


def upload(unit: int, content: bytes, **changes: Any) -> int:
    given = {"purpose": PROVINCE, "file_name": "C:\\tai lieu\\mau.docx", "viewer": None, "by": SYSTEM, "at": AT}
    return upload_template(unit=unit, content=content, **{**given, **changes})


def changed(words: str) -> bytes:
    """The standard template with a line of one's own at the end."""
    document = docx.Document(io.BytesIO(standard_file(PROVINCE).content))
    document.add_paragraph(words)
    saved = io.BytesIO()
    document.save(saved)
    return saved.getvalue()


def test_a_template_is_used_until_another_is_uploaded_or_it_is_retired(unit: int) -> None:
    first = upload(unit, standard_file(PROVINCE).content)
    assert upload(unit, standard_file(PROVINCE).content) == first  # the same file stores nothing
    second = upload(unit, changed("In theo mẫu của Văn phòng."))
    officer = make_viewer(Role.PROVINCE_OFFICER)
    rows = list_templates(officer, unit)
    assert [(one.number, one.ordinal, one.file_name, one.is_in_use) for one in rows] == [
        (second, 2, "mau.docx", True),
        (first, 1, "mau.docx", False),
    ]
    assert template_file(officer, first).content == standard_file(PROVINCE).content
    retire_template(number=second, viewer=officer, by=SYSTEM, at=AT)
    assert not any(one.is_in_use for one in list_templates(officer, unit))
    with pytest.raises(TemplateGone):
        retire_template(number=second, viewer=officer, by=SYSTEM, at=AT)
    told = list(AuditEvent.objects.filter(action__startswith="report_template").order_by("pk").values_list("action"))
    assert told == [("report_template.uploaded",)] * 2 + [("report_template.retired",)]


def test_a_broken_template_is_told_where_and_not_stored(unit: int) -> None:
    with pytest.raises(TemplateRefused) as refused:
        upload(unit, changed("Số {{ so_ky_hieu_la }} và {{ chua dong"))
    told = str(refused.value)
    assert "so_ky_hieu_la" in told
    assert len(refused.value.problems) >= 2
    with pytest.raises(TemplateRefused):
        upload(unit, b"khong phai Word")
    assert not ReportTemplate.objects.exists()


def test_who_may(unit: int) -> None:
    leader, other = make_viewer(Role.PROVINCE_LEADER), make_viewer(Role.PROVINCE_OFFICER, province="20")
    with pytest.raises(NotAllowed):
        upload(unit, standard_file(PROVINCE).content, viewer=leader)
    number = upload(unit, standard_file(PROVINCE).content)
    assert template_file(leader, number).name == "mau.docx"
    with pytest.raises(TemplateMissing):
        template_file(other, number)
    with pytest.raises(NotAllowed):
        list_templates(other, unit)


def test_one_template_of_a_purpose_is_in_use_and_a_number_is_given_once(unit: int) -> None:
    upload(unit, standard_file(PROVINCE).content)
    row: dict[str, Any] = {
        "unit_id": unit,
        "purpose": PROVINCE,
        "file_name": "x.docx",
        "sha256": hashlib.sha256(b"x").hexdigest(),
        "content": b"x",
        "uploaded_at": AT,
    }
    for values in ({"ordinal": 2}, {"ordinal": 1, "retired_at": AT}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ReportTemplate.objects.create(**row, **values)
