"""States of a run of a large file are named as in other packages."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('organisations', '0003_registry'),
    ]

    operations = [
        migrations.AlterField(
            model_name='organisationimportrun',
            name='state',
            field=models.CharField(choices=[('queued', 'đang chờ'), ('running', 'đang chạy'), ('done', 'đã xong'), ('failed', 'không xong')], default='queued', max_length=8),
        ),
    ]
