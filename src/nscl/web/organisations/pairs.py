"""Two rows side by side: what each says, and what speaks for their being one organisation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.organisations.queries.double_organisations import OrganisationDouble, OrganisationLikeness
from nscl.organisations.queries.rows import OrganisationRow
from nscl.web.organisations.places import ORGANISATION, organisation_href
from nscl.web.organisations.words import STATE_CHIPS, size_words
from nscl.web.plans.words import capital
from nscl.web.ui.parts import Act, Text
from nscl.web.ui.parts.acts import Weight
from nscl.web.ui.samples import sample_title

_SAID: Final[Mapping[OrganisationLikeness, Text]] = {
    OrganisationLikeness.NAME_AND_COMMUNE: gettext_lazy("cùng tên, cùng xã"),
    OrganisationLikeness.PHONE: gettext_lazy("cùng số điện thoại"),
    OrganisationLikeness.EMAIL: gettext_lazy("cùng thư điện tử"),
    OrganisationLikeness.NAME: gettext_lazy("cùng tên, có dòng chưa ghi xã"),
    OrganisationLikeness.NEAR_NAME: gettext_lazy("tên gần giống, cùng xã"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the comparison; "" for what is not known."""

    label: str
    one: str
    other: str

    @property
    def differs(self) -> bool:
        """Whether the rows say two things."""
        return self.one != self.other


@dataclass(frozen=True, slots=True)
class Pair:
    """Two rows. heading: their names; why: what speaks for one organisation, "" where somebody chose the two."""

    heading: str
    why: str
    hrefs: tuple[str, str]
    lines: Sequence[Line]
    acts: Sequence[Act]
    is_sample: bool


def pair_of(one: OrganisationRow, other: OrganisationRow, likeness: Sequence[OrganisationLikeness] = ()) -> Pair:
    """The comparison, with what may be done."""
    both = ((ORGANISATION, str(one.number)), (ORGANISATION, str(other.number)))
    return Pair(
        one.name if one.name == other.name else f"{one.name} – {other.name}",
        capital("; ".join(str(_SAID[word]) for word in likeness)),
        (organisation_href(one.number), organisation_href(other.number)),
        _lines(one, other),
        [
            Act(_("Không phải một"), reverse("organisations-apart"), "equal-not", post=True, values=both),
            Act(_("Gộp hai dòng"), merge_href(one.number, other.number), "merge", Weight.PRIMARY),
        ],
        one.is_sample or other.is_sample,
    )


def proposed(doubles: Sequence[OrganisationDouble]) -> list[Pair]:
    """The proposals, compared."""
    return [pair_of(double.first, double.second, double.likeness) for double in doubles]


def merge_href(*organisations: int) -> str:
    """Where two rows are made one."""
    return f"{reverse('organisations-merge')}?{urlencode([(ORGANISATION, number) for number in organisations])}"


def _lines(one: OrganisationRow, other: OrganisationRow) -> list[Line]:
    rows = (one, other)

    def line(label: str, *words: str) -> Line:
        return Line(label, words[0], words[1])

    return [
        line(_("Tên"), *(sample_title(row.name, is_sample=row.is_sample) for row in rows)),
        line(_("Mã số thuế"), *(row.tax_code for row in rows)),
        line(_("Loại hình"), *(capital(row.kind.label) for row in rows)),
        line(_("Xã, phường"), *(row.commune for row in rows)),
        line(_("Ngành"), *(row.industry for row in rows)),
        line(_("Quy mô"), *(size_words(row.size) or "" for row in rows)),
        line(_("Tình trạng"), *(str(STATE_CHIPS[row.state].label) for row in rows)),
    ]
