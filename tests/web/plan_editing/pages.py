"""Reading what a browser would: the fields of a page's form, the sentences of its refusals."""

from __future__ import annotations

import re
from html import unescape
from html.parser import HTMLParser
from typing import Any

from django.test import Client

TAG = re.compile(r"<[^>]+>")


class _Fields(HTMLParser):
    """The values that a browser would send of one form."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: dict[str, list[str]] = {}
        self._select = self._textarea = ""
        self._value = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        name = values.get("name", "")
        is_off = values.get("type") in {"checkbox", "radio"} and "checked" not in values
        if tag == "input" and name not in {"", "csrfmiddlewaretoken"} and not is_off and "disabled" not in values:
            self.sent.setdefault(name, []).append(values.get("value", ""))
        elif tag in {"select", "textarea"}:
            self._select, self._textarea = (name, "") if tag == "select" else ("", name)
            self._value = ""
        elif tag == "option" and "selected" in values:
            self._value = values["value"]

    def handle_data(self, data: str) -> None:
        if self._textarea:
            self._value += data

    def handle_endtag(self, tag: str) -> None:
        name = self._select if tag == "select" else self._textarea if tag == "textarea" else ""
        if name:
            self.sent.setdefault(name, []).append(self._value.removeprefix("\n"))
            self._select = self._textarea = ""


def form_of(page: Any) -> dict[str, list[str]]:
    """The fields of the page's main form, as they would be sent unchanged."""
    text = page.content.decode()
    form = text[text.index('id="sua-muc"') :]
    reader = _Fields()
    reader.feed(form[: form.index("</form>")])
    return reader.sent


def opened(client: Client, path: str) -> dict[str, list[str]]:
    """The form at an address."""
    page = client.get(path)
    assert page.status_code == 200, (path, page.status_code)
    return form_of(page)


def words_of(page: Any) -> str:
    """The page's text without markup, in one line."""
    return " ".join(unescape(TAG.sub(" ", page.content.decode())).split())
