"""Who is to be reminded of which dates."""

from nscl.work.queries.reminders.due import (
    PersonReminders,
    ReminderItem,
    RemindersDue,
    Unheard,
    reminders_due,
)
from nscl.work.queries.reminders.people import Recipient, Unreachable, WhyNot

__all__ = [
    "PersonReminders",
    "Recipient",
    "ReminderItem",
    "RemindersDue",
    "Unheard",
    "Unreachable",
    "WhyNot",
    "reminders_due",
]
