"""The counts of training in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from nscl.text.formats import format_number
from nscl.training.queries.counts import By, CountRow
from nscl.web.training_counts.places import Question
from nscl.web.ui.parts import Text

BY_WORDS: Final[Mapping[By, Text]] = {
    By.YEAR: gettext_lazy("Năm"),
    By.AGENCY: gettext_lazy("Cơ quan"),
    By.COMMUNE: gettext_lazy("Xã, phường"),
    By.KIND: gettext_lazy("Loại hình đơn vị"),
    By.SEX: gettext_lazy("Giới tính"),
    By.TOPIC: gettext_lazy("Lĩnh vực"),
}


def attendances_words(count: int) -> str:
    """How many attendances."""
    return ngettext("%(n)s lượt người", "%(n)s lượt người", count) % {"n": format_number(count)}


def answer_words(question: Question, total: CountRow) -> str:
    """What the page found, in one sentence."""
    years = years_words(question)
    if not total.attendances:
        return _("%(years)s: chưa có lớp nào đã xong có người dự.") % {"years": years}
    words = _(
        "%(years)s: %(attendances)s, là %(persons)s người của %(organisations)s đơn vị, ở %(classes)s lớp đã xong."
    )
    return words % {
        "years": years,
        "attendances": attendances_words(total.attendances),
        "persons": format_number(total.persons),
        "organisations": format_number(total.organisations),
        "classes": format_number(total.classes),
    }


def years_words(question: Question) -> str:
    """Of which years."""
    if question.first == question.last:
        return _("Năm %(year)s") % {"year": question.first}
    return _("Từ năm %(first)s đến năm %(last)s") % {"first": question.first, "last": question.last}


def counting_words() -> str:
    """How it is counted, and why people do not add up over the rows."""
    return _(
        "Lượt người: mỗi người ở mỗi lớp đã xong, có mặt ít nhất một buổi, tính vào năm lớp xong. "
        "Người và đơn vị chỉ tính một lần trong mỗi dòng và một lần trong tổng: ai có ở hai dòng vẫn là một người, "
        "nên cộng các dòng có thể nhiều hơn tổng."
    )
