"""A resolution with a rule once for life, for each standard, a year, often: the shipped ones know too little."""

from __future__ import annotations

from pathlib import Path
from shutil import copytree
from typing import Any

from nscl.support.rules.values import CaseValues
from tests.factories.support import an_application

DATA = Path(__file__).parents[2] / "data"
SLUG = "bac-giang/nghi-quyet-thu"
LIFE, SUBJECT, YEARLY, MANY, GROUP = (f"{SLUG}#{key}" for key in ("life", "subject", "yearly", "many", "group"))

_HEAD = """
rulebook: 1
policy:
  number: Nghị quyết thử
  title: Nghị quyết để thử
  issuer: HĐND tỉnh
  issued_on: 2022-01-01
  source: thử
  confidence: H
force:
  - {from: 2022-01-01, status: in-force, cite: điều 9, confidence: H}
succession: {replaced_by: none, under_way: this}
overlap: {words: không hỗ trợ trùng, cite: điều 2}
choice: none
awaits: none
bound_by: none
priorities:
  - {fact: key-product, words: sản phẩm chủ lực, cite: điều 3}
deadlines:
  - {step: answer, working_days: 5, words: trả lời, cite: điều 5}
  - {step: decision, working_days: 3, words: quyết định, cite: điều 6}
documents: none
items:
"""
_ITEM = """
  - key: {key}
    cite: điều 1.{key}
    confidence: H
    says: hỗ trợ 50% chi phí xây dựng.
    role: level
    content: management-system
    subjects: any
    who: {{kinds: any, sizes: any, sectors: any, any_of: {any_of}}}
    trigger: none
    conditions: none
    read: whole
    once: {once}
    of: [build]
    levels:
      - {{sizes: any, any_of: any, percent: 50, cap: {{vnd: 100_000_000, per: year}}}}
    most_a_year: none
"""


def write_rules(folder: Path) -> Path:
    """A data folder like the shipped one with the resolution added; for `settings.DATA_DIR`."""
    data = folder / "du-lieu"
    data.mkdir()
    for one in DATA.iterdir():
        if one.name != "rules":
            (data / one.name).symlink_to(one)
    copytree(DATA / "rules", data / "rules")
    items = [_ITEM.format(key=key, once=key, any_of="any") for key in ("life", "subject", "many")]
    items.append(_ITEM.format(key="yearly", once="year", any_of="any"))
    items.append(_ITEM.format(key="group", once="many", any_of="[key-product, high-tech]"))
    (data / "rules" / f"{SLUG}.yaml").write_text(_HEAD + "".join(items), encoding="utf-8")
    return data


def under(item: str, **changes: Any) -> CaseValues:
    """A whole application under one of these rules."""
    return an_application(policy=SLUG, item=item, certificate=None, **changes)
