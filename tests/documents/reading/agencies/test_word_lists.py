"""The word lists agree with the reference data and with the agencies of the plans read by hand."""

import re

import pytest
import yaml

from nscl.documents.reading.agencies import find_agencies
from nscl.documents.reading.agencies.catalogue import Naming, entries
from nscl.documents.reading.agencies.forms import compile_form
from nscl.documents.reading.lexicon import load
from nscl.text.folding import fold, fold_words
from tests.conftest import ROOT, SHARED

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# What the packs read by hand call a group that these lists give one key for all plans.
_GROUPS_OF_PACKS = {
    "cac-don-vi-lien-quan": "don-vi-lien-quan",
    "co-quan-lien-quan": "don-vi-lien-quan",
    "cac-so-ban-nganh-doan-the": "cac-so-nganh",
}


def test_keys_are_slugs_and_stand_once() -> None:
    keys = [entry.key for entry in entries()]
    assert len(keys) == len(set(keys))
    assert all(_SLUG.fullmatch(key) for key in keys)


def test_every_name_finds_its_body() -> None:
    for entry in entries():
        found = {mention.key for mention in find_agencies(entry.name, cell=True)}
        assert entry.key in found, entry.name


def test_reference_agencies_are_in_the_lists() -> None:
    reference = yaml.load((ROOT / "data" / "reference" / "agencies.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    known = {entry.key: entry for entry in entries()}
    for agency in (*reference["national"], *reference["provincial"]):
        if agency["key"] == "bao-tinh":  # "Báo …" with the province's name is made for each province
            continue
        entry = known[agency["key"]]
        assert entry.kind == agency["kind"], agency["key"]
        if "{unit}" not in agency["name"] and not entry.keeps_tail and entry.naming is not Naming.WRITTEN:
            assert fold_words(entry.name) == fold_words(agency["name"]), agency["key"]


def test_days_are_those_of_the_reference_data() -> None:
    reference = yaml.load((ROOT / "data" / "reference" / "agencies.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    agencies = (*reference["national"], *reference["provincial"])
    days = {agency["key"]: (agency.get("from"), agency.get("to")) for agency in agencies}
    lists = load("agencies")
    dated = {field["so"]: field for field in lists["fields"] if "so" in field} | {
        body["key"]: body for body in lists["bodies"]
    }
    same = [key for key in dated if key in days]
    assert len(same) > 30
    assert {key: (dated[key].get("from"), dated[key].get("to")) for key in same} == {key: days[key] for key in same}


def test_no_province_in_the_lists() -> None:
    provinces = yaml.load((ROOT / "data" / "reference" / "provinces.yaml").read_bytes(), Loader=yaml.CSafeLoader)
    names = set(re.findall(r"name: ([^,}\n]+)", yaml.safe_dump(provinces, allow_unicode=True)))
    names = {name.strip("'\" ") for name in names if len(name.split()) > 1} - {"Hồ Chí Minh"}  # the Youth Union's
    assert len(names) > 30
    for source in ("agencies", "agency_groups", "schedules", "duties"):
        text = (ROOT / "src" / "nscl" / "documents" / "reading" / "lexicon" / f"{source}.yaml").read_text("utf-8")
        assert not [name for name in names if re.search(rf"\b{re.escape(name)}\b", text)], source


@pytest.mark.skipif(not SHARED.is_dir(), reason="../shared không có ở máy này")
def test_agencies_of_the_packs_read_by_hand_have_their_keys() -> None:
    known = {entry.key for entry in entries()} | {"bao-tinh"}
    unknown = []
    for path in sorted((SHARED / "plans").glob("*/plan.yaml")):
        pack = yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)
        for agency in pack["agencies"]:
            key = _GROUPS_OF_PACKS.get(agency["key"], agency["key"])
            named_after_province = fold(pack["plan"]["province"]["name"]) in fold(agency["name"])
            if key not in known and not named_after_province:
                unknown.append((path.parent.name, agency["key"]))
    assert unknown == [("bac-ninh-2026-2030", "hdnd-bac-giang")]


@pytest.mark.parametrize("form", ["(a|b", "a)", "[a", "a]", "(a]", "[a)+", "a)+"])
def test_unbalanced_forms_are_refused(form: str) -> None:
    with pytest.raises(ValueError, match="ngoặc"):
        compile_form(form)


@pytest.mark.parametrize(
    ("form", "matches", "misses"),
    [
        ("Sở [Khoa học] và (A|B C)", ["so a ", "so khoa hoc va b c ", "so khoahoc bc "], ["so b ", "so "]),
        ("các (sở|ban|ngành)+", ["cac so ", "cac so ban va nganh ", "cac so va cac ban "], ["cac ", "so "]),
        ("UBND [#] xã", ["ubnd xa ", "ubnd 38 xa "], ["ubnd ba xa "]),
        ("KH&CN", ["kh cn ", "kh va cn ", "khcn "], ["kh ", "khcnx "]),
    ],
)
def test_forms(form: str, matches: list[str], misses: list[str]) -> None:
    pattern = re.compile(f"{compile_form(form).pattern}(?<= )")
    assert all(pattern.fullmatch(text) for text in matches)
    assert not any(pattern.fullmatch(text) for text in misses)
