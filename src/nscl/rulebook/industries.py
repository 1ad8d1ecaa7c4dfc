"""The system of industries (VSIC): sections with their divisions by edition, and what a code says.

The data (`data/reference/industries.yaml`) holds sections and divisions, the first two digits of a code; whether a
finer code exists in its edition cannot be told from it, and is not claimed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Final

from pydantic import Field, StringConstraints

from nscl.rulebook.errors import OutsideDates, RulebookFileError
from nscl.rulebook.files import Key, Strict, Text, YamlFile, read_model
from nscl.rulebook.rulebook import Confidence
from nscl.rulebook.size import Sector
from nscl.text.errors import TextError

FILE: Final = "industries.yaml"
MANUFACTURING: Final = "C"  # in both editions
AGRICULTURE: Final = "A"  # in both editions: agriculture, forestry, fishery
_DIVISION_DIGITS: Final = 2
_CODE = re.compile(r"([A-Va-v])?([0-9]{2,5})")
_MARKS = re.compile(r"[\s.\-]")

_Letter = Annotated[str, StringConstraints(pattern=r"^[A-V]$")]
_Division = Annotated[str, StringConstraints(pattern=r"^[0-9]{2}$")]


class IndustryError(TextError):
    """A text that is no code of the edition."""

    template = "Mã ngành “{text}” không dùng được: {reason}"


@dataclass(frozen=True, slots=True)
class Section:
    """A section of an edition: its letter means something else in another. title: short, in words of our own."""

    edition: str
    letter: str
    title: str
    sector: Sector

    @property
    def key(self) -> str:
        """Edition and letter: "2025:C"."""
        return f"{self.edition}:{self.letter}"

    @property
    def is_manufacturing(self) -> bool:
        """Whether it is manufacturing (công nghiệp chế biến, chế tạo)."""
        return self.letter == MANUFACTURING

    @property
    def is_agriculture(self) -> bool:
        """Whether it is agriculture, forestry or fishery."""
        return self.letter == AGRICULTURE


@dataclass(frozen=True, slots=True)
class Edition:
    """One edition: key ("2018"), name, from when it is used, until when (None: no end is known), and its source."""

    key: str
    name: str
    cite: str
    confidence: Confidence
    valid_from: date
    valid_to: date | None
    sections: Mapping[str, Section]
    by_division: Mapping[str, Section]

    def divisions_of(self, letter: str) -> tuple[str, ...]:
        """The divisions of a section, in order; none for a letter that the edition has not."""
        return tuple(division for division, section in self.by_division.items() if section.letter == letter)


@dataclass(frozen=True, slots=True)
class Industry:
    """A code of an edition with its section. Only its first two digits are verified."""

    code: str
    section: Section

    @property
    def is_whole(self) -> bool:
        """Whether all of the code was verified: it has no more than two digits."""
        return len(self.code) == _DIVISION_DIGITS


class Industries:
    """All editions that the data has."""

    def __init__(self, editions: Iterable[Edition]) -> None:
        self.editions = tuple(sorted(editions, key=lambda edition: edition.valid_from))
        self._by_key = {edition.key: edition for edition in self.editions}

    def edition(self, key: str) -> Edition:
        """The edition of that key. Raises KeyError."""
        return self._by_key[key]

    def edition_on(self, on: date) -> Edition:
        """The edition in use on a day. Raises OutsideDates."""
        for edition in self.editions:
            if edition.valid_from <= on and (edition.valid_to is None or on <= edition.valid_to):
                return edition
        periods = tuple(f"{one.name} từ {one.valid_from:%d/%m/%Y}" for one in self.editions)
        raise OutsideDates("industries", "Hệ thống ngành kinh tế", on, periods)

    def section_of(self, code: str, edition: str) -> Section | None:
        """The section of a stored code; None where the edition or the division is not known."""
        known = self._by_key.get(edition)
        return None if known is None else known.by_division.get(code[:_DIVISION_DIGITS])

    def section(self, key: str) -> Section | None:
        """The section of a key ("2025:C"); None for one that there is not."""
        edition, _sign, letter = key.partition(":")
        known = self._by_key.get(edition)
        return None if known is None else known.sections.get(letter)

    def parse(self, text: str, edition: str) -> Industry:
        """Read a code of two to five digits, with or without its section's letter before it ("C10", "10.71", "1071").

        Raises IndustryError: no such division in the edition (the other edition that has it is named), another
        section's letter; KeyError for an edition that there is not.
        """
        known = self._by_key[edition]
        found = _CODE.fullmatch(_MARKS.sub("", text))
        if found is None:
            raise IndustryError(text, "ghi từ 2 đến 5 chữ số như trên giấy đăng ký, ví dụ 1071 hoặc C1071.")
        letter, code = (found[1] or "").upper(), found[2]
        section = known.by_division.get(code[:_DIVISION_DIGITS])
        if section is None:
            raise IndustryError(text, self._elsewhere(code, known))
        if letter and letter != section.letter:
            reason = f"theo {known.name}, mã {code} thuộc ngành {section.letter} ({section.title}), không phải {letter}"
            raise IndustryError(text, f"{reason}; hãy xem lại chữ cái hoặc phiên bản.")
        return Industry(code, section)

    def _elsewhere(self, code: str, edition: Edition) -> str:
        division = code[:_DIVISION_DIGITS]
        others = [one.name for one in self.editions if division in one.by_division]
        if others:
            there = f"mã này có trong {others[0]}, hãy chọn đúng phiên bản."
            return f"{edition.name} không có ngành cấp 2 mã {division}; {there}"
        return f"{edition.name} không có ngành cấp 2 mã {division}; hãy xem lại giấy đăng ký."


class _Range(Strict):
    first: _Division
    last: _Division


class _Section(Strict):
    letter: _Letter
    title: Text
    sector: Annotated[Sector, Field(strict=False)]
    divisions: Annotated[list[_Range], Field(min_length=1)]


class _Edition(Strict):
    key: Key
    name: Text
    cite: Text
    confidence: Annotated[Confidence, Field(strict=False)]
    valid_from: Annotated[date, Field(alias="from")]
    valid_to: Annotated[date | None, Field(alias="to")] = None
    sections: Annotated[list[_Section], Field(min_length=1)]


class _File(Strict):
    rulebook: Annotated[int, Field(ge=1, le=1)]
    editions: Annotated[list[_Edition], Field(min_length=1)]


def read_industries(folder: Path) -> Industries:
    """The file `industries.yaml` of a folder. Raises RulebookFileError (place, remedy), OSError."""
    path = folder / FILE
    read = read_model(YamlFile(path), _File)
    return Industries(_edition(path, one) for one in read.editions)


def _edition(path: Path, read: _Edition) -> Edition:
    sections: dict[str, Section] = {}
    by_division: dict[str, Section] = {}
    for one in read.sections:
        section = Section(read.key, one.letter, one.title, one.sector)
        if one.letter in sections:
            raise RulebookFileError(path, f"{read.key} › {one.letter}", "ngành này ghi hai lần", "giữ lại một chỗ")
        sections[one.letter] = section
        for division in _divisions(one):
            if division in by_division:
                there = by_division[division].letter
                place = f"{read.key} › {one.letter}"
                raise RulebookFileError(path, place, f"mã {division} đã thuộc ngành {there}", "xem lại hai khoảng mã")
            by_division[division] = section
    return Edition(
        read.key, read.name, read.cite, read.confidence, read.valid_from, read.valid_to, sections, by_division
    )


def _divisions(section: _Section) -> Iterable[str]:
    for one in section.divisions:
        for number in range(int(one.first), int(one.last) + 1):
            yield f"{number:02d}"
