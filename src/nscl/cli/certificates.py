"""`nscl verify-certificate`, `nscl certificate-key`: certificates are checked without a network, by the public key."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click
import django
from django.conf import settings
from django.utils import timezone

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    from nscl.training.signing import Statement, Verdict

EXIT_NOT_VALID: Final = 1
EXIT_UNREADABLE: Final = 2
_SAID: Final = {
    "valid": "✓ Chữ ký đúng, chứng nhận còn hiệu lực theo nội dung đã ký.",
    "expired": "✗ Chữ ký đúng nhưng chứng nhận đã hết hiệu lực.",
    "altered": "✗ Chữ ký không đúng: nội dung mã đã bị sửa hoặc chép sai.",
    "other_key": "✗ Mã ký bằng khóa khác: của một hệ thống khác. Cách sửa: xin nơi cấp khóa công khai rồi thêm --key.",
}
_ONLINE: Final = (
    "Thu hồi và cấp lại chỉ biết được trên mạng: mở địa chỉ của mã QR, hoặc hỏi đơn vị cấp, trước khi quyết định."
)


@click.command("verify-certificate")
@click.argument("code")
@click.option("--key", type=click.Path(path_type=Path), help="khóa công khai .pem của nơi cấp; không nêu: của máy này")
@click.option("--format", "as_format", type=click.Choice(["text", "json"]), default="text", show_default=True)
def verify_certificate(code: str, key: Path | None, as_format: str) -> None:
    """Kiểm chữ ký của một mã QR trên giấy chứng nhận. CODE là nội dung mã, hoặc tệp văn bản chứa nội dung mã.

    Không cần mạng, không cần cơ sở dữ liệu. Mã kết thúc: 0 chữ ký đúng và còn hiệu lực, 1 không đúng hoặc hết hiệu
    lực, 2 không đọc được mã hoặc khóa.
    """
    django.setup()
    from nscl.records.signing import KeyUnusable
    from nscl.training.signing import CodeUnreadable, Verdict, read_code, verify

    try:
        public = _public_key(key)
        read = read_code(_text(code))
    except (KeyUnusable, OSError) as error:
        _unreadable(str(error))
    except CodeUnreadable:
        _unreadable(
            "Đây không phải nội dung mã QR của giấy chứng nhận, hoặc bị chép thiếu. "
            "Cách sửa: chép toàn bộ, kể cả phần sau dấu #."
        )
    verdict = verify(read, public, on=timezone.localdate())
    if as_format == "json":
        click.echo(json.dumps(_as_json(verdict, read.statement), ensure_ascii=False, indent=2))
    else:
        _tell(verdict, read.statement)
    if verdict is not Verdict.VALID:
        sys.exit(EXIT_NOT_VALID)


@click.command("certificate-key")
def certificate_key() -> None:
    """In khóa công khai (PEM) của hệ thống này và số của khóa; ai có khóa này kiểm được giấy chứng nhận không cần mạng.

    Chạy lần đầu thì tạo khóa. Khóa riêng nằm ở NSCL_CERTIFICATE_KEY_FILE: hãy sao lưu tệp đó, không đưa cho ai.
    """
    django.setup()
    from nscl.records.signing import KeyUnusable, load_signer, public_pem

    try:
        signer = load_signer(Path(settings.CERTIFICATE_KEY_FILE))
    except KeyUnusable as error:
        _unreadable(str(error))
    click.echo(public_pem(signer.public_key), nl=False)
    click.echo(f"Số khóa: {signer.key_id}", err=True)


def _unreadable(words: str) -> NoReturn:
    click.echo(f"✗ {words}", err=True)
    sys.exit(EXIT_UNREADABLE)


def _public_key(path: Path | None) -> Ed25519PublicKey:
    from nscl.records.signing import KeyUnusable, find_public_key, read_public_key

    if path is not None:
        return read_public_key(path, command="nscl certificate-key")
    own = Path(settings.CERTIFICATE_KEY_FILE)
    found = find_public_key(own)
    if found is None:
        raise KeyUnusable(own, "máy này chưa có khóa", "thêm --key và tệp khóa công khai của nơi cấp")
    return found


def _text(given: str) -> str:
    """What was given; the content of the file, where a file of that name is there."""
    # A code is longer than the name of a file may be, and asking for it would be an error of its own.
    path = Path(given) if len(given) <= 255 and "#" not in given else None  # noqa: PLR2004  (NAME_MAX of Linux)
    return path.read_text(encoding="utf-8", errors="replace") if path is not None and path.is_file() else given


def _tell(verdict: Verdict, said: Statement) -> None:
    click.echo(_SAID[verdict.value])
    if verdict.value in {"valid", "expired"}:
        click.echo(f"  Người được cấp: {said.holder}")
        click.echo(f"  Khóa học: {said.course}")
        click.echo(f"  Số: {said.serial}")
        click.echo(f"  Ngày cấp: {said.issued:%d/%m/%Y}")
        click.echo(f"  Giá trị đến: {said.valid_to:%d/%m/%Y}" if said.valid_to else "  Giá trị đến: không thời hạn")
        click.echo(f"  Đơn vị cấp: {said.issuer}")
        click.echo(_ONLINE)
    elif verdict.value == "other_key":
        click.echo(f"  Số khóa trong mã: {said.key_id[:16]}")


def _as_json(verdict: Verdict, said: Statement) -> dict[str, object]:
    """What programs read. What is not signed by the key is not told as if it were."""
    holds = verdict.value in {"valid", "expired"}
    return {
        "verdict": verdict.value,
        "key": said.key_id,
        "revocation": "unknown",
        "certificate": {
            "serial": said.serial,
            "holder": said.holder,
            "course": said.course,
            "issued": said.issued.isoformat(),
            "valid_to": said.valid_to.isoformat() if said.valid_to else None,
            "issuer": said.issuer,
        }
        if holds
        else None,
    }
