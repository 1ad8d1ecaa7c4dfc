"""Fonts and catalogues: every Vietnamese letter in, made once, made again when the source changes."""

from __future__ import annotations

import os
import shutil
import time
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from nscl.web.ui import assets

LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fonts")
    assert dict(assets.build_fonts(folder)) == {face.target: True for face in assets.FACES}
    return folder


def test_every_vietnamese_letter_and_sign_is_in_every_font(folder: Path) -> None:
    for face in assets.FACES:
        with TTFont(folder / face.target) as font:
            cmap = set(font.getBestCmap())
            assert font.flavor == "woff2"
        missing = [letter for letter in LETTERS + LETTERS.upper() + "0123456789.,–₫×%" if ord(letter) not in cmap]
        assert not missing, face.target


def test_inter_keeps_tabular_figures_and_both_weights(folder: Path) -> None:
    with TTFont(folder / "inter.woff2") as font:
        features = {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
        axes = {axis.axisTag: (axis.minValue, axis.maxValue) for axis in font["fvar"].axes}
    assert "tnum" in features
    assert axes == {"wght": assets.WEIGHTS}


def test_a_second_run_makes_nothing_and_is_quick(folder: Path) -> None:
    before = time.process_time()
    assert not any(is_new for _name, is_new in assets.build_fonts(folder))
    assert time.process_time() - before < 0.2


def test_a_font_is_made_again_when_it_or_its_stamp_is_gone(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []

    def write(face: assets.Face, _source: Path, target: Path) -> None:
        made.append(face.target)
        target.touch()

    monkeypatch.setattr(assets, "_write_font", write)
    (folder / ".be-vietnam-pro-600.woff2.stamp").write_text("other")
    assert [name for name, is_new in assets.build_fonts(folder) if is_new] == made == ["be-vietnam-pro-600.woff2"]


def test_catalogues_are_compiled_once_and_again_after_a_change(tmp_path: Path) -> None:
    source = tmp_path / "en" / "LC_MESSAGES" / "django.po"
    source.parent.mkdir(parents=True)
    source.write_text(
        'msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\nmsgid "Kế hoạch"\nmsgstr "Plan"\n'
    )
    name = "en/LC_MESSAGES/django.po"
    assert list(assets.compile_messages(tmp_path)) == [(name, True)]
    assert b"Plan" in source.with_suffix(".mo").read_bytes()
    assert list(assets.compile_messages(tmp_path)) == [(name, False)]
    later = source.stat().st_mtime + 10
    os.utime(source, (later, later))
    assert list(assets.compile_messages(tmp_path)) == [(name, True)]


def test_a_missing_package_is_named_with_its_remedy() -> None:
    with pytest.raises(assets.MissingPackage, match=r"fontpkg_absent.*Cách sửa"):
        assets.font_folder("fontpkg_absent")


def test_all_assets_are_made_once_and_named(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locale = tmp_path / "locale" / "en" / "LC_MESSAGES"
    locale.mkdir(parents=True)
    (locale / "django.po").write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n')
    monkeypatch.setattr(assets, "LOCALE", tmp_path / "locale")
    shutil.copytree(folder, tmp_path / "nscl" / "fonts")
    assert assets.build_assets(tmp_path) == ["en/LC_MESSAGES/django.po"]
    assert assets.build_assets(tmp_path) == []


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "nscl").write_text("a file stands where the folder should be")
    with pytest.raises(OSError, match="nscl") as refused:
        assets.build_assets(tmp_path)
    assert refused.value.filename
