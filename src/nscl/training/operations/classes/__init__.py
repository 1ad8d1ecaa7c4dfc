"""Acts on classes: opened, changed, given sessions and people who run them, closed and opened again."""

from nscl.training.operations.classes.closing import close_class, reopen_class
from nscl.training.operations.classes.editing import (
    add_staff,
    edit_class,
    remove_staff,
    set_registration,
    set_trainers,
)
from nscl.training.operations.classes.making import Opening, open_class
from nscl.training.operations.classes.sessions import add_session, add_sessions, cancel_session, edit_session
from nscl.training.operations.opening import Saved

__all__ = [
    "Opening",
    "Saved",
    "add_session",
    "add_sessions",
    "add_staff",
    "cancel_session",
    "close_class",
    "edit_class",
    "edit_session",
    "open_class",
    "remove_staff",
    "reopen_class",
    "set_registration",
    "set_trainers",
]
