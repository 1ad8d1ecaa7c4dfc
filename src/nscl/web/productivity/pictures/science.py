"""Science, technology and innovation by method: the mean of the run's years."""

from __future__ import annotations

from django.utils.translation import gettext as _

from nscl.documents.productivity_papers.accounts import AccountPaper
from nscl.documents.productivity_papers.paper import RunPaper
from nscl.web.productivity.drawing.frame import ACTUAL
from nscl.web.productivity.drawing.stacked import Mark, Piece, Stack, stack
from nscl.web.productivity.pictures.picture import Picture
from nscl.web.productivity.words import SCIENCE, named, points


def science(paper: RunPaper, account: AccountPaper | None) -> Picture | None:
    """One bar a method; None where none told anything."""
    del account
    told = [(named(SCIENCE, one.method), one.mean) for one in paper.science if one.mean is not None]
    if not told:
        return None
    labels, means = [name for name, _mean in told], [mean for _name, mean in told]
    drawn = Stack(
        labels,
        [Piece(_("Khoa học, công nghệ"), ACTUAL, [mean * 100 for mean in means])],
        _("điểm % mỗi năm"),
        Mark("", [mean * 100 for mean in means], [points(mean) for mean in means], is_drawn=False),
        across=True,
    )
    if len(told) == 1:
        title = _("%(name)s: %(n)s điểm %% mỗi năm") % {"name": labels[0], "n": points(means[0])}
    else:
        title = _("Khoa học, công nghệ đóng góp từ %(low)s đến %(high)s điểm %% mỗi năm, tùy phương pháp") % {
            "low": points(min(means)),
            "high": points(max(means)),
        }
    return Picture(
        title=title,
        head=[_("Phương pháp"), _("Điểm % mỗi năm")],
        rows=[[name, points(mean)] for name, mean in zip(labels, means, strict=True)],
        draw=lambda: stack(drawn),
        height=drawn.height,
    )
