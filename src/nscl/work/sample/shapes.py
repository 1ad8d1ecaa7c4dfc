"""What activities of each kind look like in a sample: their names, how long they take, what they yield and cost."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from decimal import Decimal
from random import Random
from typing import Final

from nscl.work.enums import ActivityKind, OutputKind, ParticipantKind
from nscl.work.rules.kinds import KIND_RULES, PARTS
from nscl.work.rules.values import Participants, Quantity

# What is also done where a task speaks of one kind of work: a campaign has its reports, articles and leaflets.
ALSO_DONE: Final[Mapping[ActivityKind, tuple[ActivityKind, ...]]] = {
    ActivityKind.CAMPAIGN: (
        *(ActivityKind.TV_REPORT, ActivityKind.ARTICLE, ActivityKind.POSTER, ActivityKind.BULLETIN),
        ActivityKind.CONTEST,
    ),
    ActivityKind.CONFERENCE: (ActivityKind.HANDBOOK, ActivityKind.ARTICLE),
    ActivityKind.WORKSHOP: (ActivityKind.HANDBOOK,),
    ActivityKind.INNOVATION: (ActivityKind.STUDY_VISIT, ActivityKind.WORKSHOP),
    ActivityKind.STARTUP: (ActivityKind.CONTEST, ActivityKind.WORKSHOP),
    ActivityKind.COOPERATION: (ActivityKind.STUDY_VISIT,),
    ActivityKind.SURVEY: (ActivityKind.WORKSHOP,),
    ActivityKind.OTHER: (ActivityKind.WORKSHOP, ActivityKind.SURVEY, ActivityKind.CONFERENCE, ActivityKind.CAMPAIGN),
}
# How an activity is called that is of another kind than its task.
LEADS: Final[Mapping[ActivityKind, str]] = {
    ActivityKind.CONFERENCE: "Hội nghị",
    ActivityKind.WORKSHOP: "Hội thảo, tọa đàm",
    ActivityKind.STUDY_VISIT: "Tham quan, học tập kinh nghiệm",
    ActivityKind.CONTEST: "Cuộc thi tìm hiểu",
    ActivityKind.TRAINING: "Lớp tập huấn",
    ActivityKind.TV_REPORT: "Phóng sự",
    ActivityKind.ARTICLE: "Tin, bài",
    ActivityKind.BULLETIN: "Bản tin",
    ActivityKind.HANDBOOK: "Sổ tay hướng dẫn",
    ActivityKind.POSTER: "Pano, tờ rơi",
    ActivityKind.CAMPAIGN: "Tuyên truyền, phổ biến",
    ActivityKind.SURVEY: "Khảo sát",
    ActivityKind.MISSION: "Nhiệm vụ khoa học và công nghệ",
    ActivityKind.INNOVATION: "Hỗ trợ đổi mới sáng tạo",
    ActivityKind.STARTUP: "Hỗ trợ khởi nghiệp",
    ActivityKind.INSPECTION: "Kiểm tra",
    ActivityKind.COOPERATION: "Làm việc, hợp tác",
    ActivityKind.OTHER: "Triển khai",
}
_ONE_DAY: Final = frozenset(
    {ActivityKind.CONFERENCE, ActivityKind.WORKSHOP, ActivityKind.TV_REPORT, ActivityKind.ARTICLE}
)
_SHORTEST, _LONGEST = 3, 45
# Least and most of an output in one activity.
_QUANTITIES: Final[Mapping[OutputKind, tuple[int, int]]] = {
    OutputKind.COPIES: (100, 1200),
    OutputKind.REPORTS: (1, 6),
    OutputKind.ARTICLES: (2, 24),
    OutputKind.ORGANISATIONS_SUPPORTED: (1, 12),
    OutputKind.QUESTIONNAIRES_SENT: (120, 400),
    OutputKind.QUESTIONNAIRES_ANSWERED: (80, 120),
    OutputKind.ORGANISATIONS_INSPECTED: (15, 60),
    OutputKind.VIOLATIONS: (0, 5),
    OutputKind.CENTRES: (1, 1),
    OutputKind.ZONES: (1, 1),
    OutputKind.ENTRIES: (20, 150),
    OutputKind.MISSIONS: (1, 2),
    OutputKind.AGREEMENTS: (1, 3),
}
# How often an activity yields what its kind is not for.
_ALSO: Final = 0.33
# Least and most that an activity costs, in million đồng, where no line of the budget says so.
_CHEAP, _USUAL, _DEAR = (5, 30), (15, 90), (120, 480)
_COSTS: Final[Mapping[ActivityKind, tuple[int, int]]] = {
    ActivityKind.ARTICLE: _CHEAP,
    ActivityKind.POSTER: _CHEAP,
    ActivityKind.BULLETIN: _CHEAP,
    ActivityKind.MISSION: _DEAR,
    ActivityKind.STARTUP: _DEAR,
}
_OTHERS: Final = (
    *(ParticipantKind.COOPERATIVE, ParticipantKind.HOUSEHOLD, ParticipantKind.SCHOOL, ParticipantKind.HEALTH),
    *(ParticipantKind.PUBLIC, ParticipantKind.ASSOCIATION),
)


def days_of(random: Random, kind: ActivityKind) -> int:
    """How many days after its first day an activity ends."""
    return 0 if kind in _ONE_DAY else random.randint(_SHORTEST, _LONGEST)


def cost_of(random: Random, kind: ActivityKind) -> int:
    """What it costs, in million đồng."""
    return random.randint(*_COSTS.get(kind, _USUAL))


def outputs_of(
    random: Random, kind: ActivityKind, withheld: Collection[OutputKind], counted: Mapping[OutputKind, int]
) -> tuple[Quantity, ...]:
    """What the kind yields; an activity of no kind of the list records no output.

    counted: what it yields at any rate; withheld: what nothing else yields, for a target counts it.
    """
    allowed = () if kind is ActivityKind.OTHER else KIND_RULES[kind].outputs
    free = [one for one in allowed if one not in counted and one not in withheld]
    # The first is what the kind is for, the others may be there; a part stands beside its whole.
    chosen = [
        one for place, one in enumerate(free) if not (place or counted) or one in PARTS or random.random() < _ALSO
    ]
    kinds = [*counted, *(one for one in chosen if PARTS.get(one, one) in {one, *chosen, *counted})]
    drawn = {one: counted[one] if one in counted else random.randint(*_QUANTITIES[one]) for one in kinds}
    return tuple(sorted((Quantity(one, Decimal(number)) for one, number in drawn.items()), key=lambda one: one.kind))


def participants_of(random: Random, kind: ActivityKind) -> tuple[Participants, ...]:
    """Who came, by kind of organisation; nobody where the kind does not record it."""
    if not KIND_RULES[kind].has_participants:
        return ()
    rows = []
    for one in (ParticipantKind.ENTERPRISE, *random.sample(_OTHERS, 2)):
        people = random.randint(12, 70)
        women = random.randint(people // 4, people // 2)
        rows.append(Participants(one, people=people, organisations=random.randint(people // 3, people), women=women))
    return tuple(sorted(rows, key=lambda one: one.kind))
