"""Whom a participant comes from, as programmes report it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nscl.organisations.enums import OrganisationKind
from nscl.text.folding import fold_words
from nscl.work.enums import ParticipantKind

# Bodies that assess and consultants sell the service that the programmes support; they are none of those supported.
_KINDS: Final[Mapping[OrganisationKind, ParticipantKind]] = {
    OrganisationKind.ENTERPRISE: ParticipantKind.ENTERPRISE,
    OrganisationKind.COOPERATIVE: ParticipantKind.COOPERATIVE,
    OrganisationKind.COOPERATIVE_UNION: ParticipantKind.COOPERATIVE,
    OrganisationKind.HOUSEHOLD: ParticipantKind.HOUSEHOLD,
    OrganisationKind.SCHOOL: ParticipantKind.SCHOOL,
    OrganisationKind.HEALTH: ParticipantKind.HEALTH,
    OrganisationKind.PUBLIC: ParticipantKind.PUBLIC,
    OrganisationKind.CONFORMITY_BODY: ParticipantKind.OTHER,
    OrganisationKind.CONSULTANCY: ParticipantKind.OTHER,
}


def participant_kind(organisation: OrganisationKind | None) -> ParticipantKind:
    """The kind under which a participant from such an organisation is counted; from none: "other"."""
    return ParticipantKind.OTHER if organisation is None else _KINDS[organisation]


# Words by which organisations are named, folded. The first that stands in a name decides.
_NAMED: Final[tuple[tuple[str, OrganisationKind], ...]] = (
    ("cong ty", OrganisationKind.ENTERPRISE),
    ("doanh nghiep", OrganisationKind.ENTERPRISE),
    ("tap doan", OrganisationKind.ENTERPRISE),
    ("tnhh", OrganisationKind.ENTERPRISE),
    ("hop tac xa", OrganisationKind.COOPERATIVE),
    ("htx", OrganisationKind.COOPERATIVE),
    ("ho kinh doanh", OrganisationKind.HOUSEHOLD),
    ("hkd", OrganisationKind.HOUSEHOLD),
    ("truong", OrganisationKind.SCHOOL),
    ("dai hoc", OrganisationKind.SCHOOL),
    ("hoc vien", OrganisationKind.SCHOOL),
    ("benh vien", OrganisationKind.HEALTH),
    ("trung tam y te", OrganisationKind.HEALTH),
    ("tram y te", OrganisationKind.HEALTH),
    ("so", OrganisationKind.PUBLIC),
    ("ubnd", OrganisationKind.PUBLIC),
    ("uy ban nhan dan", OrganisationKind.PUBLIC),
    ("chi cuc", OrganisationKind.PUBLIC),
    ("phong", OrganisationKind.PUBLIC),
    ("ban quan ly", OrganisationKind.PUBLIC),
    ("trung tam", OrganisationKind.PUBLIC),
)


def organisation_kind(name: str) -> OrganisationKind | None:
    """The kind of which an organisation's name speaks first; None where it speaks of none.

    A proposal for a person to look at: a list shows it before anything is written.
    """
    words = f" {' '.join(fold_words(name))} "
    found = [(words.find(f" {phrase} "), -len(phrase), kind) for phrase, kind in _NAMED if f" {phrase} " in words]
    return min(found, key=lambda one: one[:2])[2] if found else None
