"""Two people side by side: what each row says, and what speaks for their being one."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations.queries import Double, Likeness, PersonRow
from nscl.text.dates import format_date
from nscl.training.queries.of_people import OwnClass, classes_of_people, experts_among
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Act, Text
from nscl.web.ui.parts.acts import Weight

PERSON: Final = "nguoi"
# Classes of one person that a comparison names; more are counted.
_MOST_CLASSES: Final = 4
_SAID: Final[Mapping[Likeness, Text]] = {
    Likeness.PHONE: gettext_lazy("cùng số điện thoại"),
    Likeness.EMAIL: gettext_lazy("cùng thư điện tử"),
    Likeness.ORGANISATION: gettext_lazy("cùng tên, cùng đơn vị"),
    Likeness.BIRTH_YEAR: gettext_lazy("cùng tên, cùng năm sinh"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the comparison; "" for what is not known."""

    label: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two people. heading: their names; why: what speaks for one person, "" where somebody chose the two."""

    heading: str
    why: str
    lines: Sequence[Line]
    acts: Sequence[Act]
    is_sample: bool


@dataclass(frozen=True, slots=True)
class Hanging:
    """What hangs on people: their classes, and who is an expert."""

    classes: Mapping[int, Sequence[OwnClass]]
    experts: Collection[int]

    @classmethod
    def on(cls, people: Collection[int]) -> Hanging:
        """Of these people. Two queries."""
        return cls(classes_of_people(people), experts_among(people))


def pair_of(one: PersonRow, other: PersonRow, hanging: Hanging, likeness: Sequence[Likeness] = ()) -> Pair:
    """The comparison, with what may be done."""
    heading = one.name if one.name == other.name else f"{one.name} – {other.name}"
    return Pair(
        heading,
        capital("; ".join(str(_SAID[word]) for word in likeness)),
        _lines(one, other, hanging),
        [
            Act(
                _("Không phải một người"),
                reverse("person-apart"),
                "equal-not",
                post=True,
                values=((PERSON, str(one.number)), (PERSON, str(other.number))),
            ),
            Act(_("Gộp hai người"), merge_href(one.number, other.number), "merge", Weight.PRIMARY),
        ],
        one.is_sample or other.is_sample,
    )


def proposed(doubles: Sequence[Double]) -> list[Pair]:
    """The proposals, compared. Two queries."""
    people = {row.number for double in doubles for row in (double.first, double.second)}
    hanging = Hanging.on(people)
    return [pair_of(double.first, double.second, hanging, double.likeness) for double in doubles]


def merge_href(*people: int) -> str:
    """Where two people are made one."""
    return f"{reverse('person-merge')}?{urlencode([(PERSON, number) for number in people])}"


def _name(row: PersonRow) -> str:
    return f"{row.name} ({_('mẫu')})" if row.is_sample else row.name


def _lines(one: PersonRow, other: PersonRow, hanging: Hanging) -> list[Line]:
    rows = (one, other)

    def line(label: str, *words: str) -> Line:
        return Line(label, words[0], words[1])

    lines = [
        line(_("Họ và tên"), *(_name(row) for row in rows)),
        line(_("Giới tính"), *(capital(row.sex.label) if row.sex else "" for row in rows)),
        line(_("Đơn vị"), *(row.organisation for row in rows)),
        line(_("Chức vụ"), *(row.position for row in rows)),
        line(_("Điện thoại, ba số cuối"), *(f"… {row.phone_end}" if row.phone_end else "" for row in rows)),
        line(_("Lớp đã ghi danh"), *(_class_words(hanging.classes.get(row.number, ())) for row in rows)),
    ]
    if any(row.number in hanging.experts for row in rows):
        words = (_("có tên") if row.number in hanging.experts else "" for row in rows)
        lines.append(line(_("Sổ chuyên gia"), *words))
    return lines


def _class_words(classes: Sequence[OwnClass]) -> str:
    said = [
        _("%(title)s, %(day)s, dự %(n)s buổi")
        % {"title": one.title, "day": format_date(one.starts_on), "n": one.attended}
        for one in classes[:_MOST_CLASSES]
    ]
    if len(classes) > _MOST_CLASSES:
        said.append(_("và %(n)s lớp nữa") % {"n": len(classes) - _MOST_CLASSES})
    return "\n".join(said)
