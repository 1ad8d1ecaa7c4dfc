"""The signature of a certificate: what it proves, what it refuses, and the file of the key."""

from __future__ import annotations

import base64
import json
import os
import stat
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.records.signing import KeyUnusable, Signer, key_id, load_signer, public_pem, read_public_key
from nscl.training.signing import MAX_CODE, CodeUnreadable, Statement, Verdict, code_of, read_code, verify

ON = date(2026, 11, 21)


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return load_signer(tmp_path / "keys" / "certificates.pem")


def stated(signer: Signer) -> Statement:
    return Statement(
        key_id=signer.key_id,
        serial="24-2026-000001",
        holder="Nguyễn Thị Ánh",
        course="5S và quản lý trực quan",
        issued=ON,
        valid_to=date(2028, 11, 21),
        issuer="Sở Khoa học và Công nghệ",
    )


def coded(signer: Signer, statement: Statement) -> str:
    text = statement.text()
    return code_of(text, signer.sign(text))


def test_a_code_is_valid_until_its_last_day(signer: Signer) -> None:
    code = read_code(coded(signer, stated(signer)))
    assert code.statement == stated(signer)
    assert verify(code, signer.public_key, on=ON) is Verdict.VALID
    assert verify(code, signer.public_key, on=date(2028, 11, 21)) is Verdict.VALID
    assert verify(code, signer.public_key, on=date(2028, 11, 22)) is Verdict.EXPIRED


def test_one_without_end_never_expires(signer: Signer) -> None:
    code = read_code(coded(signer, replace(stated(signer), valid_to=None)))
    assert verify(code, signer.public_key, on=date(2099, 1, 1)) is Verdict.VALID


def test_it_is_read_with_its_address_and_with_blanks(signer: Signer) -> None:
    code = coded(signer, stated(signer))
    scanned = f"https://nscl.example/chung-nhan/abc/#{code}"
    assert read_code(f"  {scanned[:100]}\n{scanned[100:]} \n") == read_code(code)


@pytest.mark.parametrize("field", ["serial", "holder", "course", "issuer"])
def test_another_word_is_told(signer: Signer, field: str) -> None:
    statement = stated(signer)
    content = {**json.loads(statement.text()), field: "Trần Văn Giả"}
    code = read_code(code_of(json.dumps(content), signer.sign(statement.text())))
    assert verify(code, signer.public_key, on=ON) is Verdict.ALTERED


def test_another_signature_is_told(signer: Signer) -> None:
    text = stated(signer).text()
    for signature in ("AAAA", base64.urlsafe_b64encode(os.urandom(64)).rstrip(b"=").decode()):
        assert verify(read_code(code_of(text, signature)), signer.public_key, on=ON) is Verdict.ALTERED


def test_another_deployment_is_told_apart(signer: Signer, tmp_path: Path) -> None:
    other = load_signer(tmp_path / "other.pem")
    theirs = read_code(coded(other, stated(other)))
    assert verify(theirs, signer.public_key, on=ON) is Verdict.OTHER_KEY
    # One that claims our key is no other deployment's: it is forged.
    claimed = read_code(coded(other, stated(signer)))
    assert verify(claimed, signer.public_key, on=ON) is Verdict.ALTERED


def test_the_signed_text_has_one_form(signer: Signer) -> None:
    text = stated(signer).text()
    assert '": "' not in text
    assert list(json.loads(text)) == sorted(json.loads(text))
    # The same name typed with combining marks is the same statement.
    assert replace(stated(signer), holder="Nguyễn Thị Ánh").text() == text


@pytest.mark.parametrize(
    "given",
    ["", "xin chào", "a.b", "#.", "e30.AA", "x" * (MAX_CODE + 1), code_of("[" * 2900, "AA"), code_of('{"v":2}', "AA")],
)
def test_what_is_no_code_is_refused(given: str) -> None:
    with pytest.raises(CodeUnreadable):
        read_code(given)


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    for one in (text, code_of(text, "AA")):
        with pytest.raises(CodeUnreadable):
            read_code(one)


def test_the_key_is_made_once_and_for_its_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "certificates.pem"
    with ThreadPoolExecutor(4) as pool:
        made = list(pool.map(lambda _: load_signer(path).key_id, range(8)))
    assert len(set(made)) == 1
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [one.name for one in path.parent.iterdir()] == ["certificates.pem"]


def test_a_key_that_others_can_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "certificates.pem"
    load_signer(path)
    path.chmod(0o644)
    with pytest.raises(KeyUnusable, match="chmod 600"):
        load_signer(path)


def test_a_broken_key_is_refused_with_what_to_do(tmp_path: Path) -> None:
    path = tmp_path / "broken.pem"
    path.write_text("không phải khóa")
    path.chmod(0o600)
    with pytest.raises(KeyUnusable, match="bản sao lưu"):
        load_signer(path)


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / "keys").write_text("một tệp chiếm chỗ của thư mục")
    with pytest.raises(KeyUnusable, match="quyền đọc, ghi"):
        load_signer(tmp_path / "keys" / "certificates.pem")


def test_the_public_half_is_handed_on(signer: Signer, tmp_path: Path) -> None:
    path = tmp_path / "public.pem"
    path.write_text(public_pem(signer.public_key))
    assert key_id(read_public_key(path, command="nscl certificate-key")) == signer.key_id
    path.write_text("khác")
    with pytest.raises(KeyUnusable, match="certificate-key"):
        read_public_key(path, command="nscl certificate-key")
    with pytest.raises(KeyUnusable, match="đường dẫn"):
        read_public_key(tmp_path / "nowhere.pem", command="nscl certificate-key")
