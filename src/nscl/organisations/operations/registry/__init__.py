"""Acts on the registry of organisations: keyword-only, atomic, each with its audit event.

`viewer`: the person who acts, None for the system; `by`: as the audit trail names them; `at`: when. Merging and kinship
are called by `nscl.progress.operations.organisations`, which takes along what other packages keep.
"""

from nscl.organisations.operations.registry.entries import OrganisationEntry
from nscl.organisations.operations.registry.errors import (
    FieldConflict,
    FieldProblem,
    FlagClash,
    FlagMissing,
    InvalidEntry,
    KinRefused,
    OrganisationMerged,
    OrganisationMergeRefused,
    RegistryConflict,
    RegistryError,
    StateRefused,
    TaxCodeTaken,
)
from nscl.organisations.operations.registry.flags import FlagEntry, end_flag, state_flag
from nscl.organisations.operations.registry.kinship import United, end_branch, record_branch, record_succession
from nscl.organisations.operations.registry.merging import merge_organisations, set_apart
from nscl.organisations.operations.registry.moving import move_seat
from nscl.organisations.operations.registry.registering import edit, register
from nscl.organisations.operations.registry.sizing import FiguresEntry, state_figures
from nscl.organisations.operations.registry.states import end, resume, suspend

__all__ = [
    "FieldConflict",
    "FieldProblem",
    "FiguresEntry",
    "FlagClash",
    "FlagEntry",
    "FlagMissing",
    "InvalidEntry",
    "KinRefused",
    "OrganisationEntry",
    "OrganisationMergeRefused",
    "OrganisationMerged",
    "RegistryConflict",
    "RegistryError",
    "StateRefused",
    "TaxCodeTaken",
    "United",
    "edit",
    "end",
    "end_branch",
    "end_flag",
    "merge_organisations",
    "move_seat",
    "record_branch",
    "record_succession",
    "register",
    "resume",
    "set_apart",
    "state_figures",
    "state_flag",
    "suspend",
]
