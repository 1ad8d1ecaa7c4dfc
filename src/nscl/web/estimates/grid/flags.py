"""What is remarked at a line of the grid: its norm with its citation, and what does not hold, in a few words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from nscl.finance.queries.estimates.lines import GridLine, NormFlag
from nscl.finance.rules.problems import Reason
from nscl.text.formats import format_number, format_vnd
from nscl.web.estimates.grid.rendering import Flag
from nscl.web.ui.parts import Text, Tone

# The rest of a problem's sentence stands in the list of problems and on the line's own page.
_SHORT: Final[Mapping[Reason, Text]] = {
    Reason.PRODUCT: gettext_lazy("khác đơn giá × số lượng"),
    Reason.EMPTY: gettext_lazy("chưa có số tiền"),
    Reason.OUTSIDE_YEARS: gettext_lazy("có tiền ngoài các năm"),
    Reason.UNKNOWN: gettext_lazy("định mức không còn hiệu lực"),
}


def flags_of(line: GridLine) -> list[Flag]:
    """The remarks of a line, the gravest first."""
    return [*_problems(line), *([] if line.norm is None else _norm(line.norm, line))]


def _problems(line: GridLine) -> Iterator[Flag]:
    for problem in line.problems:
        if problem.reason in _SHORT:
            yield Flag(_SHORT[problem.reason], Tone.BAD if problem.blocks else Tone.WARN)
    if line.state_ahead_percent:
        yield Flag(_("ngân sách chi trước %(n)s%%") % {"n": line.state_ahead_percent}, Tone.IDLE)


def _norm(flag: NormFlag, line: GridLine) -> Iterator[Flag]:
    norm = flag.norm
    if norm is None:
        return
    if flag.is_over:
        text = _("vượt định mức %(over)s (%(cite)s)") % {"over": format_vnd(flag.over_vnd), "cite": norm.cite}
        yield Flag(text, Tone.WARN if line.over_norm_reason else Tone.BAD)
        return
    if norm.ceiling_vnd is None:
        yield Flag(_("định mức chưa rõ mức (%(cite)s)") % {"cite": norm.cite}, Tone.IDLE)
        return
    text = _("định mức %(ceiling)s đồng/%(unit)s (%(cite)s)") % {
        "ceiling": format_number(norm.ceiling_vnd),
        "unit": norm.unit,
        "cite": norm.cite,
    }
    if flag.is_unverified:
        text = _("%(norm)s, chưa kiểm chứng") % {"norm": text}
    yield Flag(text, Tone.IDLE)
