"""Runs of large files have what they share with other packages by the same names."""


from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0001_initial'),
        ('organisations', '0003_registry'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='organisationimportrun',
            name='organisations_import_run_time',
        ),
        migrations.RemoveConstraint(
            model_name='organisationimportrun',
            name='organisations_import_run_told',
        ),
        migrations.AlterField(
            model_name='organisationimportrun',
            name='state',
            field=models.CharField(choices=[('queued', 'đang chờ'), ('running', 'đang chạy'), ('done', 'đã xong'), ('failed', 'không xong')], default='queued', max_length=8),
        ),
        migrations.AddConstraint(
            model_name='organisationimportrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('state__in', ['queued', 'running'])), models.Q(('finished_at__isnull', False), ('state__in', ['done', 'failed'])), _connector='OR'), name='organisations_worker_run_time'),
        ),
        migrations.AddConstraint(
            model_name='organisationimportrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), models.Q(('problem', ''), _negated=True)), models.Q(models.Q(('state', 'failed'), _negated=True), ('problem', '')), _connector='OR'), name='organisations_worker_run_told'),
        ),
    ]
