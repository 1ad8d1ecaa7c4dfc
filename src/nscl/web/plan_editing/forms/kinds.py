"""The forms of all kinds of items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from nscl.plans.enums import ItemKind
from nscl.web.plan_editing.forms.document import AGENCY, FINDING, HEADER, LEGAL_BASIS
from nscl.web.plan_editing.forms.duties import REPORTING, RESPONSIBILITY, REVIEW, SUPPORT_RULE
from nscl.web.plan_editing.forms.money import BUDGET, BUDGET_LINE, STATED_SUM
from nscl.web.plan_editing.forms.spec import KindSpec
from nscl.web.plan_editing.forms.work import TARGET, TASK, TASK_GROUP

SPECS: Final[Mapping[ItemKind, KindSpec]] = {
    spec.kind: spec
    for spec in (
        HEADER,
        LEGAL_BASIS,
        AGENCY,
        TARGET,
        TASK_GROUP,
        TASK,
        RESPONSIBILITY,
        REPORTING,
        REVIEW,
        SUPPORT_RULE,
        FINDING,
        BUDGET,
        BUDGET_LINE,
        STATED_SUM,
    )
}
