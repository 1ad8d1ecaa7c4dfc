"""What a study computes: firms read and cleaned, production functions by group, productivity by year."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _

from nscl.economics.analytics import require_analytics
from nscl.economics.problems import DataProblem
from nscl.economics.tables import DecimalMark
from nscl.productivity.rules.studies import (
    LEAST_FIRMS,
    MOST_GROUPS,
    NAME_LENGTH,
    Coefficient,
    LeftOut,
    StudyFound,
    StudyValues,
    YearOfStudy,
)

if TYPE_CHECKING:
    from nscl.economics.firms.production import Estimate
    from nscl.economics.firms.reading import Cleaned
    from nscl.economics.firms.reallocation import Shift

_PARQUET: Final = b"PAR1"


def columns_of_file(name: str, data: bytes) -> tuple[str, ...]:
    """The columns of an uploaded file. Raises DataProblem where it cannot be read, MissingExtra."""
    require_analytics()
    from nscl.economics.firms.summary import columns_of  # noqa: PLC0415  (only with the extra)

    with _as_file(name, data) as path:
        return columns_of(path)


def compute_study(name: str, data: bytes, values: StudyValues, note: Callable[[int, int], None]) -> StudyFound:
    """Everything that a study says. note: told how many steps of how many are done.

    Raises DataProblem where nothing can be computed from the file, MissingExtra.
    """
    require_analytics()
    from nscl.economics.firms.production import Estimator, Production  # noqa: PLC0415  (only with the extra)
    from nscl.economics.firms.reading import read_firms  # noqa: PLC0415
    from nscl.economics.firms.summary import estimates_by_group  # noqa: PLC0415

    production = Production(values.output, values.labour, values.capital, values.proxy or None)
    columns = dict.fromkeys((values.output, *values.labour, *values.capital, *filter(None, [values.proxy])))
    steps = len(values.estimators) + 1
    note(0, steps)
    with _as_file(name, data) as path:
        cleaned = read_firms(
            path,
            firm=values.firm,
            year=values.year,
            numbers=tuple(columns),
            group=values.group or None,
            decimal=DecimalMark(values.decimal) if values.decimal else None,
        )
        _check_groups(name, cleaned, values)
        coefficients: list[Coefficient] = []
        years: list[YearOfStudy] = []
        notes: list[str] = []
        for done, code in enumerate(values.estimators, start=1):
            note(done, steps)
            found, refused = estimates_by_group(
                cleaned, production, Estimator(code), exits=False, draws=values.draws, seed=values.seed
            )
            notes += refused
            shown = [(group, one) for group, one in found if one.firms >= LEAST_FIRMS]
            notes += [_withheld(_group(group), code) for group, one in found if one.firms < LEAST_FIRMS]
            coefficients += [one for group, made in shown for one in _coefficients(code, group, made)]
            notes += [words for _group, one in shown for words in one.notes]
            if shown:
                years += _years(code, cleaned, shown, notes)
    if not coefficients:
        raise DataProblem(_("Hàm sản xuất"), " ".join(notes), _("Hãy chọn phương pháp khác, hoặc bổ sung số liệu."))
    return StudyFound(
        rows_read=cleaned.rows_read,
        rows_used=cleaned.rows_used,
        firms=len(cleaned.panel.names),
        moved=cleaned.moved,
        coefficients=tuple(coefficients),
        years=tuple(years),
        dropped=tuple(LeftOut(one.why, one.rows, one.line) for one in cleaned.dropped),
        notes=tuple(dict.fromkeys(notes)),
    )


def _check_groups(name: str, cleaned: Cleaned, values: StudyValues) -> None:
    where = _("%(file)s, cột %(column)s") % {"file": name, "column": values.group}
    if len(cleaned.groups) > MOST_GROUPS:
        why = _("có %(count)s ngành, nhiều hơn %(most)s.") % {"count": len(cleaned.groups), "most": MOST_GROUPS}
        raise DataProblem(where, why, _("Hãy chọn cột ngành gộp hơn, hoặc để trống cột ngành."))
    longest = max(cleaned.groups, key=len, default="")
    if len(longest) > NAME_LENGTH:
        why = _("tên ngành “%(name)s…” dài quá %(most)s ký tự.") % {"name": longest[:30], "most": NAME_LENGTH}
        raise DataProblem(where, why, _("Hãy dùng mã ngành hoặc tên ngắn."))


@contextmanager
def _as_file(name: str, data: bytes) -> Iterator[Path]:
    """An upload as a file that an engine can open; it is gone afterwards. Problems name it as its sender does."""
    with tempfile.TemporaryDirectory(prefix="nscl-") as folder:
        path = Path(folder) / ("firms.parquet" if data.startswith(_PARQUET) else "firms.csv")
        path.write_bytes(data)
        try:
            yield path
        except DataProblem as problem:
            where, why = (text.replace(str(path), name) for text in (problem.where, problem.why))
            raise DataProblem(where, why, problem.remedy) from None


def _group(name: str) -> str:
    return _("Ngành %(name)s") % {"name": name} if name else _("Cả tệp")


def _withheld(what: str, code: str) -> str:
    words = {"what": what, "method": _name(code), "least": LEAST_FIRMS}
    return (
        _("%(what)s, %(method)s: ít hơn %(least)s doanh nghiệp nên không hiện kết quả, để giữ bí mật thống kê.") % words
    )


def _name(code: str) -> str:
    from nscl.economics.firms.production import Estimator  # noqa: PLC0415  (only with the extra)
    from nscl.economics.firms.summary import NAMES  # noqa: PLC0415

    return NAMES[Estimator(code)]


def _coefficients(code: str, group: str, made: Estimate) -> Iterator[Coefficient]:
    for name, value in made.coefficients.items():
        error = made.errors[name] if made.errors else None
        yield Coefficient(
            code, group, name, float(value), None if error is None else float(error), made.rows, made.firms
        )
    yield Coefficient(code, group, "", made.returns_to_scale, None, made.rows, made.firms)


def _years(
    code: str, cleaned: Cleaned, shown: Sequence[tuple[str, Estimate]], notes: list[str]
) -> Iterator[YearOfStudy]:
    from nscl.economics.firms.summary import by_year  # noqa: PLC0415  (only with the extra)

    hidden: list[int] = []
    for one in by_year(cleaned, shown):
        whole, shift = one.aggregate, one.shift
        if whole.firms < LEAST_FIRMS:
            notes.append(_withheld(_("Năm %(year)s") % {"year": whole.year}, code))
            continue
        if shift is not None and _tells_of_few(shift):
            hidden.append(whole.year)
            shift = None
        parts = None if shift is None else (shift.parts[0], shift.parts[1], shift.parts[2], shift.parts[3])
        yield YearOfStudy(code, whole.year, whole.firms, whole.total, whole.mean, whole.covariance, parts)
    if hidden:
        words = _(
            "%(method)s, năm %(years)s: ít hơn %(least)s doanh nghiệp ở lại, gia nhập hoặc rút lui nên không hiện "
            "các thành phần, để giữ bí mật thống kê."
        )
        years = ", ".join(map(str, hidden))
        notes.append(words % {"method": _name(code), "years": years, "least": LEAST_FIRMS})


def _tells_of_few(shift: Shift) -> bool:
    """Whether one part of a change is of one or two firms."""
    return shift.staying < LEAST_FIRMS or any(0 < count < LEAST_FIRMS for count in (shift.entering, shift.leaving))
