"""`nscl read-plan` as an official runs it."""

from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from nscl.cli import main
from nscl.documents.pack.reader import read_pack_file

DATA = Path(__file__).resolve().parents[1] / "data"
DOCUMENT = DATA / "short-plan.txt"


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["read-plan", *map(str, arguments)])


def test_a_document_becomes_a_pack_on_the_screen_and_a_summary_beside_it() -> None:
    result = run(DOCUMENT)
    assert result.exit_code == 0
    pack = yaml.safe_load(result.stdout)
    assert pack["plan"]["number"] == "88/KH-UBND"
    assert [m["value"] for target in pack["targets"] for m in target["measures"]] == [300, 12]
    assert "Đã đọc 3 mục tiêu, 2 chỉ tiêu, 2 nhiệm vụ" in result.stderr
    assert "Mâu thuẫn trong văn bản: 1 sai" in result.stderr


def test_the_pack_and_its_text_are_written_side_by_side_and_check_finds_the_slip(tmp_path: Path) -> None:
    output = tmp_path / "ca-mau" / "plan.yaml"
    result = run(DOCUMENT, "-o", output)
    assert result.exit_code == 0
    assert f"Đã ghi {output}" in result.stderr
    assert (output.parent / "source.txt").read_bytes() == DOCUMENT.read_bytes()
    assert sorted(file.name for file in output.parent.iterdir()) == ["plan.yaml", "source.txt"]
    assert read_pack_file(output).plan.period.end == 2027
    checked = CliRunner().invoke(main, ["check-plan", str(output)])
    assert checked.exit_code == 1
    assert "Hai tỷ năm trăm triệu đồng” là 2.500.000.000 đồng" in checked.output


def test_nothing_is_overwritten_without_being_asked(tmp_path: Path) -> None:
    output = tmp_path / "plan.yaml"
    output.write_text("giữ lại", encoding="utf-8")
    result = run(DOCUMENT, "-o", output)
    assert result.exit_code == 2
    assert "tệp đã có" in result.stderr
    assert output.read_text(encoding="utf-8") == "giữ lại"
    assert not (tmp_path / "source.txt").exists()
    assert run(DOCUMENT, "-o", output, "--force").exit_code == 0
    assert read_pack_file(output).plan.number == "88/KH-UBND"


def test_the_text_beside_the_pack_may_be_the_document_itself(tmp_path: Path) -> None:
    source = tmp_path / "source.txt"
    source.write_bytes(DOCUMENT.read_bytes())
    assert run(source, "-o", tmp_path / "plan.yaml").exit_code == 0
    assert source.read_bytes() == DOCUMENT.read_bytes()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "trống"),
        (b"The quick brown fox jumps over the lazy dog. " * 20, "tiếng Việt"),
        ("Bài thơ về mùa thu, lá vàng rơi trước ngõ, em đi qua mùa cũ. ".encode() * 20, "kế hoạch"),
        (b"%PDF-1.7\nkhong phai pdf", "PDF"),
    ],
    ids=["empty", "english", "no-plan", "broken-pdf"],
)
def test_what_is_no_plan_gets_one_message_and_leaves_nothing(tmp_path: Path, content: bytes, said: str) -> None:
    document = tmp_path / "van-ban.txt"
    document.write_bytes(content)
    result = run(document, "-o", tmp_path / "plan.yaml")
    assert result.exit_code == 2
    assert said in result.stderr
    assert "Cách sửa" in result.stderr
    assert result.stderr.count("\n") == 1
    assert [file.name for file in tmp_path.iterdir()] == ["van-ban.txt"]


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    result = run(tmp_path / "khong-co.docx")
    assert result.exit_code == 2
    assert "không mở được tệp" in result.stderr


def test_all_lists_everything() -> None:
    assert "chỗ nữa (--all)" not in run(DOCUMENT, "--all").stderr
