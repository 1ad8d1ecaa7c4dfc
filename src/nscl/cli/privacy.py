"""`nscl person-data` and `nscl forget-contacts`: a person's own data on request, and contacts that nobody needs."""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click
import django
from django.utils import timezone

if TYPE_CHECKING:
    from nscl.training.queries.person_data import HeldPerson


@click.command("forget-contacts")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="theo quy định của ngày này; không nêu: hôm nay")
@click.option("--dry-run", is_flag=True, help="chỉ xem có bao nhiêu người, không xóa")
def forget_contacts(on: datetime | None, *, dry_run: bool) -> None:
    """Xóa điện thoại, thư điện tử, năm sinh của người học đã quá thời gian được giữ. Nên chạy mỗi tháng."""
    django.setup()
    from nscl.organisations.operations.forgetting import erase_contacts
    from nscl.records.operations import SYSTEM
    from nscl.rulebook import OutsideDates
    from nscl.training.queries.retention import people_to_forget

    day = timezone.localdate() if on is None else on.date()
    try:
        due = people_to_forget(day)
    except OutsideDates as unknown:
        click.echo(f"✗ {unknown}", err=True)
        sys.exit(2)
    rule = due.rule
    click.echo(f"Quy định: {rule.subject}: {rule.value} {rule.unit} ({rule.cite}; độ tin cậy {rule.confidence.value}).")
    click.echo(f"Người có lớp cuối trước {due.before:%d/%m/%Y}, không phải chuyên gia trong sổ: {len(due.people)}.")
    if dry_run:
        click.echo("Chạy thử: chưa xóa gì.")
        return
    erased = erase_contacts(people=due.people, reason=f"{rule.subject}: {rule.cite}", by=SYSTEM, at=timezone.now())
    click.echo(f"Đã xóa liên hệ của {erased} người. Tên, đơn vị và kết quả học tập vẫn giữ để đếm người được đào tạo.")


@click.command("person-data")
@click.option("--number", type=int, help="số của người trong danh sách người học")
@click.option("--phone", default="", help="số điện thoại")
@click.option("--email", default="", help="thư điện tử")
@click.option("--personal-id", is_flag=True, help="hỏi số định danh (không hiện khi gõ, không lưu)")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="dạng kết quả")
def person_data(*, number: int | None, phone: str, email: str, personal_id: bool, form: str) -> None:
    """In mọi dữ liệu đang giữ về một người, khi chính người ấy yêu cầu. Hãy xác minh người hỏi trước khi đưa.

    Mã kết thúc: 0 có, 1 không giữ gì, 2 thông tin tìm không đọc được.
    """
    django.setup()
    from nscl.text.errors import TextError
    from nscl.text.personal_ids import parse_personal_id
    from nscl.text.phones import parse_phone
    from nscl.training.queries.person_data import find_people_of

    if number is None and not phone and not email and not personal_id:
        raise click.UsageError("Nêu một trong: --number, --phone, --email, --personal-id.")
    try:
        found = find_people_of(
            number=number,
            phone=parse_phone(phone) if phone else "",
            email=email.strip(),
            personal_id=parse_personal_id(click.prompt("Số định danh", hide_input=True)) if personal_id else None,
        )
    except TextError as wrong:
        click.echo(f"✗ {wrong}", err=True)
        sys.exit(2)
    if form == "json":
        click.echo(json.dumps([asdict(person) for person in found], ensure_ascii=False, indent=2, default=_plain))
    elif not found:
        click.echo("Hệ thống không giữ dữ liệu nào về người này.")
    else:
        for person in found:
            _tell(person)
    if not found:
        sys.exit(1)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else str(value)


def _tell(person: HeldPerson) -> None:
    from nscl.text.phones import shown_phone

    lines = {
        "Họ tên": person.name + (" (số liệu mẫu)" if person.is_sample else ""),
        "Số trong danh sách": str(person.number),
        "Giới tính": str(person.sex.label) if person.sex else "không giữ",
        "Năm sinh": str(person.birth_year or "không giữ"),
        "Điện thoại": shown_phone(person.phone) if person.phone else "không giữ",
        "Thư điện tử": person.email or "không giữ",
        "Đơn vị, chức vụ": ", ".join(filter(None, [person.organisation, person.position])) or "không giữ",
        "Tỉnh": person.province,
        "Số định danh": _personal_number(known=person.knows_personal_number),
        "Ghi lần đầu": _moment(person.registered_at),
        "Đã được thông báo mục đích": _moment(person.noticed_at) if person.noticed_at else "không ghi",
        "Đã xóa liên hệ": _moment(person.contact_erased_at) if person.contact_erased_at else "chưa",
        "Từng được ghi là": "; ".join(person.also_known_as) or "không có",
        "Tài khoản": person.account or "không có",
    }
    for label, words in lines.items():
        click.echo(f"{label}: {words}")
    click.echo(f"Lớp học: {len(person.classes)}")
    for one in person.classes:
        test = f", kiểm tra {one.percent}%" if one.percent is not None else ""
        papers = f", giấy chứng nhận {', '.join(one.certificates)}" if one.certificates else ""
        click.echo(
            f"  - {one.title} ({one.first_day:%d/%m/%Y} – {one.last_day:%d/%m/%Y}): {one.state.label}, "
            f"dự {one.attended}/{one.sessions} buổi{test}{papers}"
        )
    if person.expert is not None:
        fields = ", ".join(person.expert.fields) or "chưa ghi lĩnh vực"
        click.echo(f"Sổ chuyên gia: ứng viên từ {person.expert.candidate_since:%d/%m/%Y}; {fields}")
        for paper in person.expert.certificates:
            click.echo(f"  - {paper}")
    click.echo("Phiếu đánh giá lớp không gắn với người nên không thuộc dữ liệu này. Số định danh không được lưu.")


def _personal_number(*, known: bool) -> str:
    return "chỉ giữ mã băm có khóa, không giữ số" if known else "không giữ"


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%H:%M %d/%m/%Y}"
