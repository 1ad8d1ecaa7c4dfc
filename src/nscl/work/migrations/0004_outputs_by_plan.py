"""Outputs repeat the plan of their activity: one province's quantities are counted without reading the country's."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def take_the_activitys_plan(apps, schema_editor):
    """Give every output the plan of its activity."""
    activities = apps.get_model("work", "Activity").objects.filter(pk=OuterRef("activity_id"))
    plan = Subquery(activities.values("plan_id")[:1])
    apps.get_model("work", "ActivityOutput").objects.update(plan_id=plan)
    if schema_editor.connection.vendor == "postgresql":
        # The new foreign key is checked at the end of the transaction; until then the column cannot be altered.
        schema_editor.execute("SET CONSTRAINTS ALL IMMEDIATE")


class Migration(migrations.Migration):
    dependencies = [
        ("plans", "0002_readings"),
        ("work", "0003_difficulties_commendations"),
    ]

    operations = [
        migrations.AddField(
            model_name="activityoutput",
            name="plan",
            field=models.ForeignKey(
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="plans.plan",
            ),
        ),
        migrations.RunPython(take_the_activitys_plan, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="activityoutput",
            name="plan",
            field=models.ForeignKey(
                db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.plan"
            ),
        ),
        migrations.AddIndex(
            model_name="activityoutput",
            index=models.Index(fields=["plan", "kind", "activity", "quantity"], name="work_output_counting"),
        ),
    ]
