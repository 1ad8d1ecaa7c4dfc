"""One door to all estimators, and the bootstrap over firms for those without standard errors of their own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

import numpy as np

from nscl.economics.analytics import one_core
from nscl.economics.firms.control_function import ackerberg_caves_frazer, levinsohn_petrin, olley_pakes, sampled
from nscl.economics.firms.first_stage import DEGREE
from nscl.economics.firms.panel import FirmYears, Floats
from nscl.economics.firms.production import Estimate, Estimator, Production
from nscl.economics.firms.regressions import regression
from nscl.economics.firms.resampling import Draws
from nscl.economics.firms.wooldridge import wooldridge
from nscl.economics.problems import DataProblem

DRAWS: Final = 200
FEWEST_DRAWS: Final = 20
# More failures than this part of the draws, and the standard errors would be of the samples that happened to work.
MOST_FAILURES: Final = 0.2
_BY_SUMS: Final = (Estimator.OLLEY_PAKES, Estimator.LEVINSOHN_PETRIN, Estimator.ACKERBERG_CAVES_FRAZER)
_REGRESSIONS: Final = (Estimator.OLS, Estimator.FIXED_EFFECTS, Estimator.TWO_WAY)


def estimate(
    rows: FirmYears,
    production: Production,
    estimator: Estimator = Estimator.ACKERBERG_CAVES_FRAZER,
    *,
    degree: int = DEGREE,
    exits: bool = False,
    draws: int = 0,
    seed: int = 1,
) -> Estimate:
    """The coefficients by one estimator; with draws, standard errors by resampling firms with all their years.

    The bootstrap repeats both stages in each sample. The same seed gives the same figures. Raises DataProblem as the
    estimator does, for fewer than 20 draws, and where a fifth of the samples give no estimate.
    """
    if draws and draws < FEWEST_DRAWS:
        raise DataProblem("Số lần lấy mẫu", f"là {draws}.", f"Hãy nêu ít nhất {FEWEST_DRAWS}.")
    wanted = (production.output, *production.inputs, *([production.proxy] if production.proxy else []))
    absent = [name for name in wanted if name not in rows.column_names]
    if absent:
        have = ", ".join(rows.column_names)
        raise DataProblem("Bảng doanh nghiệp", f"không có cột {absent[0]} (có: {have}).", "Hãy chọn tên cột khác.")
    with one_core():  # blocks are small: a second core would only be waited for
        return _estimate(rows, production, estimator, degree, exits, draws, seed)


def _estimate(  # noqa: PLR0917  (what `estimate` passes on)
    rows: FirmYears,
    production: Production,
    estimator: Estimator,
    degree: int,
    exits: bool,  # noqa: FBT001
    draws: int,
    seed: int,
) -> Estimate:
    whole = _once(rows, production, estimator, degree, exits, None, None)
    if not draws:
        return whole
    made = _samples(rows, production, estimator, degree, exits, draws, seed, whole)
    found = [one for one in made if not isinstance(one, DataProblem)]
    failed = draws - len(found)
    if failed > MOST_FAILURES * draws:
        raise DataProblem(
            "Bootstrap", f"{failed} trong {draws} mẫu không ước lượng được.", "Hãy gộp ngành, hoặc dùng wrdg."
        )
    errors = np.std(np.asarray(found), axis=0, ddof=1)
    by_input: Mapping[str, float] = dict(zip(production.inputs, map(float, errors), strict=True))
    return replace(whole, errors=by_input, draws=draws, failed_draws=failed)


def _samples(  # noqa: PLR0917  (what `_estimate` passes on)
    rows: FirmYears,
    production: Production,
    estimator: Estimator,
    degree: int,
    exits: bool,  # noqa: FBT001
    draws: int,
    seed: int,
    whole: Estimate,
) -> Iterable[Floats | DataProblem]:
    """The coefficients of each sample, or why it has none: in one pass over the rows where that is possible."""
    drawn = Draws(draws, rows.firm_count, seed)
    if estimator in _BY_SUMS and not exits:
        names = production.inputs if estimator is Estimator.ACKERBERG_CAVES_FRAZER else production.state
        start = [whole.coefficients[name] for name in names]
        made = sampled(rows, production, estimator, drawn, degree=degree, start=start)
        if made is not None:
            return made
    return (_by_rows(rows, production, estimator, degree, exits, drawn.sample(one), whole) for one in range(draws))


def _by_rows(  # noqa: PLR0917  (one sample's estimate)
    rows: FirmYears,
    production: Production,
    estimator: Estimator,
    degree: int,
    exits: bool,  # noqa: FBT001
    weights: Floats,
    whole: Estimate,
) -> Floats | DataProblem:
    try:
        one = _once(rows, production, estimator, degree, exits, weights, whole)
    except DataProblem as problem:
        return problem
    return np.array([one.coefficients[name] for name in production.inputs])


def _once(  # noqa: PLR0917  (one sample's estimate)
    rows: FirmYears,
    production: Production,
    estimator: Estimator,
    degree: int,
    exits: bool,  # noqa: FBT001
    weights: Floats | None,
    near: Estimate | None,
) -> Estimate:
    names = production.inputs if estimator is Estimator.ACKERBERG_CAVES_FRAZER else production.state
    start = [near.coefficients[name] for name in names] if near else []
    if estimator in _REGRESSIONS:
        return regression(rows, production, estimator, weights)
    if estimator is Estimator.OLLEY_PAKES:
        return olley_pakes(rows, production, exits=exits, degree=degree, weights=weights, start=start)
    if estimator is Estimator.LEVINSOHN_PETRIN:
        return levinsohn_petrin(rows, production, degree=degree, weights=weights, start=start)
    if estimator is Estimator.WOOLDRIDGE:
        return wooldridge(rows, production, degree=degree, weights=weights)
    return ackerberg_caves_frazer(rows, production, degree=degree, weights=weights, start=start)
