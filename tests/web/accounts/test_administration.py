"""The administrator's pages: a new account, roles given and taken, locking, a new password, all on the record."""

from __future__ import annotations

import re
from http import HTTPStatus

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from nscl.accounts.enums import Permission, Role
from nscl.accounts.models import RoleGrant, User
from nscl.accounts.queries import viewer_of
from nscl.institutions.queries import agency_by_key, unit_by_code
from nscl.records.models import AuditEvent
from nscl.web.accounts.views.administration import new_password
from tests.factories.people import AT, PASSWORD, make_person

pytestmark = pytest.mark.usefixtures("loaded")
SIGN_IN = "/tai-khoan/dang-nhap/"


@pytest.fixture
def admin(loaded: object) -> Client:  # noqa: ARG001
    client = Client()
    client.force_login(make_person(Role.ADMINISTRATOR, username="quan-tri", full_name="Đỗ Thị Quản Trị"))
    return client


def detail(user: User) -> str:
    return reverse("account-detail", args=[user.pk])


def test_a_new_account_gets_a_password_that_is_shown_once_and_works(admin: Client) -> None:
    address = reverse("account-create")
    given = {"full_name": "Lê Văn Mới", "email": "moi@tinh.example", "username": "le.moi", "position": "Chuyên viên"}
    made = admin.post(address, given)
    assert made.headers["Cache-Control"] == "max-age=0, no-cache, no-store, must-revalidate, private"
    found = re.search(r'class="secret"><code>([a-z2-9-]+)</code>', made.content.decode())
    assert found is not None
    user = User.objects.get(username="le.moi")
    assert found[1] not in admin.get(detail(user)).content.decode()
    assert not AuditEvent.objects.filter(comment__contains=found[1]).exists()
    newcomer = Client()
    assert newcomer.post(SIGN_IN, {"login": "le.moi", "password": found[1]}).status_code == HTTPStatus.FOUND
    assert "chưa có vai trò nào" in newcomer.get("/").content.decode()


def test_first_passwords_are_long_distinct_and_easy_to_read_out() -> None:
    made = {new_password() for _ in range(200)}
    assert len(made) == 200
    assert all(re.fullmatch(r"([a-hjkmnp-z2-9]{5}-){2}[a-hjkmnp-z2-9]{5}", password) for password in made)


def test_what_is_wrong_stays_in_the_form_with_what_was_typed(admin: Client) -> None:
    make_person(username="le.moi")
    given = {"full_name": "Lê Văn Mới", "email": "khong-phai-thu", "username": "tên có dấu cách", "position": ""}
    page = admin.post(reverse("account-create"), given).content.decode()
    assert "không có khoảng trắng" in page
    assert 'value="khong-phai-thu"' in page
    taken = admin.post(reverse("account-create"), given | {"email": "moi@tinh.example", "username": "LE.MOI"})
    assert "đã có người dùng" in taken.content.decode()


def test_the_list_is_searched_narrowed_and_exported(admin: Client) -> None:
    make_person(Role.PROVINCE_OFFICER, full_name="Đặng Thị Hòa")
    locked = make_person(full_name="Trần Văn Đức")
    User.objects.filter(pk=locked.pk).update(is_active=False)
    address = reverse("account-list")
    found = admin.get(f"{address}?q=dang+hoa").content.decode()
    assert "Đặng Thị Hòa" in found
    assert "Trần Văn Đức" not in found
    narrowed = admin.get(f"{address}?trang-thai=da-khoa").content.decode()
    assert "Trần Văn Đức" in narrowed
    assert "Đặng Thị Hòa" not in narrowed
    assert "Không có dòng nào khớp" in admin.get(f"{address}?q=khong-ai").content.decode()
    assert admin.get(f"{address}?tai-ve=xlsx").headers["Content-Type"].endswith("spreadsheetml.sheet")


