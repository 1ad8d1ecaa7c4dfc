"""The language that a person chose on a page, for the letters that they get."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="user", name="language", field=models.CharField(default="vi", max_length=5)
        )
    ]
