"""Who may open the pages of progress."""

from __future__ import annotations

from typing import Final

from nscl.accounts.enums import Permission
from nscl.web.access import requires

sees_progress: Final = requires(Permission.VIEW_PLANS, Permission.VIEW_WORK)
