"""Where a folder of rules holds."""

from __future__ import annotations

from pathlib import Path

import pytest

from nscl.rulebook.errors import RulebookFileError
from nscl.rulebook.policies.territories import read_territories
from nscl.rulebook.policies.vocabulary import read_vocabulary

RULES = Path(__file__).parents[3] / "data" / "rules"


def test_every_folder_of_rules_has_its_territory() -> None:
    vocabulary = read_vocabulary(RULES / "vocabulary.yaml")
    found = {one.folder for one in read_territories(RULES / "territories.yaml", vocabulary)}
    assert found == set(vocabulary.provinces) - {"quoc-gia"}


def test_a_wrong_file_is_told_line_by_line(tmp_path: Path) -> None:
    path = tmp_path / "territories.yaml"
    line = '  - {folder: bac-giang, code: "24", day: 2025-06-30}\n'
    path.write_text(f"rulebook: 1\nterritories:\n{line}{line}{line.replace('bac-giang', 'bac-gian')}", encoding="utf-8")
    with pytest.raises(RulebookFileError) as error:
        read_territories(path, read_vocabulary(RULES / "vocabulary.yaml"))
    assert [one.place.split(",")[0] for one in error.value.problems] == ["dòng 4", "dòng 5", "dòng 5"]
    assert "bac-giang" in str(error.value)