def test_the_list_asks_the_same_number_of_questions_for_any_number_of_accounts(
    admin: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Session, user, roles, provinces of the shell; accounts, their roles."""
    with django_assert_num_queries(6):
        admin.get(reverse("account-list"))
    for _ in range(3):
        make_person(Role.PROVINCE_OFFICER)
    with django_assert_num_queries(6):
        admin.get(reverse("account-list"))


@pytest.mark.parametrize(
    ("role", "query"),
    [
        (Role.NATIONAL_VIEWER, {}),
        (Role.PROVINCE_LEADER, {}),
        (Role.AGENCY_FOCAL_POINT, {"tinh": "province"}),
    ],
)
def test_a_role_is_given_step_by_step_without_script(admin: Client, role: Role, query: dict[str, str]) -> None:
    user = make_person()
    province = unit_by_code("24", on=AT.date())
    address = reverse("role-grant", args=[user.pk])
    assert 'name="vai_tro"' in admin.get(address).content.decode()
    asked = {"vai_tro": role.value} | dict.fromkeys(query, str(province.id))
    page = admin.get(address, asked).content.decode()
    agency = agency_by_key("so-khcn", province.id, AT.date())
    assert agency is not None
    scope = agency.id if role is Role.AGENCY_FOCAL_POINT else province.id
    if role is not Role.NATIONAL_VIEWER:
        assert f'<option value="{scope}"' in page
    answer = admin.post(f"{address}?{'&'.join(f'{k}={v}' for k, v in asked.items())}", {"scope": scope}, follow=True)
    assert "Đã trao vai trò" in answer.content.decode()
    assert viewer_of(user).roles == {role}
    assert AuditEvent.objects.order_by("-pk")[0].actor_name == "Đỗ Thị Quản Trị"


def test_a_focal_points_province_is_asked_before_the_agency(admin: Client) -> None:
    page = admin.get(reverse("role-grant", args=[make_person().pk]), {"vai_tro": "agency_focal_point"}).content.decode()
    assert 'name="tinh"' in page
    assert 'name="scope"' not in page


def test_a_scope_that_was_not_offered_is_refused(admin: Client) -> None:
    user = make_person()
    address = f"{reverse('role-grant', args=[user.pk])}?vai_tro=province_leader"
    ended = unit_by_code("24", on=AT.date().replace(year=2024))
    assert admin.post(address, {"scope": ended.id}).status_code == HTTPStatus.OK
    assert not RoleGrant.objects.filter(user=user).exists()


def test_a_role_is_taken_and_given_back(admin: Client) -> None:
    user = make_person(Role.PROVINCE_OFFICER)
    grant = RoleGrant.objects.get(user=user)
    taken = admin.post(reverse("role-revoke", args=[user.pk, grant.pk]), follow=True).content.decode()
    assert "Đã thu hồi vai trò" in taken
    assert "Vai trò đã thu hồi" in taken
    assert not viewer_of(user).may(Permission.VIEW_PLANS)
    back = admin.post(reverse("role-restore", args=[user.pk, grant.pk]), follow=True).content.decode()
    assert "Đã trao lại vai trò" in back
    assert viewer_of(user).may(Permission.EDIT_PLANS)
    other = make_person()
    wrong = admin.post(reverse("role-revoke", args=[other.pk, grant.pk]))
    assert wrong.status_code == HTTPStatus.NOT_FOUND


def test_the_last_administrator_is_refused_with_the_reason(admin: Client) -> None:
    own = RoleGrant.objects.get(role=Role.ADMINISTRATOR)
    page = admin.post(reverse("role-revoke", args=[own.user_id, own.pk]), follow=True).content.decode()
    assert "quản trị viên cuối cùng" in page
    itself = admin.post(reverse("account-lock", args=[own.user_id]), follow=True).content.decode()
    assert "Không tự khóa" in itself
    assert reverse("account-lock", args=[own.user_id]) not in itself


def test_locking_ends_the_session_and_unlocking_opens_again(admin: Client) -> None:
    user = make_person(Role.PROVINCE_OFFICER)
    theirs = Client()
    theirs.force_login(user)
    locked = admin.post(reverse("account-lock", args=[user.pk]), follow=True).content.decode()
    assert "Đã khóa tài khoản" in locked
    assert theirs.get("/").status_code == HTTPStatus.FOUND
    assert "Khóa tài khoản" in locked  # on the record below
    opened = admin.post(reverse("account-unlock", args=[user.pk]), follow=True).content.decode()
    assert "Đã mở khóa tài khoản" in opened
    theirs.force_login(user)
    assert theirs.get("/").status_code == HTTPStatus.OK


def test_a_new_password_is_asked_for_first_and_shown_once(admin: Client) -> None:
    user = make_person(Role.PROVINCE_OFFICER, username="can-bo")
    address = reverse("account-password", args=[user.pk])
    assert "Mật khẩu cũ mất hiệu lực" in admin.get(address).content.decode()
    theirs = Client()
    theirs.force_login(user)
    found = re.search(r'class="secret"><code>([a-z2-9-]+)</code>', admin.post(address).content.decode())
    assert found is not None
    assert theirs.get("/").status_code == HTTPStatus.FOUND
    assert Client().post(SIGN_IN, {"login": "can-bo", "password": found[1]}).status_code == HTTPStatus.FOUND


def test_an_account_that_is_not_there(admin: Client) -> None:
    for name in ("account-detail", "account-password", "role-grant"):
        assert admin.get(reverse(name, args=[10**9])).status_code == HTTPStatus.NOT_FOUND


def test_a_lost_second_factor_is_taken_away_on_the_record(admin: Client) -> None:
    user = make_person(Role.NATIONAL_VIEWER, username="mat-may")
    address = reverse("account-second-factor", args=[user.pk])
    assert "chưa bật" in admin.post(address, follow=True).content.decode()
    assert not AuditEvent.objects.filter(action="account.second_factor_removed").exists()
    Authenticator.objects.create(user=user, type=Authenticator.Type.TOTP, data={"secret": "x"})
    owner = Client()
    sign_in = {"login": "mat-may", "password": PASSWORD}
    assert owner.post(SIGN_IN, sign_in).headers["Location"] == reverse("mfa_authenticate")
    assert "Đã tắt xác thực hai lớp" in admin.post(address, follow=True).content.decode()
    assert Client().post(SIGN_IN, sign_in).headers["Location"] == "/"
    assert AuditEvent.objects.filter(action="account.second_factor_removed", subject_id=user.pk).count() == 1
