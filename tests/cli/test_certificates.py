"""Certificates are checked on the command line, without a network or a database."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.conf import LazySettings

from nscl.cli import main
from nscl.cli.certificate_letters import certificate_letter_of
from nscl.records.signing import Signer, load_signer, public_pem, read_public_key
from nscl.training.queries.certificates.expiring import EndingCertificate
from nscl.training.signing import Statement, code_of

VALID, NOT_VALID, UNREADABLE = 0, 1, 2


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


@pytest.fixture
def signer(settings: LazySettings) -> Signer:
    """This machine's key."""
    return load_signer(settings.CERTIFICATE_KEY_FILE)


def stated(signer: Signer) -> Statement:
    return Statement(
        key_id=signer.key_id,
        serial="24-2026-000001",
        holder="Nguyễn Thị Ánh",
        course="5S",
        issued=date(2026, 11, 2),
        valid_to=date(2028, 11, 2),
        issuer="Sở KH&CN",
    )


def scanned(signer: Signer, said: Statement) -> str:
    return f"https://nscl.example/chung-nhan/abc/#{code_of(said.text(), signer.sign(said.text()))}"


def test_a_valid_one_and_what_cannot_be_known(signer: Signer, tmp_path: Path) -> None:
    code = scanned(signer, stated(signer))
    told = run("verify-certificate", code)
    assert told.exit_code == VALID
    assert "✓ Chữ ký đúng" in told.output
    assert "Nguyễn Thị Ánh" in told.output
    assert "Thu hồi và cấp lại chỉ biết được trên mạng" in told.output
    file = tmp_path / "ma.txt"
    file.write_text(f"{code}\n")
    assert run("verify-certificate", str(file)).output == told.output


def test_for_programs(signer: Signer) -> None:
    told = json.loads(run("verify-certificate", scanned(signer, stated(signer)), "--format", "json").output)
    assert (told["verdict"], told["revocation"]) == ("valid", "unknown")
    assert told["certificate"]["valid_to"] == "2028-11-02"


def test_an_expired_and_an_altered_one(signer: Signer) -> None:
    expired = run("verify-certificate", scanned(signer, replace(stated(signer), valid_to=date(2026, 11, 20))))
    assert (expired.exit_code, "hết hiệu lực" in expired.output) == (NOT_VALID, True)
    forged = replace(stated(signer), holder="Trần Văn Giả").text()
    altered = run("verify-certificate", code_of(forged, signer.sign(stated(signer).text())))
    assert (altered.exit_code, "đã bị sửa" in altered.output) == (NOT_VALID, True)
    assert "Giả" not in altered.output


def test_another_deployment_by_its_public_key(signer: Signer, tmp_path: Path) -> None:
    other = load_signer(tmp_path / "other.pem")
    code = scanned(other, stated(other))
    told = run("verify-certificate", code)
    assert (told.exit_code, "khóa khác" in told.output) == (NOT_VALID, True)
    key = tmp_path / "public.pem"
    key.write_text(public_pem(other.public_key))
    assert run("verify-certificate", code, "--key", str(key)).exit_code == VALID
    assert run("verify-certificate", scanned(signer, stated(signer)), "--key", str(key)).exit_code == NOT_VALID


def test_what_is_no_code_or_no_key(signer: Signer, tmp_path: Path) -> None:
    assert run("verify-certificate", "xin chào").exit_code == UNREADABLE
    key = tmp_path / "none.pem"
    told = run("verify-certificate", scanned(signer, stated(signer)), "--key", str(key))
    assert (told.exit_code, "xem lại đường dẫn" in told.output) == (UNREADABLE, True)


def test_a_machine_without_key_says_so_and_makes_none(settings: LazySettings) -> None:
    told = run("verify-certificate", "x")
    assert (told.exit_code, "thêm --key" in told.output) == (UNREADABLE, True)
    assert not settings.CERTIFICATE_KEY_FILE.exists()


def test_the_public_key_is_printed(settings: LazySettings, tmp_path: Path) -> None:
    told = run("certificate-key")
    file = tmp_path / "printed.pem"
    file.write_text(told.stdout)
    signer = load_signer(settings.CERTIFICATE_KEY_FILE)
    assert public_pem(read_public_key(file, command="nscl certificate-key")) == public_pem(signer.public_key)
    assert signer.key_id in told.stderr
    settings.CERTIFICATE_KEY_FILE.write_text("hỏng")
    assert run("certificate-key").exit_code == UNREADABLE


def test_the_letter_that_one_ends_soon() -> None:
    ending = EndingCertificate(
        number=1,
        serial="24-2026-000001",
        token="t" * 22,
        course="5S\nKaizen",
        issuer="Sở KH&CN",
        valid_to=date(2026, 12, 21),
        name="Nguyễn Thị An",
        email="an@thu.example",
    )
    letter = certificate_letter_of(ending, site="https://nscl.example")
    assert letter.subject == "Giấy chứng nhận của bạn sắp hết hiệu lực: 5S Kaizen"
    assert "đến hết ngày 21/12/2026" in letter.body
    assert f"https://nscl.example/chung-nhan/{'t' * 22}/" in letter.body
