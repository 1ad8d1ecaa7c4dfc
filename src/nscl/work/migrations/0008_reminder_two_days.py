"""A reminder two working days before a step of a case of support must be done."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("work", "0007_training_kind"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="reminder",
            name="work_reminder_kind",
        ),
        migrations.AlterField(
            model_name="reminder",
            name="kind",
            field=models.CharField(
                choices=[
                    ("days_90", "trước 90 ngày"),
                    ("days_30", "trước 30 ngày"),
                    ("week_before", "trước 7 ngày"),
                    ("days_2", "trước 2 ngày làm việc"),
                    ("day_before", "trước 1 ngày"),
                    ("overdue", "quá hạn"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="reminder",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["days_90", "days_30", "week_before", "days_2", "day_before", "overdue"])
                ),
                name="work_reminder_kind",
            ),
        ),
    ]
