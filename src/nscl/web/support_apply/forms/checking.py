"""A form that is filled with what is kept, judged as if it had just been sent: every complaint at its field."""

from __future__ import annotations

from django.http import QueryDict

from nscl.web.work.forms.editor import Editor


def as_sent(shown: Editor) -> QueryDict:
    """What a browser would send of a form that is shown, nothing typed in it."""
    data = QueryDict(mutable=True)
    for bound in shown.form:
        data[bound.html_name] = _text(bound.value())
    for rows in shown.rows.values():
        data[rows.count_name] = str(len(rows.forms))
        for form in rows.forms:
            if not form.is_new:
                data[form.known_name] = "1"
            for bound in form:
                data[bound.html_name] = _text(bound.value())
    return data


def _text(value: object) -> str:
    return "" if value is None or value is False else str(value)
