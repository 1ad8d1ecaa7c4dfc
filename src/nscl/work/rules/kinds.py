"""What each kind of activity may record, and which kind the words of a task speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from nscl.text.folding import fold_words
from nscl.work.enums import ActivityKind, OutputKind


@dataclass(frozen=True)
class KindRule:
    """What may be recorded of an activity of one kind, besides dates, money and result.

    tallied: quantities that the kind's own record gives (a class its attendances): nobody types them, and such an
    activity is done when its record says so.
    """

    outputs: tuple[OutputKind, ...]
    has_participants: bool = False
    has_place: bool = False
    has_outlet: bool = False
    tallied: tuple[OutputKind, ...] = ()


# What people write down; the rest is added up from records of its own.
TYPED_OUTPUTS: Final = tuple(sorted(kind for kind in OutputKind if kind is not OutputKind.PEOPLE_TRAINED))

KIND_RULES: Final[Mapping[ActivityKind, KindRule]] = {
    ActivityKind.CONFERENCE: KindRule(
        (OutputKind.COPIES, OutputKind.AGREEMENTS), has_participants=True, has_place=True
    ),
    ActivityKind.WORKSHOP: KindRule((OutputKind.COPIES, OutputKind.AGREEMENTS), has_participants=True, has_place=True),
    ActivityKind.STUDY_VISIT: KindRule((OutputKind.AGREEMENTS,), has_participants=True, has_place=True),
    ActivityKind.CONTEST: KindRule((OutputKind.ENTRIES,), has_participants=True, has_place=True, has_outlet=True),
    ActivityKind.TRAINING: KindRule((), has_place=True, tallied=(OutputKind.PEOPLE_TRAINED,)),
    ActivityKind.TV_REPORT: KindRule((OutputKind.REPORTS,), has_outlet=True),
    ActivityKind.ARTICLE: KindRule((OutputKind.ARTICLES,), has_outlet=True),
    ActivityKind.BULLETIN: KindRule((OutputKind.COPIES, OutputKind.ARTICLES), has_outlet=True),
    ActivityKind.HANDBOOK: KindRule((OutputKind.COPIES,), has_outlet=True),
    ActivityKind.POSTER: KindRule((OutputKind.COPIES,), has_place=True),
    ActivityKind.CAMPAIGN: KindRule(
        (OutputKind.COPIES, OutputKind.REPORTS, OutputKind.ARTICLES),
        has_participants=True,
        has_place=True,
        has_outlet=True,
    ),
    ActivityKind.SURVEY: KindRule(
        (OutputKind.QUESTIONNAIRES_SENT, OutputKind.QUESTIONNAIRES_ANSWERED), has_participants=True, has_place=True
    ),
    ActivityKind.MISSION: KindRule((OutputKind.MISSIONS, OutputKind.ORGANISATIONS_SUPPORTED), has_place=True),
    ActivityKind.INNOVATION: KindRule(
        (OutputKind.ORGANISATIONS_SUPPORTED, OutputKind.AGREEMENTS), has_participants=True, has_place=True
    ),
    ActivityKind.STARTUP: KindRule(
        (OutputKind.CENTRES, OutputKind.ZONES, OutputKind.ORGANISATIONS_SUPPORTED),
        has_participants=True,
        has_place=True,
    ),
    ActivityKind.INSPECTION: KindRule((OutputKind.ORGANISATIONS_INSPECTED, OutputKind.VIOLATIONS), has_place=True),
    ActivityKind.COOPERATION: KindRule((OutputKind.AGREEMENTS,), has_participants=True, has_place=True),
    # Whatever the list of kinds does not foresee can still be written down whole.
    ActivityKind.OTHER: KindRule(TYPED_OUTPUTS, has_participants=True, has_place=True, has_outlet=True),
}

# A part of a whole that is counted too: it cannot be more than the whole.
PARTS: Final[Mapping[OutputKind, OutputKind]] = {
    OutputKind.QUESTIONNAIRES_ANSWERED: OutputKind.QUESTIONNAIRES_SENT,
    OutputKind.VIOLATIONS: OutputKind.ORGANISATIONS_INSPECTED,
}

# Phrases by which plans name what is done, folded. The first that stands in a title decides: "Hội nghị phổ biến …" is
# a conference, "Phổ biến … qua hội nghị" a campaign. Longer phrases come before the shorter ones that they contain.
_PHRASES: Final[tuple[tuple[str, ActivityKind], ...]] = (
    ("trung tam doi moi sang tao", ActivityKind.STARTUP),
    ("khoi nghiep", ActivityKind.STARTUP),
    ("vuon uom", ActivityKind.STARTUP),
    ("doi moi sang tao", ActivityKind.INNOVATION),
    ("doi moi cong nghe", ActivityKind.INNOVATION),
    ("chuyen giao cong nghe", ActivityKind.INNOVATION),
    ("ket noi cung cau", ActivityKind.INNOVATION),
    ("hoc tap kinh nghiem", ActivityKind.STUDY_VISIT),
    ("tham quan", ActivityKind.STUDY_VISIT),
    ("dao tao", ActivityKind.TRAINING),
    ("tap huan", ActivityKind.TRAINING),
    ("boi duong", ActivityKind.TRAINING),
    ("lop hoc", ActivityKind.TRAINING),
    ("ban tin", ActivityKind.BULLETIN),
    ("hoi nghi", ActivityKind.CONFERENCE),
    ("hoi thao", ActivityKind.WORKSHOP),
    ("toa dam", ActivityKind.WORKSHOP),
    ("dien dan", ActivityKind.WORKSHOP),
    ("cuoc thi", ActivityKind.CONTEST),
    ("hoi thi", ActivityKind.CONTEST),
    ("phong su", ActivityKind.TV_REPORT),
    ("truyen hinh", ActivityKind.TV_REPORT),
    ("phat thanh", ActivityKind.TV_REPORT),
    ("chuyen muc", ActivityKind.TV_REPORT),
    ("tin bai", ActivityKind.ARTICLE),
    ("bai viet", ActivityKind.ARTICLE),
    ("bao chi", ActivityKind.ARTICLE),
    ("tap chi", ActivityKind.ARTICLE),
    ("so tay", ActivityKind.HANDBOOK),
    ("cam nang", ActivityKind.HANDBOOK),
    ("an pham", ActivityKind.HANDBOOK),
    ("tai lieu", ActivityKind.HANDBOOK),
    ("pano", ActivityKind.POSTER),
    ("ap phich", ActivityKind.POSTER),
    ("to roi", ActivityKind.POSTER),
    ("to gap", ActivityKind.POSTER),
    ("bang ron", ActivityKind.POSTER),
    ("tuyen truyen", ActivityKind.CAMPAIGN),
    ("truyen thong", ActivityKind.CAMPAIGN),
    ("pho bien", ActivityKind.CAMPAIGN),
    ("khao sat", ActivityKind.SURVEY),
    ("dieu tra", ActivityKind.SURVEY),
    ("nhiem vu khoa hoc", ActivityKind.MISSION),
    ("nhiem vu kh cn", ActivityKind.MISSION),
    ("de tai", ActivityKind.MISSION),
    ("du an khoa hoc", ActivityKind.MISSION),
    ("thanh tra", ActivityKind.INSPECTION),
    ("kiem tra", ActivityKind.INSPECTION),
    ("hop tac", ActivityKind.COOPERATION),
)


def guess_kind(title: str, outputs: Iterable[str] = ()) -> ActivityKind:
    """The kind of which a task's title speaks first, else its outputs; OTHER where none does.

    A proposal for a person to look at, never a statement: pilots and support will have records of their own.
    """
    for text in (title, *outputs):
        words = f" {' '.join(fold_words(text))} "
        found = [(words.find(f" {phrase} "), kind) for phrase, kind in _PHRASES if f" {phrase} " in words]
        if found:
            # `min` keeps the first of equals: the longer phrase.
            return min(found, key=lambda one: one[0])[1]
    return ActivityKind.OTHER
