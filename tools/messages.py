#!/usr/bin/env python3
"""Messages of the screens: which are not in the English catalogue yet, and which are there in vain.

    python -m tools.messages             list them; exit status 1 when English lacks one
    python -m tools.messages --insert    add empty entries for the missing, drop the unused

Messages are written in Vietnamese in the code; the English catalogue is
src/nscl/web/locale/en/LC_MESSAGES/django.po. `manage.py assets` compiles it.
"""

from __future__ import annotations

import argparse
import ast
import io
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import django
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_javascript, extract_python
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT: Final = Path(__file__).resolve().parent.parent
SOURCE: Final = ROOT / "src" / "nscl"
ENGLISH: Final = SOURCE / "web" / "locale" / "en" / "LC_MESSAGES" / "django.po"
# Words that a package without Django says and a page passes through gettext, each a value of a dictionary there:
# the names of a plan pack's parts, fields and fixed words (plans.enums.label, the comparison of packs).
LABELS: Final = SOURCE / "documents" / "pack" / "labels.py"
# A gettext function's name and the places of its texts: singular, plural, context ("c").
KEYWORDS: Final[dict[str, tuple[int | tuple[int, int] | tuple[int, str], ...] | None]] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
PLACEHOLDER: Final = re.compile(r"%\((\w+)\)[sd]|%[sd]|\{(\w*)\}")
LINE_WIDTH: Final = 110


@dataclass(frozen=True, order=True)
class Message:
    """A message where it is met: file below the repository, line, text, plural text and context."""

    file: str
    line: int
    text: str
    plural: str = ""
    context: str = ""

    @property
    def key(self) -> tuple[str, str]:
        """What a catalogue knows it by."""
        return self.context, self.text


def _messages_of(found: object, file: str, line: int, function: str) -> Iterator[Message]:
    """babel's find as messages; what is not a literal text is left out."""
    texts = list(found) if isinstance(found, (list, tuple)) else [found]
    context = ""
    if "pgettext" in function:
        context, texts = str(texts[0]), texts[1:]
    if texts and isinstance(texts[0], str) and texts[0]:
        plural = texts[1] if "ngettext" in function or "npgettext" in function else ""
        yield Message(file, line, texts[0], str(plural or ""), context)


def messages_in_python(path: Path) -> Iterator[Message]:
    """Messages of one Python file."""
    file = str(path.relative_to(ROOT))
    with path.open("rb") as stream:
        for line, function, found, _comments in extract_python(stream, KEYWORDS, [], {}):
            yield from _messages_of(found, file, line, str(function or ""))


def messages_in_template(path: Path) -> Iterator[Message]:
    """Messages of one template: Django turns its tags into calls, the rest into blanks."""
    file = str(path.relative_to(ROOT))
    calls = templatize(path.read_text(encoding="utf-8"), origin=file)
    for line, function, found, _comments in extract_javascript(io.BytesIO(calls.encode()), KEYWORDS, [], {}):
        yield from _messages_of(found, file, line, str(function or ""))


def messages_in_labels(path: Path = LABELS) -> Iterator[Message]:
    """The literal texts among the values of a file's dictionaries."""
    file = str(path.relative_to(ROOT))
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for value in node.values if isinstance(node, ast.Dict) else ():
            if isinstance(value, ast.Constant) and isinstance(value.value, str):
                yield Message(file, value.lineno, value.value)


def messages_in_code() -> list[Message]:
    """Every message of the code, the labels and the templates, in order of file and line."""
    if not settings.configured:
        settings.configure(USE_I18N=False)
        django.setup()
    python = (path for path in SOURCE.rglob("*.py") if "migrations" not in path.parts)
    found = [message for path in python for message in messages_in_python(path)]
    found += messages_in_labels()
    found += [message for path in SOURCE.rglob("templates/**/*.html") for message in messages_in_template(path)]
    return sorted(found)


def read_catalogue(path: Path = ENGLISH) -> Catalog:
    """A catalogue. Raises babel's PoFileError for a malformed one."""
    with path.open("rb") as stream:
        return read_po(stream, locale=path.parent.parent.name, abort_invalid=True)


def _is_translated(catalogue: Catalog, message: Message) -> bool:
    entry = catalogue.get(message.text, message.context or None)
    if entry is None or entry.fuzzy:
        return False
    if not message.plural:
        return bool(entry.string) and isinstance(entry.string, str)
    return isinstance(entry.string, (list, tuple)) and all(entry.string)


def missing(catalogue: Catalog, messages: list[Message]) -> list[Message]:
    """Messages without an English text, each once, where it is met first."""
    seen: dict[tuple[str, str], Message] = {}
    for message in messages:
        if not _is_translated(catalogue, message):
            seen.setdefault(message.key, message)
    return sorted(seen.values())


def unused(catalogue: Catalog, messages: list[Message]) -> list[str]:
    """Texts of the catalogue that no code asks for."""
    asked = {message.key for message in messages}
    entries = [(entry.context or "", entry.id if isinstance(entry.id, str) else entry.id[0]) for entry in catalogue]
    return sorted(text for context, text in entries if text and (context, text) not in asked)


def mismatched(catalogue: Catalog) -> list[str]:
    """Texts whose translation has other placeholders: they would fail, or show nothing, when they are filled in."""
    wrong = []
    for entry in catalogue:
        if not entry.id or not entry.string:
            continue
        ids = [entry.id] if isinstance(entry.id, str) else list(entry.id)
        strings = [entry.string] if isinstance(entry.string, str) else list(entry.string)
        wanted = set(PLACEHOLDER.findall(ids[0]))
        if any(string and set(PLACEHOLDER.findall(string)) != wanted for string in strings):
            wrong.append(ids[0])
    return wrong


def insert(catalogue: Catalog, messages: list[Message], path: Path = ENGLISH) -> None:
    """Write the catalogue with exactly the messages of the code; texts already translated stay."""
    fresh = Catalog(
        locale=catalogue.locale,
        project="NSCL",
        version="1",
        msgid_bugs_address="",
        last_translator="NSCL",
        language_team="NSCL",
        charset="utf-8",
        fuzzy=False,
    )
    fresh.header_comment = catalogue.header_comment
    for message in messages:
        key: str | tuple[str, str] = (message.text, message.plural) if message.plural else message.text
        known = catalogue.get(message.text, message.context or None)
        string = known.string if known is not None and isinstance(known.id, str) == isinstance(key, str) else None
        fresh.add(key, string, locations=[(message.file, message.line)], context=message.context or None)
    fresh.creation_date = catalogue.creation_date
    fresh.revision_date = catalogue.revision_date
    with path.open("wb") as stream:
        write_po(stream, fresh, width=LINE_WIDTH, sort_output=True, include_lineno=False)


def main() -> int:
    """Run the command."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--insert", action="store_true", help="add the missing as empty entries, drop the unused")
    arguments = parser.parse_args()
    messages, catalogue = messages_in_code(), read_catalogue()
    if arguments.insert:
        insert(catalogue, messages)
        catalogue = read_catalogue()
    lacking = missing(catalogue, messages)
    for message in lacking:
        print(f"{message.file}:{message.line}: no English text: {message.text!r}")
    for text in unused(catalogue, messages):
        print(f"{ENGLISH.relative_to(ROOT)}: no code asks for: {text!r}")
    for text in mismatched(catalogue):
        print(f"{ENGLISH.relative_to(ROOT)}: other placeholders than the Vietnamese: {text!r}")
    return int(bool(lacking))


if __name__ == "__main__":
    sys.exit(main())
