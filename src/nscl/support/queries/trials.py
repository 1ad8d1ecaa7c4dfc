"""A draft of a policy tried on cases that were decided: what it would do to the budget. Nothing of it is kept."""

from __future__ import annotations

import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Final

import yaml
from django.conf import settings

from nscl.accounts.enums import Permission
from nscl.accounts.rules import Viewer
from nscl.rulebook.errors import RulebookFileError
from nscl.rulebook.policies import Policy, Vocabulary, read_draft
from nscl.rulebook.policies.examples import Example, cases_beside, read_examples
from nscl.rulebook.policies.trying import PastCase, Trial, try_policy
from nscl.support.queries.policies import FOLDER, PolicyMissing
from nscl.support.queries.rulebook import policies
from nscl.support.queries.trial_cases import decided_cases

# A policy of a hundred rules takes 100 kB; its cases take as much.
MOST_BYTES: Final = 500_000
# The deepest file of data/rules has nine levels.
_MOST_DEPTH: Final = 40
_OPENING: Final = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
_CLOSING: Final = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class SentFile:
    """A file that somebody sends along: its name and bytes."""

    name: str
    data: bytes


@dataclass(frozen=True, kw_only=True)
class TrialAsked:
    """What is tried on what. draft: a file; None: the policy `slug` as it stands; province: where the draft is to hold.

    cases: files of cases; examples: the policy whose own cases are taken, "" for none; unit_ids: the provinces whose
    decided cases are taken, None of all that may be seen; with_decided: whether they are taken at all.
    """

    draft: SentFile | None = None
    slug: str = ""
    province: str = ""
    cases: Sequence[SentFile] = ()
    examples: str = ""
    with_decided: bool = True
    unit_ids: Collection[int] | None = None


@dataclass(frozen=True, slots=True)
class TrialDone:
    """What came of it. numbers: of the cases of this site, by the name under which they were tried."""

    policy: Policy
    trial: Trial
    numbers: dict[str, int]


def run_trial(viewer: Viewer, asked: TrialAsked, *, on: date) -> TrialDone:
    """Try it. Raises RulebookFileError (every problem of a file), PolicyMissing."""
    draft = _policy(asked)
    decided = decided_cases(viewer, asked.unit_ids, on) if asked.with_decided else ()
    numbers = {one.past.name: one.number for one in decided}
    past = [*(one.past for one in decided), *_cases(asked, draft.vocabulary)]
    return TrialDone(draft, try_policy(past, draft), numbers)


def may_try(viewer: Viewer) -> bool:
    """Whether the person may try drafts: who sees cases."""
    return viewer.may(Permission.VIEW_SUPPORT)


def _policy(asked: TrialAsked) -> Policy:
    if asked.draft is None:
        if asked.slug not in policies():
            raise PolicyMissing(asked.slug)
        return policies()[asked.slug]
    with tempfile.TemporaryDirectory() as folder:
        return read_draft(_written(Path(folder), asked.draft), asked.province, policies())


def _cases(asked: TrialAsked, vocabulary: Vocabulary) -> Iterator[PastCase]:
    if asked.examples:
        if asked.examples not in policies():
            raise PolicyMissing(asked.examples)
        path = cases_beside(Path(settings.DATA_DIR) / FOLDER / f"{asked.examples}.yaml")
        if path.exists():
            yield from _past(read_examples(path, vocabulary))
    for file in asked.cases:
        with tempfile.TemporaryDirectory() as folder:
            yield from _past(read_examples(_written(Path(folder), file), vocabulary))


def _past(examples: Iterable[Example]) -> Iterator[PastCase]:
    """Cases of a file as cases of the past: what was paid, or, where it does not say, what it says must be paid."""
    for one in examples:
        paid = one.amount_vnd if one.paid_vnd is None else one.paid_vnd
        yield PastCase(name=one.name, case=one.case, on=one.on, paid_vnd=paid)


def _written(folder: Path, file: SentFile) -> Path:
    """The file where the readers find it, under its own name, once it is known to be harmless to read."""
    path = folder / (Path(file.name).name or "du-thao.yaml")
    _guard(path, file.data)
    path.write_bytes(file.data)
    return path


def _guard(path: Path, data: bytes) -> None:
    """Refuse what a small file may hide: aliases that unfold without end, nests without a bottom.

    Raises RulebookFileError.
    """
    if len(data) > MOST_BYTES:
        raise RulebookFileError(path, "", f"tệp lớn hơn {MOST_BYTES // 1000} kB", "chia thành nhiều tệp")
    depth = 0
    try:
        for token in yaml.scan(data.decode("utf-8"), Loader=_LOADER):
            line = f"dòng {token.start_mark.line + 1}"
            if isinstance(token, yaml.AliasToken):
                raise RulebookFileError(path, line, "có bí danh YAML (*)", "ghi đủ từng chỗ")
            depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
            if depth > _MOST_DEPTH:
                raise RulebookFileError(path, line, "lồng quá sâu", "xem lại cấu trúc của tệp")
    except (UnicodeDecodeError, yaml.YAMLError):
        return  # the reader says it with its line
