"""The form of a policy file (`data/rules/<province>/<resolution>.yaml`), as pydantic reads it.

Every key must be there: where the text has nothing of the kind one writes `none`, where nobody has read it `missing`,
where it takes all `any`. Nothing is filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from nscl.rulebook.files import Key, Strict, Text
from nscl.rulebook.policies.policy import ForceStatus, Once, Per, Role, Trigger, UnderWay
from nscl.rulebook.policies.vocabulary import Kind
from nscl.rulebook.rulebook import Confidence
from nscl.rulebook.size import SizeClass

MISSING, NONE, ANY = "missing", "none", "any"
Percent = Annotated[Decimal, Field(strict=False, gt=0, le=100)]
Vnd = Annotated[int, Field(ge=1, lt=10**15)]
Word = Annotated[Confidence, Field(strict=False)]


class Stated(Strict):
    """A record some of whose keys may say, instead of a value, that there is none, any, or that it is not known.

    `words`: key → the words that it may be; such a key becomes None, and `unread` holds those that said "missing".
    """

    words: ClassVar[Mapping[str, tuple[str, ...]]]
    unread: frozenset[str] = Field(default=frozenset(), exclude=True)

    @model_validator(mode="before")
    @classmethod
    def _words(cls, given: Any) -> Any:
        if not isinstance(given, dict):
            return given
        if "unread" in given:
            raise PydanticCustomError("rule", "x", {"message": "khóa lạ “unread”", "remedy": "bỏ khóa này"})
        read = dict(given)
        unread = set()
        for key, allowed in cls.words.items():
            value = read.get(key, "")
            if value is None:
                choice = ", ".join(allowed)
                said = {"message": f"khóa “{key}” để trống", "remedy": f"ghi giá trị, hoặc một trong: {choice}"}
                raise PydanticCustomError("rule", "x", said)
            if isinstance(value, str) and value in allowed:
                read[key] = None
                unread |= {key} if value == MISSING else set()
        return {**read, "unread": frozenset(unread)}


class PrincipleForm(Strict):
    """A sentence of a text and where it stands."""

    words: Text
    cite: Text


class PeriodForm(Strict):
    """A period of the policy's life."""

    first: Annotated[date, Field(alias="from")]
    last: Annotated[date | None, Field(alias="to")] = None
    status: Annotated[ForceStatus, Field(strict=False)]
    cite: Text
    confidence: Word
    note: str = ""


class SuccessionForm(Stated):
    """What replaces the policy, and which rule decides the cases under way."""

    words = {"replaced_by": (NONE, MISSING), "under_way": (MISSING,)}
    replaced_by: Text | None
    under_way: Annotated[UnderWay | None, Field(strict=False)]


class PriorityForm(Strict):
    """A fact that brings a case forward."""

    fact: Key
    words: Text
    cite: Text


class LimitForm(Strict):
    """A time limit of the procedure."""

    step: Key
    working_days: Annotated[int, Field(ge=1, le=365)]
    words: Text
    cite: Text


class DocumentForm(Strict):
    """A paper that is asked for."""

    name: Text
    at: Literal["application", "payment"]
    cite: Text


class ConditionForm(Strict):
    """A fact that must be so, or must not."""

    fact: Key
    must_be: bool = True
    words: Text
    cite: Text


class SubjectsForm(Strict):
    """The standards or products of a rule: patterns, with "*" at the end for all that begin so."""

    of: Annotated[list[Text], Field(min_length=1)]
    without: list[Text] = []


class WhoForm(Stated):
    """Whom a rule is for."""

    words = {"kinds": (ANY,), "sizes": (ANY,), "sectors": (ANY,), "any_of": (ANY,)}
    kinds: Annotated[list[Kind], Field(min_length=1)] | None
    sizes: Annotated[list[Annotated[SizeClass, Field(strict=False)]], Field(min_length=1)] | None
    sectors: Annotated[list[Key], Field(min_length=1)] | None
    any_of: Annotated[list[Key], Field(min_length=1)] | None


class CapForm(Stated):
    """The most that is given, and for what."""

    words = {"per": (MISSING,)}
    vnd: Vnd
    per: Annotated[Per | None, Field(strict=False)]


class LevelForm(Stated):
    """How much: for which sizes and groups, per cent and cap."""

    words = {"sizes": (ANY,), "any_of": (ANY,), "percent": (MISSING,), "cap": (NONE, MISSING)}
    sizes: Annotated[list[Annotated[SizeClass, Field(strict=False)]], Field(min_length=1)] | None
    any_of: Annotated[list[Key], Field(min_length=1)] | None
    percent: Percent | None
    cap: CapForm | None


class ItemForm(Stated):
    """One rule."""

    words = {
        "subjects": (ANY,),
        "trigger": (MISSING,),
        "conditions": (NONE,),
        "once": (MISSING,),
        "most_a_year": (NONE,),
        "of": (MISSING,),
    }
    key: Key
    cite: Text
    confidence: Word
    says: Text
    note: str = ""
    role: Annotated[Role, Field(strict=False)]
    content: Key
    subjects: SubjectsForm | None
    who: WhoForm
    trigger: Annotated[Trigger | None, Field(strict=False)]
    conditions: Annotated[list[ConditionForm], Field(min_length=1)] | None
    read: Literal["whole", "part"]
    once: Annotated[Once | None, Field(strict=False)]
    of: Annotated[list[Key], Field(min_length=1)] | None
    levels: Annotated[list[LevelForm], Field(min_length=1)]
    most_a_year: Annotated[int, Field(ge=1)] | None


class HeadForm(Stated):
    """What the policy is."""

    words = {"issued_on": (MISSING,), "number": (MISSING,)}
    number: Text | None
    title: Text
    issuer: Text
    issued_on: date | None
    source: Text
    confidence: Word


class PolicyForm(Stated):
    """A whole file."""

    words = {
        "choice": (NONE, MISSING),
        "awaits": (NONE,),
        "priorities": (NONE, MISSING),
        "deadlines": (NONE, MISSING),
        "documents": (NONE, MISSING),
        "bound_by": (NONE,),
    }
    rulebook: Annotated[int, Field(ge=1, le=1)]
    policy: HeadForm
    force: Annotated[list[PeriodForm], Field(min_length=1)]
    succession: SuccessionForm
    overlap: PrincipleForm
    choice: PrincipleForm | None
    awaits: Text | None
    bound_by: Annotated[list[Text], Field(min_length=1)] | None
    priorities: Annotated[list[PriorityForm], Field(min_length=1)] | None
    deadlines: Annotated[list[LimitForm], Field(min_length=1)] | None
    documents: Annotated[list[DocumentForm], Field(min_length=1)] | None
    items: Annotated[list[ItemForm], Field(min_length=1)]
