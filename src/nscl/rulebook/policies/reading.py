"""Reading policy files: their form, then what must fit together; every problem with its line and remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

from nscl.rulebook.errors import RulebookFileError
from nscl.rulebook.files import YamlFile, nearest, read_model
from nscl.rulebook.policies import schema
from nscl.rulebook.policies.policy import (
    ANY_CONTENT,
    Cap,
    Condition,
    Document,
    Force,
    ForceStatus,
    Item,
    Level,
    Policies,
    Policy,
    Principle,
    Priority,
    Rate,
    Role,
    TimeLimit,
)
from nscl.rulebook.policies.standards import ANY, Subjects, subject_key
from nscl.rulebook.policies.vocabulary import FILE_NAME, Vocabulary, read_vocabulary

CASES_SUFFIX = ".cases.yaml"
Made = TypeVar("Made")
_Path = tuple[str | int, ...]


def read_policies(folder: Path) -> Policies:
    """Every policy of `data/rules`, by slug. Raises RulebookFileError with every problem of a file, OSError."""
    vocabulary = read_vocabulary(folder / FILE_NAME)
    paths = [path for path in sorted(folder.glob("*/*.yaml")) if not path.name.endswith(CASES_SUFFIX)]
    if not paths:
        raise RulebookFileError(folder, "", "thư mục không có tệp chính sách nào", "lấy lại thư mục data/rules")
    files = {path: YamlFile(path) for path in paths}
    forms = {path: read_model(file, schema.PolicyForm) for path, file in files.items()}
    read = [_policy(files[path], form, path.parent.name, vocabulary) for path, form in forms.items()]
    free = {policy.slug: policy for policy in read}
    return {
        policy.slug: _bound(files[path], form, policy, free)
        for policy, (path, form) in zip(read, forms.items(), strict=True)
    }


def read_draft(path: Path, province: str, policies: Policies) -> Policy:
    """A draft that stands outside of `data/rules`, for a province, in the words of the policies that there are.

    Raises RulebookFileError, OSError.
    """
    file = YamlFile(path)
    form = read_model(file, schema.PolicyForm)
    vocabulary = next(iter(policies.values())).vocabulary
    return _bound(file, form, _policy(file, form, province, vocabulary), policies)


def _policy(file: YamlFile, form: schema.PolicyForm, province: str, vocabulary: Vocabulary) -> Policy:
    problems = [*_problems(form, province, vocabulary)]
    if problems:
        raise RulebookFileError.of([file.problem(*one) for one in problems])
    slug = f"{province}/{file.path.stem}"
    head = form.policy
    return Policy(
        slug=slug,
        number=head.number or head.title,
        title=head.title,
        issuer=head.issuer,
        issued_on=head.issued_on,
        source=head.source,
        confidence=head.confidence,
        province=province,
        force=tuple(
            Force(
                first=one.first,
                last=one.last,
                status=one.status,
                cite=one.cite,
                confidence=one.confidence,
                note=one.note,
            )
            for one in form.force
        ),
        replaced_by=form.succession.replaced_by,
        is_successor_known="replaced_by" not in form.succession.unread,
        under_way=form.succession.under_way,
        overlap=Principle(form.overlap.words, form.overlap.cite),
        choice=Principle(form.choice.words, form.choice.cite) if form.choice else None,
        awaits=form.awaits or "",
        priorities=_known(form, "priorities", [Priority(p.fact, p.words, p.cite) for p in form.priorities or ()]),
        limits=_known(form, "deadlines", [_limit(one) for one in form.deadlines or ()]),
        documents=_known(form, "documents", [Document(d.name, d.at, d.cite) for d in form.documents or ()]),
        items=tuple(_item(slug, one) for one in form.items),
        bound_by=(),
        vocabulary=vocabulary,
    )


def _known(form: schema.Stated, key: str, made: list[Made]) -> tuple[Made, ...] | None:
    """What a key lists: nothing where the text has none, None where it was not read."""
    return None if key in form.unread else tuple(made)


def _limit(form: schema.LimitForm) -> TimeLimit:
    return TimeLimit(form.step, form.working_days, form.words, form.cite)


def _item(slug: str, form: schema.ItemForm) -> Item:
    who = form.who
    conditions = [Condition(one.fact, one.must_be, one.words, one.cite) for one in form.conditions or ()]
    return Item(
        ref=f"{slug}#{form.key}",
        key=form.key,
        cite=form.cite,
        confidence=form.confidence,
        words=form.says,
        note=form.note,
        role=form.role,
        content=form.content,
        subjects=_subjects(form.subjects),
        kinds=frozenset(who.kinds) if who.kinds else None,
        sizes=frozenset(who.sizes) if who.sizes else None,
        sectors=frozenset(who.sectors) if who.sectors else None,
        any_of=tuple(who.any_of or ()),
        trigger=form.trigger,
        conditions=tuple(conditions),
        is_read_whole=form.read == "whole",
        once=form.once,
        heads=frozenset(form.of) if form.of else None,
        levels=tuple(_level(one) for one in form.levels),
        most_a_year=form.most_a_year,
    )


def _level(form: schema.LevelForm) -> Level:
    return Level(
        sizes=frozenset(form.sizes) if form.sizes else None,
        any_of=tuple(form.any_of or ()),
        rate=Rate.of_percent(form.percent) if form.percent is not None else None,
        cap=Cap(form.cap.vnd, form.cap.per) if form.cap else None,
        is_cap_missing="cap" in form.unread,
    )


def _subjects(form: schema.SubjectsForm | None) -> Subjects:
    if form is None:
        return Subjects((ANY,), ())
    return Subjects(tuple(_pattern(one) for one in form.of), tuple(_pattern(one) for one in form.without))


def _pattern(text: str) -> str:
    """ "ISO *" → "iso *": all that begin so; else one standard, as `subject_key` writes it."""
    return f"{subject_key(text.removesuffix(ANY))} {ANY}" if text.endswith(ANY) else subject_key(text)


def _bound(file: YamlFile, form: schema.PolicyForm, policy: Policy, others: Policies) -> Policy:
    """The policy with the ceilings over it, named as "quoc-gia/37-2026-nd-cp#key"."""
    found: list[tuple[Policy, Item]] = []
    known = [item.ref for one in others.values() for item in one.items if item.role is Role.CEILING]
    for index, ref in enumerate(form.bound_by or ()):
        if ref not in known:
            message = f"không có mức trần “{ref}”"
            raise RulebookFileError.of([file.problem(("bound_by", index), message, nearest(ref, known))])
        above = others[ref.partition("#")[0]]
        found += [(above, item) for item in above.items if item.ref == ref]
    return replace(policy, bound_by=tuple(found))


_Problem = tuple[_Path, str, str]


def _problems(form: schema.PolicyForm, province: str, vocabulary: Vocabulary) -> Iterator[_Problem]:
    """What does not fit together in a file whose form is right."""
    if province not in vocabulary.provinces:
        yield (), f"thư mục “{province}” không có trong bộ từ", nearest(province, [*vocabulary.provinces])
    yield from _problems_of_force(form)
    for index, priority in enumerate(form.priorities or ()):
        yield from _unknown(("priorities", index, "fact"), [priority.fact], vocabulary.facts)
    seen: set[str] = set()
    for index, item in enumerate(form.items):
        at: _Path = ("items", index)
        if item.key in seen:
            yield (*at, "key"), f"khóa “{item.key}” đã dùng ở trên", "đặt khóa khác"
        seen.add(item.key)
        yield from _problems_of_item(at, item, vocabulary)


def _problems_of_force(form: schema.PolicyForm) -> Iterator[_Problem]:
    for index, period in enumerate(form.force):
        if period.last is not None and period.last < period.first:
            yield ("force", index), "ngày cuối trước ngày đầu", "xem lại from và to"
        if period.status is ForceStatus.NOT_KNOWN and not period.note:
            yield ("force", index, "note"), "thiếu khóa “note”", "ghi điều chưa biết bằng một câu"
    for index, (before, after) in enumerate(pairwise(form.force), start=1):
        if before.last is None or before.last >= after.first:
            last = after.first - timedelta(days=1)
            yield ("force", index), "hai thời kỳ chồng nhau hoặc không theo thứ tự", f"ghi thời kỳ trước to: {last}"


def _problems_of_item(at: _Path, item: schema.ItemForm, vocabulary: Vocabulary) -> Iterator[_Problem]:
    if item.content != ANY_CONTENT or item.role is not Role.CEILING:
        yield from _unknown((*at, "content"), [item.content], vocabulary.contents)
    who: _Path = (*at, "who")
    yield from _unknown((*who, "kinds"), item.who.kinds or (), vocabulary.kinds)
    yield from _unknown((*who, "sectors"), item.who.sectors or (), vocabulary.sectors)
    yield from _unknown((*who, "any_of"), item.who.any_of or (), vocabulary.facts)
    yield from _unknown((*at, "of"), item.of or (), vocabulary.heads)
    for index, condition in enumerate(item.conditions or ()):
        yield from _unknown((*at, "conditions", index, "fact"), [condition.fact], vocabulary.facts)
    if len({level.cap.per for level in item.levels if level.cap}) > 1:
        yield (*at, "levels"), "các mức trần tính cho những đơn vị khác nhau", "tách thành hai quy định"
    for index, level in enumerate(item.levels):
        place: _Path = (*at, "levels", index)
        yield from _unknown((*place, "any_of"), level.any_of or (), vocabulary.facts)
        if index and _covers(item.levels[index - 1], level):
            yield place, "mức này không bao giờ dùng đến: mức trên đã gồm cả nó", "đặt mức hẹp hơn lên trước"


def _covers(before: schema.LevelForm, after: schema.LevelForm) -> bool:
    """Whether everyone whom the later level is for is taken by the one before it."""
    same_sizes = before.sizes is None or (after.sizes is not None and set(after.sizes) <= set(before.sizes))
    same_group = before.any_of is None or (after.any_of is not None and set(after.any_of) <= set(before.any_of))
    return same_sizes and same_group


def _unknown(place: _Path, keys: Sequence[str], known: Mapping[str, object]) -> Iterator[_Problem]:
    for key in keys:
        if key not in known:
            yield place, f"“{key}” không có trong {FILE_NAME}", nearest(key, [*known])
