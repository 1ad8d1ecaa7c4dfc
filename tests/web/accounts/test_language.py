"""The language chosen on a page is kept for letters too."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from nscl.accounts.models import User
from nscl.records.models import AuditEvent
from tests.factories.people import make_person

pytestmark = pytest.mark.django_db


def choose(client: Client, language: str) -> None:
    answer = client.post(reverse("set_language"), {"language": language, "next": "/"})
    assert answer.headers["Location"] == "/"


def test_it_is_kept_with_the_account_once() -> None:
    person, client = make_person(), Client()
    client.force_login(person)
    before = AuditEvent.objects.count()
    choose(client, "en")
    choose(client, "en")
    assert User.objects.get(pk=person.pk).language == "en"
    assert AuditEvent.objects.count() == before + 1
    choose(client, "vi")
    assert User.objects.get(pk=person.pk).language == "vi"


@pytest.mark.parametrize("language", ["", "fr", "en' OR 1=1"])
def test_a_language_that_there_is_not_changes_nothing(language: str) -> None:
    person, client = make_person(), Client()
    client.force_login(person)
    choose(client, language)
    assert User.objects.get(pk=person.pk).language == "vi"


def test_a_stranger_chooses_for_the_browser_alone() -> None:
    client = Client()
    choose(client, "en")
    assert client.cookies["django_language"].value == "en"
