"""`nscl rules`: rules of support against their cases, and a draft tried on past cases; without a database."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import NoReturn

import click
from django.conf import settings

from nscl.rulebook.errors import RulebookError
from nscl.rulebook.policies import Policies, Policy, assess, read_draft, read_policies
from nscl.rulebook.policies.decision import STATE_NAMES
from nscl.rulebook.policies.examples import Example, cases_beside, disagreements, read_examples
from nscl.rulebook.policies.trying import Change, PastCase, Trial, try_policy
from nscl.text.formats import format_vnd

EXIT_DISAGREEMENT = 1
EXIT_UNREADABLE = 2
_FORMATS = click.Choice(["text", "json", "csv"])


@dataclass(frozen=True)
class _Checked:
    """One policy against its cases. wrong: the cases that come out otherwise; untried: rules that no case is about."""

    policy: str
    number: str
    rules: int
    cases: int
    wrong: tuple[str, ...]
    untried: tuple[str, ...]


@click.group("rules")
def rules() -> None:
    """Quy định hỗ trợ: đối chiếu với hồ sơ thử, thử một dự thảo trên hồ sơ đã có."""


@rules.command("check")
@click.argument("folder", type=click.Path(path_type=Path), required=False)
@click.option("--format", "as_format", type=_FORMATS, default="text", show_default=True, help="cách in kết quả")
def check(folder: Path | None, as_format: str) -> None:
    """Đọc mọi quy định trong FOLDER (mặc định: data/rules) và chạy các hồ sơ thử nằm cạnh.

    Mã kết thúc: 0 mọi hồ sơ ra đúng và quy định nào cũng có hồ sơ, 1 có chỗ khác, 2 không đọc được tệp.
    """
    root = folder or Path(settings.DATA_DIR) / "rules"
    policies = _policies(root)
    checked = [
        _check(policy, _examples(cases_beside(root / f"{slug}.yaml"), policy)) for slug, policy in policies.items()
    ]
    click.echo(_printed(checked, as_format))
    if any(one.wrong or one.untried for one in checked):
        sys.exit(EXIT_DISAGREEMENT)


@rules.command("try")
@click.argument("draft", type=click.Path(path_type=Path))
@click.argument("cases", type=click.Path(path_type=Path), nargs=-1, required=True)
@click.option("--province", required=True, help="tỉnh của dự thảo: tên thư mục trong data/rules, ví dụ bac-ninh")
@click.option("--rules", "folder", type=click.Path(path_type=Path), help="thư mục quy định (mặc định: data/rules)")
@click.option("--format", "as_format", type=_FORMATS, default="text", show_default=True, help="cách in kết quả")
def try_draft(draft: Path, cases: tuple[Path, ...], province: str, folder: Path | None, as_format: str) -> None:
    """Thử DRAFT (tệp dự thảo quy định) trên các hồ sơ đã có trong CASES (.cases.yaml): ngân sách thay đổi thế nào.

    Số đã chi của mỗi hồ sơ là paid_vnd của nó; không ghi thì lấy số mà hồ sơ nêu ở then. Ngày hiệu lực của dự thảo được
    bỏ qua. Mã kết thúc: 0 thử được, 2 không đọc được tệp.
    """
    policies = _policies(folder or Path(settings.DATA_DIR) / "rules")
    try:
        tried = read_draft(draft, province, policies)
    except (RulebookError, OSError) as error:
        _stop(draft, error)
    past = [
        PastCase(
            name=one.name,
            case=one.case,
            on=one.on,
            paid_vnd=one.amount_vnd if one.paid_vnd is None else one.paid_vnd,
        )
        for path in cases
        for one in _examples(path, tried)
    ]
    click.echo(_effect(try_policy(past, tried), tried, as_format))


def _policies(root: Path) -> Policies:
    try:
        return read_policies(root)
    except (RulebookError, OSError) as error:
        _stop(root, error)


def _examples(path: Path, policy: Policy) -> tuple[Example, ...]:
    try:
        return read_examples(path, policy.vocabulary)
    except (RulebookError, OSError) as error:
        _stop(path, error)


def _stop(path: Path, error: RulebookError | OSError) -> NoReturn:
    words = str(error)
    if isinstance(error, OSError):
        name = error.filename or path
        words = f"{name}: không mở được tệp ({error.strerror}). Cách sửa: kiểm tra đường dẫn và quyền đọc."
    click.echo(words, err=True)
    sys.exit(EXIT_UNREADABLE)


def _check(policy: Policy, examples: Sequence[Example]) -> _Checked:
    wrong = [
        f"{one.name} ({one.article}): {difference}" for one in examples for difference in disagreements(one, policy)
    ]
    tried = {assess(one.case, policy, one.on).item for one in examples}
    untried = [item.cite for item in policy.items if item.ref not in tried]
    return _Checked(policy.slug, policy.number, len(policy.items), len(examples), tuple(wrong), tuple(untried))


def _printed(checked: Sequence[_Checked], as_format: str) -> str:
    if as_format == "json":
        return json.dumps([asdict(one) for one in checked], ensure_ascii=False, indent=2)
    if as_format == "csv":
        rows: list[list[str | int]] = [
            [one.policy, one.number, one.rules, one.cases, len(one.wrong), len(one.untried)] for one in checked
        ]
        return _csv(["quy_dinh", "van_ban", "so_muc", "so_ho_so", "so_sai", "muc_chua_co_ho_so"], rows)
    lines = []
    for one in checked:
        verdict = "đều đúng" if not one.wrong else f"{len(one.wrong)} chỗ khác"
        lines.append(f"{one.number} ({one.policy}): {one.rules} mục, {one.cases} hồ sơ thử, {verdict}.")
        lines += [f"  ✗ {words}" for words in one.wrong]
        lines += [f"  ✗ Chưa có hồ sơ thử nào cho {cite}." for cite in one.untried]
    return "\n".join(lines)


def _effect(trial: Trial, draft: Policy, as_format: str) -> str:
    rows: list[list[str | int]] = [
        [
            one.past.name,
            one.past.on.isoformat(),
            one.past.case.content,
            one.past.paid_vnd,
            one.decision.state.value,
            one.decision.amount_vnd,
            one.difference_vnd,
        ]
        for one in trial.effects
    ]
    head = ["ho_so", "ngay", "noi_dung", "da_chi", "du_thao", "muc_du_thao", "chenh_lech"]
    if as_format == "csv":
        return _csv(head, rows)
    if as_format == "json":
        said = {"total": asdict(trial.total), "undecided_vnd": trial.undecided_vnd, "others": trial.others}
        return json.dumps(
            {**said, "cases": [dict(zip(head, row, strict=True)) for row in rows]}, ensure_ascii=False, indent=2
        )
    return "\n".join(_in_words(trial, draft))


def _in_words(trial: Trial, draft: Policy) -> list[str]:
    names = draft.vocabulary.contents
    others = f" ({trial.others} hồ sơ về nội dung khác không tính)" if trial.others else ""
    lines = [f"{draft.number}: thử trên {len(trial.effects)} hồ sơ{others}.", f"Tất cả: {_change(trial.total)}"]
    lines += [f"Năm {year}: {_change(change)}" for year, change in trial.by_year.items()]
    lines += [f"Nội dung “{names.get(key, key)}”: {_change(change)}" for key, change in trial.by_content.items()]
    counts = "; ".join(f"{STATE_NAMES[state]} {count}" for state, count in trial.states.items())
    lines.append(f"Theo dự thảo: {counts}.")
    lines.append(f"Nay được mà trước không: {trial.newly_granted}; trước được mà nay không: {trial.no_longer_granted}.")
    if trial.undecided_vnd:
        lines.append(f"Hồ sơ chưa quyết định được có thể tốn thêm nhiều nhất {format_vnd(trial.undecided_vnd)}.")
    return lines


def _change(change: Change) -> str:
    sign = "+" if change.difference_vnd > 0 else ""
    return (
        f"đã chi {format_vnd(change.paid_vnd)}, dự thảo {format_vnd(change.draft_vnd)} "
        f"({sign}{format_vnd(change.difference_vnd)}; {change.cases} hồ sơ)."
    )


def _csv(head: list[str], rows: list[list[str | int]]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([head, *rows])
    return out.getvalue().rstrip("\n")
