"""`nscl plan-template`: a Word file to complete, which the reader reads."""

from pathlib import Path

from click.testing import CliRunner, Result

from nscl.cli import main


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, ["plan-template", *map(str, arguments)])


def test_the_template_is_written_and_can_be_read(tmp_path: Path) -> None:
    output = tmp_path / "mau.docx"
    written = run("-o", output, "--province", "Cà Mau", "--from", "2027", "--to", "2031")
    assert written.exit_code == 0
    assert f"nscl read-plan {output}" in written.output
    read = CliRunner().invoke(main, ["read-plan", str(output)])
    assert read.exit_code == 0
    assert "start: 2027" in read.stdout
    assert "name: Cà Mau" in read.stdout


def test_a_file_is_not_overwritten_and_years_run_forward(tmp_path: Path) -> None:
    output = tmp_path / "mau.docx"
    output.write_bytes(b"x")
    assert run("-o", output).exit_code == 2
    assert output.read_bytes() == b"x"
    assert run("-o", output, "--force").exit_code == 0
    turned = run("-o", tmp_path / "b.docx", "--from", "2030", "--to", "2026")
    assert turned.exit_code == 2
    assert "giai đoạn ngược" in turned.stderr
    assert run("-o", tmp_path / "khong-co" / "mau.docx").exit_code == 2
