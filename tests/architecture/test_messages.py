"""Every message of the screens has its English text, with the same placeholders; Vietnamese is the source."""

from __future__ import annotations

from pathlib import Path

import pytest

from nscl.documents.pack import labels
from tools import messages

VIETNAMESE = messages.ENGLISH.parents[2] / "vi" / "LC_MESSAGES" / "django.po"


@pytest.fixture(scope="module")
def found() -> list[messages.Message]:
    return messages.messages_in_code()


def test_english_is_complete(found: list[messages.Message]) -> None:
    lacking = messages.missing(messages.read_catalogue(), found)
    assert not lacking, "\n".join(f"{m.file}:{m.line}: {m.text!r}" for m in lacking[:20]) + (
        f"\n… {len(lacking)} messages without English; run: python -m tools.messages --insert"
    )


def test_no_english_text_is_there_in_vain(found: list[messages.Message]) -> None:
    assert messages.unused(messages.read_catalogue(), found) == []


@pytest.mark.parametrize("path", [messages.ENGLISH, VIETNAMESE])
def test_translations_have_the_placeholders_of_their_source(path: Path) -> None:
    assert messages.mismatched(messages.read_catalogue(path)) == []


def test_messages_are_found_in_python_and_in_templates(found: list[messages.Message]) -> None:
    texts = {message.text: message for message in found}
    assert texts["Đúng tiến độ"].file == "src/nscl/web/ui/parts/chips.py"
    assert texts["Lọc bảng %(name)s"].file == "src/nscl/web/templates/ui/table.html"
    assert texts["%(figure)s dòng"].plural == "%(figure)s dòng"


def test_every_label_of_the_plan_pack_is_a_message(found: list[messages.Message]) -> None:
    texts = {message.text for message in found if message.file == "src/nscl/documents/pack/labels.py"}
    words = {word for vocabulary in labels.VALUE_LABELS.values() for word in vocabulary.values()}
    names = {*labels.FIELD_LABELS.values(), *labels.INDICATOR_LABELS.values()}
    assert texts == words | names | {part.label for part in labels.Part}


def test_one_text_is_never_both_single_and_plural(found: list[messages.Message]) -> None:
    plural = {message.key for message in found if message.plural}
    both = [f"{m.file}:{m.line}: {m.text!r}" for m in found if m.key in plural and not m.plural]
    assert not both, "say these with ngettext, as elsewhere:\n" + "\n".join(both)


def test_a_lacking_message_is_noticed(found: list[messages.Message]) -> None:
    invented = messages.Message("src/x.py", 1, "Câu chưa có bản dịch")
    assert messages.missing(messages.read_catalogue(), [*found, invented])[-1] == invented
