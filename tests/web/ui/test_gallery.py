"""The gallery and the error pages, through the whole stack."""

from __future__ import annotations

import re
from collections import Counter
from http import HTTPStatus

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import reverse
from django.utils import translation

from nscl.accounts.models import User
from nscl.web.ui import errors, parts
from nscl.web.ui.middleware import LanguageByChoiceMiddleware

pytestmark = pytest.mark.django_db


@pytest.fixture
def signed_in(client: Client) -> Client:
    client.force_login(
        User.objects.create(username="nguyet", email="nguyet@example.org", full_name="Nguyễn Thị Minh Nguyệt"),
        backend="allauth.account.auth_backends.AuthenticationBackend",
    )
    return client


def test_a_stranger_is_sent_to_sign_in(client: Client) -> None:
    response = client.get(reverse("ui-gallery"))
    assert response.status_code == HTTPStatus.FOUND
    assert response.headers["Location"].startswith(reverse("account_login"))


def test_the_gallery_shows_every_kind_of_part(signed_in: Client) -> None:
    response = signed_in.get(reverse("ui-gallery"))
    html = response.content.decode()
    assert response.status_code == HTTPStatus.OK
    kinds = [getattr(parts, name) for name in parts.__all__]
    shown = {t.name for t in response.templates}
    for kind in kinds:
        if hasattr(kind, "template_name"):
            assert kind.template_name in shown, kind
    assert "Dữ liệu mẫu" in html
    assert "style=" not in html
    assert not re.search(r"\son\w+=", html)


def test_ids_are_unique(signed_in: Client) -> None:
    ids = Counter(re.findall(r'\sid="([^"]+)"', signed_in.get(reverse("ui-gallery")).content.decode()))
    assert [name for name, times in ids.items() if times > 1] == []


def test_a_search_narrows_the_table(signed_in: Client) -> None:
    html = signed_in.get(reverse("ui-gallery"), {"q": "bao truyen hinh"}).content.decode()
    body = html.partition('id="bang-nhiem-vu"')[2].partition("</section>")[0]
    assert body.count('<th scope="row" role="rowheader"') == 2
    assert "Đưa tin trên báo" in body


@pytest.mark.parametrize("code", [400, 403, 404, 429, 500])
def test_error_pages_say_what_next(signed_in: Client, code: int) -> None:
    signed_in.raise_request_exception = False
    response = signed_in.get(reverse("ui-sample-error", args=[code]))
    assert response.status_code == code
    assert "<h1>" in response.content.decode()
    assert "Về trang chủ" in response.content.decode()


def test_denied_looks_like_not_found(rf: RequestFactory) -> None:
    request = rf.get("/x/")
    denied, absent = errors.permission_denied(request), errors.not_found(request)
    assert denied.status_code == absent.status_code == HTTPStatus.NOT_FOUND
    bodies = [re.sub(rb'value="\w{64}"', b"", page.content) for page in (denied, absent)]  # the tokens are random
    assert bodies[0] == bodies[1]


@pytest.mark.parametrize(
    ("cookie", "expected"), [("", "vi"), ("vi", "vi"), ("en", "en"), ("fr", "vi"), ("../en", "vi")]
)
def test_the_language_is_the_persons_choice_never_the_browsers(rf: RequestFactory, cookie: str, expected: str) -> None:
    def view(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(translation.get_language())

    request = rf.get("/", headers={"Accept-Language": "en"})
    if cookie:
        request.COOKIES["django_language"] = cookie
    response = LanguageByChoiceMiddleware(view)(request)
    assert response.content.decode() == expected
    assert response.headers["Content-Language"] == expected
    assert "Cookie" in response.headers["Vary"]


def test_language_is_chosen_by_post_even_before_signing_in(client: Client) -> None:
    response = client.post(reverse("set_language"), {"language": "en", "next": "/"})
    assert response.status_code == HTTPStatus.FOUND
    assert response.cookies["django_language"].value == "en"
