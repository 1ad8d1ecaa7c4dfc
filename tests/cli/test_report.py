"""`nscl report`: the shell does what the site does."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner, Result

from nscl.cli import main
from nscl.documents.report_papers.templates import standard_template
from nscl.records.operations import SYSTEM
from nscl.reporting.enums import FileForm
from nscl.reporting.operations.editions import issue, start_edition
from nscl.reporting.queries.editions import edition_page
from nscl.reporting.queries.papers import report_file
from tests.factories.people import AT
from tests.factories.reporting_desk import a_desk, opened, report_of, write

pytestmark = pytest.mark.django_db
ASKED = ("build", "--province", "Bắc Ninh", "--year", "2024")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["report", *arguments])


def words(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


def test_what_was_issued_else_the_draft_else_todays_figures(tmp_path: Path) -> None:
    to = tmp_path / "bao-cao.docx"
    with a_desk() as desk:
        told = run(*ASKED, "-o", str(to))
        assert told.exit_code == 0, told.output
        assert "số liệu hôm nay" in told.output
        assert "Đến 21/11/2026" not in words(to)  # as of the end of the year that is reported on
        assert "Đến 31/12/2024" in words(to)
        number = opened(desk)
        edition = start_edition(round_number=number, viewer=None, by=SYSTEM, at=AT).number
        assert "bản 1 đang soạn" in run(*ASKED, "-o", str(to)).output
        asked = [one.key for one in edition_page(None, edition, today=AT.date()).questions]
        issue(number=edition, stamp=None, confirmed=asked, viewer=None, by=SYSTEM, at=AT)
        assert "bản 1 đã ban hành" in run(*ASKED, "-o", str(to)).output
        assert to.read_bytes() == report_file(None, edition, FileForm.WORD, today=AT.date(), at=AT).content
        assert "số liệu hôm nay" in run(*ASKED, "--live", "-o", str(to.with_suffix(".xlsx"))).output
        write(report_of(number).pk, "Lời của Sở Y tế.")
        told = run(*ASKED, "--agency", "Sở Y tế", "-o", str(to))
        assert "báo cáo đang soạn, số liệu hôm nay" in told.output
        assert "Lời của Sở Y tế." in words(to)
        assert "Báo cáo năm 2024" in run("rounds", "--province", "Bắc Ninh").output


def test_refusals_say_what_to_do(tmp_path: Path) -> None:
    to = str(tmp_path / "x.docx")
    assert run(*ASKED, "-o", "x.odt").exit_code == 2
    with a_desk():
        for arguments, says in (
            (("build", "--province", "Bắc Ninh", "--year", "2031", "-o", to), "Không có kế hoạch đang có hiệu lực"),
            ((*ASKED, "--plan", "khac", "-o", to), "Không có kế hoạch tên khac"),
            ((*ASKED, "--agency", "Sở Không Có", "-o", to), "Không có cơ quan “Sở Không Có”"),
            ((*ASKED, "-o", str(tmp_path / "khong-co" / "x.docx")), "Cách sửa: chọn thư mục khác"),
        ):
            refused = run(*arguments)
            assert refused.exit_code == 1, refused.output
            assert says in refused.stderr
    assert "Chưa có kỳ báo cáo nào" in run("rounds").output


def test_a_template_is_checked_before_it_is_uploaded(tmp_path: Path) -> None:
    good, bad = tmp_path / "tot.docx", tmp_path / "hong.docx"
    good.write_bytes(standard_template("province"))
    document = docx.Document(io.BytesIO(good.read_bytes()))
    document.add_paragraph("{{ truong_la }}")
    document.save(str(bad))
    assert "mẫu dùng được" in run("check-template", str(good)).output
    refused = run("check-template", str(bad))
    assert refused.exit_code == 1
    assert "truong_la" in refused.stderr
