"""What the script of drafts (`static/nscl/drafts.js`) finds on a page: its seal, its places, its words."""

from __future__ import annotations

import base64
import re
from pathlib import Path

import pytest
from django.test import Client

from nscl.web.ui.drafts import draft_seal
from tests.factories.people import make_person

TEMPLATES = Path(__file__).parents[3] / "src" / "nscl" / "web" / "templates"
SEAL = re.compile(r'data-draft-owner="([0-9a-f]{16})" data-draft-key="([^"]+)"')


def test_a_seal_is_of_one_account_and_of_this_site(settings: object) -> None:
    one, other = draft_seal(1), draft_seal(2)
    assert draft_seal(1) == one
    assert one.owner != other.owner
    assert len(base64.b64decode(one.key)) == 32
    assert one.key != other.key
    settings.SECRET_KEY = "x" * 60  # type: ignore[attr-defined]  # as after a new deployment
    assert draft_seal(1).key != one.key


@pytest.mark.django_db
def test_only_pages_of_the_person_carry_the_seal() -> None:
    person, other = make_person(), make_person()
    assert not SEAL.search(Client().get("/tai-khoan/dang-nhap/").content.decode())
    seals = []
    for each in (person, other, person):
        client = Client()
        client.force_login(each)
        page = client.get("/").content.decode()
        found = SEAL.search(page)
        assert found is not None
        seals.append(found.groups())
        assert page.count("data-signs-out") == 1
    assert seals[0] == seals[2] != seals[1]


def test_every_form_that_keeps_drafts_has_the_places_for_what_is_said() -> None:
    keeping = [path for path in TEMPLATES.rglob("*.html") if re.search(r"<form[^>]* data-draft[ >]", path.read_text())]
    assert {path.name for path in keeping} >= {"edit.html", "record.html", "item.html", "choose.html", "step.html"}
    for path in keeping:
        words = path.read_text()
        assert words.count('{% include "ui/draft.html" %}') == 1, path
        assert words.count('{% include "ui/draft_state.html" %}') == 1, path
