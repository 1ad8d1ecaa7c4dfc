"""A person may renew the address of their calendar feed."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from nscl.records.migrating import NewModel


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("work", "0004_outputs_by_plan"),
    ]

    operations = [
        NewModel(
            name="CalendarAddress",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("serial", models.PositiveIntegerField()),
                ("renewed_at", models.DateTimeField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("serial__gte", 1)), name="work_calendar_address_renewed"
                    )
                ],
            },
        ),
    ]
