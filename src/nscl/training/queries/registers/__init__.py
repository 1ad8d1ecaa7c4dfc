"""Reads of the registers of experts, clubs and programmes, within the provinces whose training the viewer may see."""

from nscl.training.queries.registers.access import EntryNotFound, SchoolChoice, schools_of
from nscl.training.queries.registers.clubs import ClubDetail, ClubRow, club_of_activity, get_club, list_clubs
from nscl.training.queries.registers.experts import (
    ExpertDetail,
    ExpertRow,
    expert_of_certificate,
    get_expert,
    list_experts,
)
from nscl.training.queries.registers.programmes import ProgrammeRow, get_programme, list_programmes

__all__ = [
    "ClubDetail",
    "ClubRow",
    "EntryNotFound",
    "ExpertDetail",
    "ExpertRow",
    "ProgrammeRow",
    "SchoolChoice",
    "club_of_activity",
    "expert_of_certificate",
    "get_club",
    "get_expert",
    "get_programme",
    "list_clubs",
    "list_experts",
    "list_programmes",
    "schools_of",
]
