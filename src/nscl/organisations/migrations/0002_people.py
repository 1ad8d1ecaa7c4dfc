"""People, each once; two rows of one person merged."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from nscl.records.migrating import NewModel


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('institutions', '0001_initial'),
        ('organisations', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='organisation',
            name='is_sample',
            field=models.BooleanField(default=False),
        ),
        NewModel(
            name='Person',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.administrativeunit')),
                ('name', models.CharField(max_length=150)),
                ('folded', models.CharField(max_length=150)),
                ('sex', models.CharField(blank=True, choices=[('female', 'nữ'), ('male', 'nam')], max_length=6)),
                ('birth_year', models.PositiveSmallIntegerField(null=True)),
                ('national_id_hash', models.CharField(max_length=64, null=True, unique=True)),
                ('phone', models.CharField(blank=True, max_length=16)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('organisation', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='people', to='organisations.organisation')),
                ('position', models.CharField(blank=True, max_length=150)),
                ('noticed_at', models.DateTimeField(null=True)),
                ('contact_erased_at', models.DateTimeField(null=True)),
                ('merged_into', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='absorbed', to='organisations.person')),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('version', models.PositiveIntegerField(default=1)),
                ('is_sample', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'folded'], name='organisations_person_by_name'), models.Index(condition=models.Q(('phone', ''), _negated=True), fields=['phone'], name='organisations_person_by_phone')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('folded', ''), _negated=True)), name='organisations_person_named'), models.CheckConstraint(condition=models.Q(('sex__in', ['', 'female', 'male'])), name='organisations_person_sex'), models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR'), name='organisations_person_not_into_itself'), models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), models.Q(('email', ''), ('national_id_hash__isnull', True), ('phone', '')), _connector='OR'), name='organisations_person_merged_bare'), models.CheckConstraint(condition=models.Q(('contact_erased_at__isnull', True), models.Q(('email', ''), ('phone', '')), _connector='OR'), name='organisations_person_contact_erased')],
            },
        ),
        NewModel(
            name='DistinctPersons',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.person')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.person')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='organisations_distinct_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='organisations_distinct_ordered')],
            },
        ),
        NewModel(
            name='PersonMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='organisations.person')),
                ('absorbed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.person')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.CharField(max_length=300)),
                ('absorbed_phone', models.CharField(blank=True, max_length=16)),
                ('absorbed_email', models.EmailField(blank=True, max_length=254)),
                ('absorbed_national_id_hash', models.CharField(blank=True, max_length=64)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kept', models.F('absorbed')), _negated=True), name='organisations_merge_of_two'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='organisations_merge_why'), models.UniqueConstraint(fields=('absorbed',), name='organisations_merge_once')],
            },
        ),
    ]
