"""Studies of firms: asked for, worked on by a process of its own, published, withdrawn, removed."""

from nscl.productivity.operations.studies.publishing import publish_study, remove_study, withdraw_study
from nscl.productivity.operations.studies.working import (
    StudyJob,
    fail_study,
    finish_study,
    give_sign,
    restart_study,
    start_study,
    take_study,
)

__all__ = [
    "StudyJob",
    "fail_study",
    "finish_study",
    "give_sign",
    "publish_study",
    "remove_study",
    "restart_study",
    "start_study",
    "take_study",
    "withdraw_study",
]
