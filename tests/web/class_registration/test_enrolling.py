"""Putting down names without an account: one's own, an organisation's people; what is refused, and what is told."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from nscl.accounts.enums import Role
from nscl.organisations.enums import OrganisationKind
from nscl.organisations.models import Organisation, Person
from nscl.organisations.operations import register_organisation
from nscl.records.models import AuditEvent
from nscl.records.operations import SYSTEM
from nscl.training.enums import EnrolmentSource, EnrolmentState
from nscl.training.models import Enrolment
from nscl.web.class_registration.views.enrolling import SENDINGS
from tests.conftest import NOW
from tests.factories.open_class import TITLE, OpenClass
from tests.factories.people import AT
from tests.factories.world import World
from tests.web.check_in.conftest import signed_in

pytestmark = pytest.mark.django_db
OWN = {
    "name": "lê thị mai",
    "phone": "0912 345 678",
    "email": "mai@thu.example",
    "sex": "female",
    "birth_year": "1990",
    "position": "Tổ trưởng",
    "dong_y": "on",
}
TAX_CODE = "0100109106"


def send(lesson: OpenClass, data: dict[str, Any], name: str = "class-enrol", client: Client | None = None) -> Any:
    return (client or Client()).post(reverse(name, kwargs={"public_id": lesson.public_id}), data)


def people(*rows: tuple[str, str], **fields: str) -> dict[str, str]:
    """What an organisation sends: rows of name and phone."""
    data = {"nguoi.so-dong": str(len(rows)), "dong_y": "on", **fields}
    for place, (name, phone) in enumerate(rows):
        data |= {f"nguoi.{place}.name": name, f"nguoi.{place}.phone": phone}
    return data


def test_one_person_gets_a_page_of_their_own_and_a_letter(lesson: OpenClass) -> None:
    answer = send(lesson, OWN)
    row = Enrolment.objects.get(person__folded="le thi mai")
    assert answer.status_code == HTTPStatus.FOUND
    assert answer.headers["Location"] == reverse("participant", kwargs={"token": row.token})
    person = Person.objects.get(pk=row.person_id)
    assert (person.name, person.phone, person.birth_year, person.sex) == ("Lê Thị Mai", "+84912345678", 1990, "female")
    assert person.noticed_at is not None
    assert (row.state, row.source, row.registered_by) == (EnrolmentState.ENROLLED, EnrolmentSource.PERSON, None)
    assert AuditEvent.objects.get(action="class.enrolled", at__gte=NOW).actor_name.startswith("Tự ghi danh")
    (letter,) = mail.outbox
    assert letter.to == ["mai@thu.example"]
    assert TITLE in letter.subject
    assert row.code in letter.body
    assert row.token in letter.body


def test_the_one_after_the_last_place_waits_and_is_told(lesson: OpenClass) -> None:
    send(lesson, OWN)
    send(lesson, {**OWN, "name": "Đỗ Văn Chờ", "phone": "0912345679", "email": "cho@thu.example"})
    row = Enrolment.objects.get(person__name="Đỗ Văn Chờ")
    assert row.state == EnrolmentState.WAITING
    assert "vị trí thứ 1 trong danh sách chờ" in mail.outbox[-1].body


def test_who_is_on_the_list_is_given_no_code_again(lesson: OpenClass) -> None:
    send(lesson, OWN)
    row = Enrolment.objects.get(person__name="Lê Thị Mai")
    mail.outbox.clear()
    again = send(lesson, {**OWN, "email": "khac@thu.example"})
    assert again.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = again.content.decode()
    assert "đã có trong danh sách lớp" in page
    assert row.code not in page
    assert row.token not in page
    assert not mail.outbox
    assert Person.objects.get(pk=row.person_id).email == "mai@thu.example"


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"dong_y": ""}, "Phải có sự đồng ý"),
        ({"phone": "", "email": ""}, "Hãy ghi số điện thoại hoặc thư điện tử"),
        ({"phone": "12345"}, "12345"),
        ({"name": "An 3"}, "ký hiệu"),
        ({"organisation": "Công ty Mai"}, "Hãy chọn loại đơn vị"),
        ({"tax_code": "123"}, "chữ số"),
    ],
)
def test_what_cannot_be_kept_is_said_at_its_field_and_nothing_typed_is_lost(
    lesson: OpenClass, changes: dict[str, str], said: str
) -> None:
    before = Enrolment.objects.count()
    answer = send(lesson, {**OWN, **changes})
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    page = answer.content.decode()
    assert said in page
    assert "Tổ trưởng" in page
    assert Enrolment.objects.count() == before


def test_what_the_data_are_for_and_for_how_long_is_said_before_they_are_given(lesson: OpenClass) -> None:
    page = Client().get(reverse("class-enrol", kwargs={"public_id": lesson.public_id})).content.decode()
    notice = page.index("91/2025/QH15")
    assert "giữ 24 tháng sau lớp học cuối cùng" in page
    assert notice < page.index('name="dong_y"')


def test_a_robot_is_let_go_without_a_word(lesson: OpenClass) -> None:
    answer = send(lesson, {**OWN, "trang_web": "https://spam.example"})
    assert answer.status_code == HTTPStatus.FOUND
    assert not Person.objects.filter(name="Lê Thị Mai").exists()


def test_one_address_cannot_send_without_end(lesson: OpenClass) -> None:
    for _time in range(SENDINGS.most):
        send(lesson, {"name": ""})
    assert send(lesson, OWN).status_code == HTTPStatus.TOO_MANY_REQUESTS


def test_an_organisation_puts_down_several_people(lesson: OpenClass) -> None:
    rows = (("Lê Thị Mai", "0912345678"), ("Đỗ Văn Chờ", "0912345679"), ("", ""))
    fields = {"organisation": "Công ty Mai Lan", "organisation_kind": "enterprise", "tax_code": TAX_CODE}
    answer = send(lesson, people(*rows, **fields), "class-enrol-people")
    assert answer.status_code == HTTPStatus.OK
    page = answer.content.decode()
    assert "Đã ghi danh 2 người" in page
    company = Organisation.objects.get(tax_code=TAX_CODE)
    assert (company.name, company.kind) == ("Công ty Mai Lan", OrganisationKind.ENTERPRISE)
    found = Enrolment.objects.filter(organisation=company).order_by("pk")
    assert [(row.source, row.kind) for row in found] == [(EnrolmentSource.ORGANISATION, "enterprise")] * 2
    assert [row.state for row in found] == [EnrolmentState.ENROLLED, EnrolmentState.WAITING]
    for row in found:
        assert row.code in page
        assert row.token in page
    again = send(lesson, people(*rows, **fields), "class-enrol-people").content.decode()
    assert again.count("Đã có trong danh sách từ trước") == 2
    assert found[0].token not in again


def test_a_tax_code_is_looked_up_and_a_row_more_is_asked_for_without_script(lesson: OpenClass, world: World) -> None:
    register_organisation(
        name="Công ty Đã Biết",
        kind=OrganisationKind.ENTERPRISE,
        tax_code=TAX_CODE,
        unit_id=world.province.id,
        by=SYSTEM,
        at=AT,
    )
    data = people(("Lê Thị Mai", "0912345678"), tax_code="0100 109 106")
    looked = send(lesson, {**data, "tra-ma": "1"}, "class-enrol-people").content.decode()
    assert 'value="Công ty Đã Biết"' in looked
    assert 'value="Lê Thị Mai"' in looked
    more = send(lesson, {**data, "them-dong": "nguoi"}, "class-enrol-people").content.decode()
    assert re.search(r'name="nguoi\.1\.name"', more)
    assert 'value="Lê Thị Mai"' in more
    wrong = send(lesson, {**data, "tax_code": "0100109107", "tra-ma": "1"}, "class-enrol-people").content.decode()
    assert "Mã số thuế chưa đúng" in wrong
    unknown = send(lesson, {**data, "tax_code": "0101248141", "tra-ma": "1"}, "class-enrol-people").content.decode()
    assert "chưa có đơn vị mang mã số thuế này" in unknown
    # A tax code that is known says enough of the organisation.
    assert send(lesson, data, "class-enrol-people").status_code == HTTPStatus.OK
    assert Enrolment.objects.get(person__name="Lê Thị Mai").organisation == Organisation.objects.get(tax_code=TAX_CODE)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (people(("", ""), tax_code="", organisation="A", organisation_kind="school"), "Chưa có người nào"),
        (people(("Lê Thị Mai", "0912345678")), "ghi tên đơn vị"),
        (
            people(
                *[(f"Người {'abcdefgh'[n % 8]}", "0912345678") for n in range(31)],
                organisation="A",
                organisation_kind="school",
            ),
            "tối đa 30 người",
        ),
    ],
)
def test_an_organisations_list_that_is_not_whole_is_refused(lesson: OpenClass, data: dict[str, str], said: str) -> None:
    answer = send(lesson, data, "class-enrol-people")
    assert answer.status_code == HTTPStatus.UNPROCESSABLE_ENTITY
    assert said in answer.content.decode()


def test_who_signed_in_for_an_organisation_finds_it_filled_in_and_sees_whom_it_sent(
    lesson: OpenClass, world: World
) -> None:
    beneficiary = signed_in(world, Role.BENEFICIARY)
    path = reverse("class-enrol-people", kwargs={"public_id": lesson.public_id})
    page = beneficiary.get(path).content.decode()
    assert "Công ty Thử" in page
    assert 'name="tax_code"' not in page
    send(lesson, people(("Lê Thị Mai", "0912345678")), "class-enrol-people", beneficiary)
    row = Enrolment.objects.get(person__name="Lê Thị Mai")
    assert row.organisation is not None
    assert row.organisation.name == "Công ty Thử"
    assert row.registered_by == world.people[Role.BENEFICIARY]
    shown = reverse("public-class", kwargs={"public_id": lesson.public_id})
    assert "Lê Thị Mai" in beneficiary.get(shown).content.decode()
    assert "Lê Thị Mai" not in Client().get(shown).content.decode()
    assert "Lê Thị Mai" not in signed_in(world, Role.CONSULTANT).get(shown).content.decode()
