"""Reminders are claimed before they are sent; large files of activities are worked on by a process of its own."""

import datetime
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from nscl.records.migrating import NewModel


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0005_calendar_address"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        NewModel(
            name="ImportRun",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token", models.CharField(max_length=43)),
                ("file_name", models.CharField(max_length=120)),
                ("task", models.CharField(choices=[("rehearse", "xem trước"), ("take_in", "nhập")], max_length=10)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "đang chờ"),
                            ("running", "đang chạy"),
                            ("done", "đã xong"),
                            ("failed", "không xong"),
                        ],
                        default="queued",
                        max_length=8,
                    ),
                ),
                ("attempt", models.PositiveIntegerField(default=1)),
                ("asked_at", models.DateTimeField()),
                ("heartbeat_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(null=True)),
                ("rows_done", models.PositiveIntegerField(default=0)),
                ("rows_all", models.PositiveIntegerField(default=0)),
                ("new", models.PositiveIntegerField(default=0)),
                ("known", models.PositiveIntegerField(default=0)),
                ("wrong", models.PositiveIntegerField(default=0)),
                ("problems", models.PositiveIntegerField(default=0)),
                ("planned_vnd", models.BigIntegerField(default=0)),
                ("actual_vnd", models.BigIntegerField(default=0)),
                ("people", models.BigIntegerField(default=0)),
                ("hidden", models.PositiveIntegerField(default=0)),
                ("unknown", models.TextField(blank=True)),
                ("problem", models.TextField(blank=True)),
                (
                    "annual_plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="work.annualplan"
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("token", "task"), name="work_import_run_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("finished_at__isnull", True), ("state__in", ["queued", "running"])),
                            models.Q(("finished_at__isnull", False), ("state__in", ["done", "failed"])),
                            _connector="OR",
                        ),
                        name="work_import_run_state_and_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("state", "failed"), models.Q(("problem", ""), _negated=True)),
                            models.Q(models.Q(("state", "failed"), _negated=True), ("problem", "")),
                            _connector="OR",
                        ),
                        name="work_import_run_failure_told",
                    ),
                ],
            },
        ),
        NewModel(
            name="ImportPreview",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "outcome",
                    models.CharField(
                        choices=[("new", "sẽ thành hoạt động"), ("known", "đã có, bỏ qua"), ("wrong", "phải sửa")],
                        max_length=6,
                    ),
                ),
                ("position", models.PositiveIntegerField()),
                ("row", models.PositiveIntegerField()),
                ("cell", models.CharField(blank=True, max_length=20)),
                ("heading", models.CharField(blank=True, max_length=100)),
                ("message", models.TextField(blank=True)),
                ("remedy", models.TextField(blank=True)),
                ("activity", models.BigIntegerField(null=True)),
                ("title", models.CharField(blank=True, max_length=300)),
                (
                    "kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("conference", "hội nghị"),
                            ("workshop", "hội thảo, tọa đàm"),
                            ("study_visit", "tham quan, học tập kinh nghiệm"),
                            ("contest", "cuộc thi"),
                            ("tv_report", "phóng sự, chuyên mục truyền hình"),
                            ("article", "tin, bài trên báo"),
                            ("bulletin", "bản tin TBT, bản tin chuyên đề"),
                            ("handbook", "sổ tay, tài liệu"),
                            ("poster", "pano, áp phích, tờ rơi"),
                            ("campaign", "đợt tuyên truyền, phổ biến"),
                            ("survey", "khảo sát, điều tra"),
                            ("mission", "nhiệm vụ khoa học và công nghệ"),
                            ("innovation", "hỗ trợ đổi mới sáng tạo, chuyển giao công nghệ"),
                            ("startup", "hỗ trợ khởi nghiệp, trung tâm đổi mới sáng tạo"),
                            ("inspection", "kiểm tra, thanh tra"),
                            ("cooperation", "hợp tác trong nước, quốc tế"),
                            ("other", "việc khác"),
                        ],
                        max_length=12,
                    ),
                ),
                ("starts_on", models.DateField(null=True)),
                (
                    "status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("planned", "dự kiến"),
                            ("running", "đang làm"),
                            ("done", "đã xong"),
                            ("cancelled", "đã hủy"),
                        ],
                        max_length=10,
                    ),
                ),
                ("vnd", models.BigIntegerField(null=True)),
                (
                    "run",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="previews",
                        to="work.importrun",
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("run", "outcome", "position"), name="work_import_preview_once"),
                    models.CheckConstraint(
                        condition=models.Q(("outcome__in", ["new", "known", "wrong"])),
                        name="work_import_preview_outcome",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="reminder",
            name="claimed_at",
            field=models.DateTimeField(default=datetime.datetime(2026, 1, 1, 0, 0, tzinfo=datetime.timezone.utc)),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="reminder",
            name="sent_at",
            field=models.DateTimeField(null=True),
        ),
        migrations.AddIndex(
            model_name="reminder",
            index=models.Index(fields=["due_on"], name="work_reminder_by_day"),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("sent_at__isnull", True), ("sent_at__gte", models.F("claimed_at")), _connector="OR"
                ),
                name="work_reminder_claimed_first",
            ),
        ),
    ]
