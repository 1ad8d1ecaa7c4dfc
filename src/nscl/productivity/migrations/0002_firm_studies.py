"""Studies of firms."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from nscl.records.migrating import NewModel


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('institutions', '0001_initial'),
        ('productivity', '0001_initial'),
    ]

    operations = [
        NewModel(
            name='FirmStudy',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=43)),
                ('file_name', models.CharField(max_length=120)),
                ('state', models.CharField(choices=[('queued', 'đang chờ'), ('running', 'đang chạy'), ('done', 'đã xong'), ('failed', 'không xong')], default='queued', max_length=8)),
                ('attempt', models.PositiveIntegerField(default=1)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('asked_at', models.DateTimeField()),
                ('heartbeat_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('rows_done', models.PositiveIntegerField(default=0)),
                ('rows_all', models.PositiveIntegerField(default=0)),
                ('problem', models.TextField(blank=True)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.administrativeunit')),
                ('title', models.CharField(max_length=200)),
                ('firm_column', models.CharField(max_length=100)),
                ('year_column', models.CharField(max_length=100)),
                ('output_column', models.CharField(max_length=100)),
                ('labour_columns', models.CharField(max_length=300)),
                ('capital_columns', models.CharField(max_length=300)),
                ('proxy_column', models.CharField(blank=True, max_length=100)),
                ('group_column', models.CharField(blank=True, max_length=100)),
                ('decimal_mark', models.CharField(blank=True, max_length=5)),
                ('estimators', models.CharField(max_length=100)),
                ('draws', models.PositiveIntegerField(default=0)),
                ('seed', models.PositiveIntegerField(default=1)),
                ('rows_used', models.PositiveIntegerField(default=0)),
                ('firms', models.PositiveIntegerField(default=0)),
                ('moved', models.PositiveIntegerField(default=0)),
                ('software', models.CharField(blank=True, max_length=40)),
                ('version', models.PositiveIntegerField(default=1)),
                ('published_at', models.DateTimeField(null=True)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawal_reason', models.TextField(blank=True)),
            ],
            options={
                'abstract': False,
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('state__in', ['queued', 'running'])), models.Q(('finished_at__isnull', False), ('state__in', ['done', 'failed'])), _connector='OR'), name='productivity_worker_run_time'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), models.Q(('problem', ''), _negated=True)), models.Q(models.Q(('state', 'failed'), _negated=True), ('problem', '')), _connector='OR'), name='productivity_worker_run_told'), models.CheckConstraint(condition=models.Q(('published_at__isnull', True), models.Q(('published_at__isnull', False), ('state', 'done'), models.Q(('software', ''), _negated=True)), _connector='OR'), name='productivity_study_published'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawal_reason', ''), ('withdrawn_at__isnull', True)), models.Q(('published_at__isnull', False), ('withdrawn_at__isnull', False), models.Q(('withdrawal_reason', ''), _negated=True)), _connector='OR'), name='productivity_study_withdrawn_why')],
            },
        ),
        NewModel(
            name='StudyCoefficient',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='coefficients', to='productivity.firmstudy')),
                ('position', models.PositiveIntegerField()),
                ('method', models.CharField(max_length=8)),
                ('group', models.CharField(blank=True, max_length=100)),
                ('input', models.CharField(blank=True, max_length=100)),
                ('value', models.FloatField()),
                ('error', models.FloatField(null=True)),
                ('rows', models.PositiveIntegerField()),
                ('firms', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('study', 'method', 'group', 'input'), name='productivity_coefficient_once')],
            },
        ),
        NewModel(
            name='StudyDropped',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dropped', to='productivity.firmstudy')),
                ('position', models.PositiveSmallIntegerField()),
                ('why', models.CharField(max_length=300)),
                ('rows', models.PositiveIntegerField()),
                ('line', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('study', 'position'), name='productivity_dropped_once')],
            },
        ),
        NewModel(
            name='StudyNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='productivity.firmstudy')),
                ('position', models.PositiveSmallIntegerField()),
                ('words', models.TextField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('study', 'position'), name='productivity_study_note_once')],
            },
        ),
        NewModel(
            name='StudyYear',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('study', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='years', to='productivity.firmstudy')),
                ('method', models.CharField(max_length=8)),
                ('year', models.PositiveSmallIntegerField()),
                ('firms', models.PositiveIntegerField()),
                ('log_tfp', models.FloatField()),
                ('mean', models.FloatField()),
                ('covariance', models.FloatField()),
                ('within', models.FloatField(null=True)),
                ('between', models.FloatField(null=True)),
                ('entry', models.FloatField(null=True)),
                ('leaving', models.FloatField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('study', 'method', 'year'), name='productivity_study_year_once'), models.CheckConstraint(condition=models.Q(models.Q(('between__isnull', True), ('entry__isnull', True), ('leaving__isnull', True), ('within__isnull', True)), models.Q(('between__isnull', False), ('entry__isnull', False), ('leaving__isnull', False), ('within__isnull', False)), _connector='OR'), name='productivity_study_year_parts')],
            },
        ),
    ]
