"""The same site as self check-in has."""

from tests.web.check_in.conftest import _nothing_tried_yet, built, focal, lesson, world

__all__ = ["_nothing_tried_yet", "built", "focal", "lesson", "world"]
