"""The words that policy files and cases share (`data/rules/vocabulary.yaml`): kinds, contents, facts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints

from nscl.rulebook.files import KEY_LENGTH, Key, Strict, Text, YamlFile, read_model

FILE_NAME = "vocabulary.yaml"

# Kinds are written as `organisations` writes them, with underscores.
Kind = Annotated[str, StringConstraints(pattern=r"^[a-z]+(_[a-z]+)*$", max_length=KEY_LENGTH)]


@dataclass(frozen=True)
class FactKind:
    """Something that is so or not, which a rule asks of an organisation or of an application.

    name: what is asked, as the end of a sentence; supply: how one shows it, with which paper.
    """

    key: str
    name: str
    supply: str


@dataclass(frozen=True)
class Vocabulary:
    """Key → name in Vietnamese, for everything that rules speak of. provinces: the folders of `data/rules`."""

    kinds: Mapping[str, str]
    sectors: Mapping[str, str]
    provinces: Mapping[str, str]
    contents: Mapping[str, str]
    heads: Mapping[str, str]
    facts: Mapping[str, FactKind]


class _Fact(Strict):
    key: Key
    name: Text
    supply: Text


class _File(Strict):
    rulebook: Annotated[int, Field(ge=1, le=1)]
    kinds: dict[Kind, Text]
    sectors: dict[Key, Text]
    provinces: dict[Key, Text]
    contents: dict[Key, Text]
    heads: dict[Key, Text]
    facts: list[_Fact]


def read_vocabulary(path: Path) -> Vocabulary:
    """The vocabulary of a file. Raises RulebookFileError with every problem (file, line, remedy), OSError."""
    read = read_model(YamlFile(path), _File)
    return Vocabulary(
        kinds=read.kinds,
        sectors=read.sectors,
        provinces=read.provinces,
        contents=read.contents,
        heads=read.heads,
        facts={one.key: FactKind(one.key, one.name, one.supply) for one in read.facts},
    )
