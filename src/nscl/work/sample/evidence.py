"""Evidence of what was done in a sample year: which file or link goes with which activity."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Final

from nscl.work.enums import ActivityKind
from nscl.work.rules.kinds import KIND_RULES
from nscl.work.rules.values import ActivityState
from nscl.work.sample.files import CHARTS, DOCUMENTS, PHOTOGRAPHS, SampleFile

# Of what is done, so much has evidence: the rest is what an auditor asks for.
_PROVEN: Final = 0.75
_IN_PUBLIC: Final = frozenset({ActivityKind.TV_REPORT, ActivityKind.ARTICLE, ActivityKind.BULLETIN})
# A name that nobody can register (RFC 2606).
_SITE: Final = "https://so-lieu-mau.example"
_CAPTIONS: Final = ("Toàn cảnh (mẫu)", "Đại biểu dự (mẫu)", "Tại hiện trường (mẫu)")


@dataclass(frozen=True, slots=True)
class DrawnEvidence:
    """A file, or a link where `file` is None, added on a day."""

    name: str
    on: date
    file: SampleFile | None = None
    link: str = ""
    caption: str = ""


def draw_evidence(random: Random, state: ActivityState) -> tuple[DrawnEvidence, ...]:
    """What proves an activity that is done; nothing for some of them, and for what is not done."""
    if state.done_on is None or random.random() >= _PROVEN:
        return ()
    on = state.done_on
    if state.kind in _IN_PUBLIC:
        address = f"{_SITE}/{state.kind.value}/{random.randint(1000, 9999)}"
        return (DrawnEvidence("Đường dẫn bài đăng, phát sóng (mẫu)", on, link=address),)
    if state.kind is ActivityKind.SURVEY:
        return (document(random, on), DrawnEvidence("bieu-do-khao-sat-mau.png", on, file=random.choice(CHARTS)))
    if not KIND_RULES[state.kind].has_participants:
        return (document(random, on),)
    caption = random.choice(_CAPTIONS)
    picture = DrawnEvidence("anh-hoat-dong-mau.jpg", on, file=random.choice(PHOTOGRAPHS), caption=caption)
    return (picture, document(random, on)) if random.random() < 1 / 2 else (picture,)


def document(random: Random, on: date) -> DrawnEvidence:
    """A report on paper."""
    return DrawnEvidence("bao-cao-ket-qua-mau.pdf", on, file=random.choice(DOCUMENTS), caption="Báo cáo kết quả (mẫu)")
