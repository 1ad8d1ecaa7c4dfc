"""Reporting: rounds, submissions, the province's report, frozen figures, packages."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from nscl.records.migrating import NewModel


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('institutions', '0001_initial'),
        ('plans', '0002_readings'),
    ]

    operations = [
        NewModel(
            name='ReportingRound',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='plans.plan')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.planedition')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.administrativeunit')),
                ('duty', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.reportingduty')),
                ('review', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.review')),
                ('kind', models.CharField(choices=[('yearly', 'hằng năm'), ('on_demand', 'đột xuất'), ('interim', 'sơ kết'), ('final', 'tổng kết')], max_length=10)),
                ('year', models.PositiveSmallIntegerField()),
                ('title', models.CharField(max_length=200)),
                ('note', models.TextField(blank=True)),
                ('period_start', models.DateField()),
                ('period_end', models.DateField()),
                ('data_until', models.DateField()),
                ('agencies_due', models.DateField()),
                ('province_due', models.DateField(null=True)),
                ('state', models.CharField(choices=[('open', 'đang mở'), ('closed', 'đã khóa')], default='open', max_length=6)),
                ('version', models.PositiveIntegerField(default=1)),
                ('opened_at', models.DateTimeField()),
                ('opened_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('is_sample', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['unit', 'year'], name='reporting_round_by_unit')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('kind', 'yearly')), fields=('plan', 'year'), name='reporting_round_yearly_once'), models.UniqueConstraint(condition=models.Q(('review__isnull', False)), fields=('review',), name='reporting_round_review_once'), models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='reporting_round_has_title'), models.CheckConstraint(condition=models.Q(('data_until__gte', models.F('period_start')), ('period_end__gte', models.F('period_start')), models.Q(('province_due__isnull', True), ('province_due__gte', models.F('agencies_due')), _connector='OR')), name='reporting_round_days'), models.CheckConstraint(condition=models.Q(models.Q(('duty__isnull', True), ('kind__in', ['interim', 'final'])), models.Q(('kind__in', ['yearly', 'on_demand']), ('review__isnull', True)), _connector='OR'), name='reporting_round_kind_and_source'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at__isnull', True), ('state', 'open')), models.Q(('closed_at__isnull', False), ('state', 'closed')), _connector='OR'), name='reporting_round_closed_at')],
            },
        ),
        NewModel(
            name='ReportTemplate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.administrativeunit')),
                ('purpose', models.CharField(choices=[('province', 'báo cáo của tỉnh'), ('agency', 'báo cáo của cơ quan')], max_length=8)),
                ('ordinal', models.PositiveSmallIntegerField()),
                ('file_name', models.CharField(max_length=200)),
                ('sha256', models.CharField(max_length=64)),
                ('content', models.BinaryField()),
                ('uploaded_at', models.DateTimeField()),
                ('uploaded_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('retired_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'purpose', 'ordinal'), name='reporting_template_ordinal'), models.UniqueConstraint(condition=models.Q(('retired_at__isnull', True)), fields=('unit', 'purpose'), name='reporting_template_one_in_use')],
            },
        ),
        NewModel(
            name='TrustedKey',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key_id', models.CharField(max_length=16, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.administrativeunit')),
                ('pem', models.TextField()),
                ('added_at', models.DateTimeField()),
                ('added_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revoked_at', models.DateTimeField(null=True)),
                ('revoked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('revoked_why', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='reporting_key_named'), models.CheckConstraint(condition=models.Q(models.Q(('revoked_at__isnull', False), models.Q(('revoked_why', ''), _negated=True)), models.Q(('revoked_at__isnull', True), ('revoked_why', '')), _connector='OR'), name='reporting_key_revoked_why')],
            },
        ),
        NewModel(
            name='ReceivedPackage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='packages', to='reporting.trustedkey')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.administrativeunit')),
                ('year', models.PositiveSmallIntegerField()),
                ('plan_label', models.CharField(max_length=300)),
                ('edition', models.PositiveSmallIntegerField()),
                ('format_version', models.PositiveSmallIntegerField()),
                ('software', models.CharField(max_length=40)),
                ('sha256', models.CharField(max_length=64, unique=True)),
                ('file_name', models.CharField(max_length=200)),
                ('content', models.BinaryField()),
                ('rows', models.PositiveIntegerField()),
                ('made_at', models.DateTimeField()),
                ('taken_at', models.DateTimeField()),
                ('sealed_at', models.DateTimeField(null=True)),
                ('taken_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('superseded_at', models.DateTimeField(null=True)),
                ('is_sample', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('superseded_at__isnull', True)), fields=('unit', 'year', 'plan_label'), name='reporting_package_one_stands')],
            },
        ),
        NewModel(
            name='ReportEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='reporting.reportinground')),
                ('ordinal', models.PositiveSmallIntegerField()),
                ('state', models.CharField(choices=[('draft', 'đang soạn'), ('issued', 'đã ban hành'), ('superseded', 'đã có bản sau')], default='draft', max_length=10)),
                ('reason', models.TextField(blank=True)),
                ('subject', models.CharField(max_length=300)),
                ('number', models.CharField(blank=True, max_length=60)),
                ('issued_on', models.DateField(null=True)),
                ('signed_for', models.CharField(choices=[('head', 'người đứng đầu'), ('committee', 'TM. Ủy ban nhân dân, Chủ tịch'), ('committee_deputy', 'TM. Ủy ban nhân dân, KT. Chủ tịch, Phó Chủ tịch'), ('deputy', 'KT. người đứng đầu, cấp phó'), ('by_order', 'TL. Chủ tịch, Giám đốc Sở Khoa học và Công nghệ')], default='committee_deputy', max_length=16)),
                ('signatory', models.CharField(blank=True, max_length=100)),
                ('recipients', models.TextField(blank=True)),
                ('template', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='reporting.reporttemplate')),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('frozen_at', models.DateTimeField(null=True)),
                ('frozen_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('superseded_at', models.DateTimeField(null=True)),
                ('is_sample', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('round', 'ordinal'), name='reporting_edition_ordinal_once'), models.UniqueConstraint(condition=models.Q(('state', 'draft')), fields=('round',), name='reporting_edition_one_draft'), models.UniqueConstraint(condition=models.Q(('state', 'issued')), fields=('round',), name='reporting_edition_one_in_force'), models.CheckConstraint(condition=models.Q(models.Q(('frozen_at__isnull', True), ('state', 'draft'), ('superseded_at__isnull', True)), models.Q(('frozen_at__isnull', False), ('state', 'issued'), ('superseded_at__isnull', True)), models.Q(('frozen_at__isnull', False), ('state', 'superseded'), ('superseded_at__isnull', False)), _connector='OR'), name='reporting_edition_state_and_time'), models.CheckConstraint(condition=models.Q(('ordinal', 1), models.Q(('reason', ''), _negated=True), _connector='OR'), name='reporting_edition_says_why'), models.CheckConstraint(condition=models.Q(('subject', ''), _negated=True), name='reporting_edition_has_subject')],
            },
        ),
        NewModel(
            name='RoundStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='reporting.reportinground')),
                ('from_state', models.CharField(choices=[('open', 'đang mở'), ('closed', 'đã khóa')], max_length=6)),
                ('to_state', models.CharField(choices=[('open', 'đang mở'), ('closed', 'đã khóa')], max_length=6)),
                ('comment', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('from_state', models.F('to_state')), _negated=True), name='reporting_round_step_moves'), models.CheckConstraint(condition=models.Q(models.Q(('to_state', 'open'), _negated=True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='reporting_round_reopened_why')],
            },
        ),
        NewModel(
            name='Submission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('round', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='submissions', to='reporting.reportinground')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.agency')),
                ('state', models.CharField(choices=[('not_started', 'chưa bắt đầu'), ('draft', 'đang soạn'), ('submitted', 'đã nộp'), ('returned', 'trả lại để bổ sung'), ('accepted', 'đã nhận'), ('handed_over', 'chuyển cơ quan kế thừa')], default='not_started', max_length=11)),
                ('due', models.DateField()),
                ('version', models.PositiveIntegerField(default=1)),
                ('first_submitted_at', models.DateTimeField(null=True)),
                ('submitted_at', models.DateTimeField(null=True)),
                ('submitted_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('decided_at', models.DateTimeField(null=True)),
                ('decided_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('handed_to', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='taken_over', to='reporting.submission')),
                ('is_sample', models.BooleanField(default=False)),
            ],
            options={
                'indexes': [models.Index(fields=['agency', 'state'], name='reporting_submission_by_agency')],
                'constraints': [models.UniqueConstraint(fields=('round', 'agency'), name='reporting_submission_once'), models.CheckConstraint(condition=models.Q(models.Q(('decided_at__isnull', True), ('state__in', ['not_started', 'draft']), ('submitted_at__isnull', True)), models.Q(('decided_at__isnull', True), ('state', 'submitted'), ('submitted_at__isnull', False)), models.Q(('decided_at__gte', models.F('submitted_at')), ('decided_at__isnull', False), ('state__in', ['returned', 'accepted']), ('submitted_at__isnull', False)), ('state', 'handed_over'), _connector='OR'), name='reporting_submission_state_and_time'), models.CheckConstraint(condition=models.Q(models.Q(('first_submitted_at__isnull', True), ('submitted_at__isnull', True)), models.Q(('first_submitted_at__isnull', False), ('first_submitted_at__lte', models.F('submitted_at')), ('submitted_at__isnull', False)), _connector='OR'), name='reporting_submission_first_time'), models.CheckConstraint(condition=models.Q(models.Q(('handed_to__isnull', False), ('state', 'handed_over')), models.Q(models.Q(('state', 'handed_over'), _negated=True), ('handed_to__isnull', True)), _connector='OR'), name='reporting_submission_handed_to')],
            },
        ),
        NewModel(
            name='CoveredAgency',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='covers', to='reporting.submission')),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.agency')),
                ('name', models.CharField(max_length=250)),
                ('since', models.DateField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('submission', 'agency'), name='reporting_covered_once')],
            },
        ),
        NewModel(
            name='Estimate',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='estimates', to='reporting.submission')),
                ('measure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.measure')),
                ('value', models.DecimalField(decimal_places=4, max_digits=20)),
                ('note', models.CharField(blank=True, max_length=500)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField()),
                ('updated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('submission', 'measure'), name='reporting_estimate_once')],
            },
        ),
        NewModel(
            name='FigureSet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='figure_sets', to='reporting.submission')),
                ('edition', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='figure_sets', to='reporting.reportedition')),
                ('ordinal', models.PositiveSmallIntegerField(default=1)),
                ('as_of', models.DateField()),
                ('taken_at', models.DateTimeField()),
                ('software', models.CharField(max_length=40)),
                ('sealed_at', models.DateTimeField(null=True)),
                ('holds_samples', models.BooleanField(default=False)),
                ('is_sample', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('edition__isnull', True), ('submission__isnull', False)), models.Q(('edition__isnull', False), ('submission__isnull', True)), _connector='OR'), name='reporting_set_of_one'), models.UniqueConstraint(fields=('submission', 'ordinal'), name='reporting_set_submission_once'), models.UniqueConstraint(fields=('edition', 'ordinal'), name='reporting_set_edition_once'), models.CheckConstraint(condition=models.Q(('software', ''), _negated=True), name='reporting_set_software')],
            },
        ),
        NewModel(
            name='IssuedFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='reporting.reportedition')),
                ('form', models.CharField(choices=[('docx', 'Word'), ('xlsx', 'Excel'), ('pdf', 'PDF')], max_length=4)),
                ('sha256', models.CharField(max_length=64)),
                ('content', models.BinaryField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('edition', 'form'), name='reporting_issued_file_once')],
            },
        ),
        NewModel(
            name='ReceivedMeasure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('package', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='measures', to='reporting.receivedpackage')),
                ('position', models.PositiveIntegerField()),
                ('indicator', models.CharField(max_length=60)),
                ('label', models.CharField(max_length=500)),
                ('op', models.CharField(max_length=10)),
                ('target', models.DecimalField(decimal_places=6, max_digits=24)),
                ('target_to', models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ('unit', models.CharField(max_length=60)),
                ('when', models.CharField(max_length=20)),
                ('of', models.CharField(blank=True, max_length=300)),
                ('phase_start', models.PositiveSmallIntegerField()),
                ('phase_end', models.PositiveSmallIntegerField()),
                ('value', models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ('value_year', models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ('status', models.CharField(max_length=12)),
                ('source', models.CharField(max_length=12)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('package', 'position'), name='reporting_received_measure_once')],
            },
        ),
        NewModel(
            name='ReceivedSupport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('package', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='supports', to='reporting.receivedpackage')),
                ('tax_code', models.CharField(max_length=14)),
                ('name', models.CharField(max_length=300)),
                ('content', models.CharField(max_length=300)),
                ('content_code', models.CharField(blank=True, max_length=100)),
                ('vnd', models.BigIntegerField()),
                ('year', models.PositiveSmallIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['tax_code'], name='reporting_received_by_tax_code')],
            },
        ),
        NewModel(
            name='ReceivedTimeliness',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('package', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='timeliness', to='reporting.receivedpackage')),
                ('year', models.PositiveSmallIntegerField()),
                ('asked', models.PositiveIntegerField()),
                ('submitted', models.PositiveIntegerField()),
                ('on_time', models.PositiveIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('package', 'year'), name='reporting_received_timeliness_once'), models.CheckConstraint(condition=models.Q(('on_time__lte', models.F('submitted')), ('submitted__lte', models.F('asked'))), name='reporting_received_timeliness_within')],
            },
        ),
        NewModel(
            name='SubmissionParagraph',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paragraphs', to='reporting.submission')),
                ('section', models.CharField(choices=[('assessment', 'Đánh giá chung'), ('results', 'Kết quả thực hiện'), ('reasons', 'Nguyên nhân'), ('difficulties', 'Khó khăn, vướng mắc'), ('proposals', 'Đề xuất, kiến nghị'), ('next_year', 'Phương hướng năm sau')], max_length=12)),
                ('measure', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='plans.measure')),
                ('position', models.PositiveIntegerField()),
                ('text', models.TextField(blank=True)),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField()),
                ('updated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['submission', 'section', 'position'], name='reporting_paragraph_order')],
            },
        ),
        NewModel(
            name='SubmissionStep',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='steps', to='reporting.submission')),
                ('from_state', models.CharField(choices=[('not_started', 'chưa bắt đầu'), ('draft', 'đang soạn'), ('submitted', 'đã nộp'), ('returned', 'trả lại để bổ sung'), ('accepted', 'đã nhận'), ('handed_over', 'chuyển cơ quan kế thừa')], max_length=11)),
                ('to_state', models.CharField(choices=[('not_started', 'chưa bắt đầu'), ('draft', 'đang soạn'), ('submitted', 'đã nộp'), ('returned', 'trả lại để bổ sung'), ('accepted', 'đã nhận'), ('handed_over', 'chuyển cơ quan kế thừa')], max_length=11)),
                ('comment', models.TextField(blank=True)),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('from_state', models.F('to_state')), _negated=True), name='reporting_step_moves'), models.CheckConstraint(condition=models.Q(models.Q(('to_state__in', ['returned', 'handed_over']), _negated=True), models.Q(('comment', ''), _negated=True), _connector='OR'), name='reporting_step_says_why')],
            },
        ),
        NewModel(
            name='FigureTable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='tables', to='reporting.figureset')),
                ('code', models.CharField(max_length=30)),
                ('title', models.CharField(max_length=300)),
                ('note', models.TextField(blank=True)),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('set', 'code'), name='reporting_table_once')],
            },
        ),
        NewModel(
            name='Remark',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('submission', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='remarks', to='reporting.submission')),
                ('paragraph', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='remarks', to='reporting.submissionparagraph')),
                ('quote', models.CharField(blank=True, max_length=200)),
                ('text', models.TextField()),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('settled_at', models.DateTimeField(null=True)),
                ('settled_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='reporting_remark_says')],
            },
        ),
        NewModel(
            name='ReportParagraph',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('edition', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='paragraphs', to='reporting.reportedition')),
                ('section', models.CharField(choices=[('assessment', 'Đánh giá chung'), ('results', 'Kết quả thực hiện'), ('reasons', 'Nguyên nhân'), ('difficulties', 'Khó khăn, vướng mắc'), ('proposals', 'Đề xuất, kiến nghị'), ('next_year', 'Phương hướng năm sau')], max_length=12)),
                ('position', models.PositiveIntegerField()),
                ('text', models.TextField(blank=True)),
                ('picked_from', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='reporting.submissionparagraph')),
                ('version', models.PositiveIntegerField(default=1)),
                ('updated_at', models.DateTimeField()),
                ('updated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'indexes': [models.Index(fields=['edition', 'section', 'position'], name='reporting_report_order')],
            },
        ),
        NewModel(
            name='FigureColumn',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reporting.figureset')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='columns', to='reporting.figuretable')),
                ('key', models.CharField(max_length=30)),
                ('heading', models.CharField(max_length=200)),
                ('kind', models.CharField(max_length=8)),
                ('adds', models.BooleanField(default=False)),
                ('width', models.FloatField(default=1)),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('table', 'key'), name='reporting_column_once')],
            },
        ),
        NewModel(
            name='FigureRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reporting.figureset')),
                ('table', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rows', to='reporting.figuretable')),
                ('key', models.CharField(blank=True, max_length=80)),
                ('depth', models.PositiveSmallIntegerField(default=0)),
                ('is_heading', models.BooleanField(default=False)),
                ('position', models.PositiveIntegerField()),
            ],
            options={
                'indexes': [models.Index(fields=['table', 'position'], name='reporting_row_order')],
            },
        ),
        NewModel(
            name='FigureCell',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reporting.figureset')),
                ('row', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='cells', to='reporting.figurerow')),
                ('column', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reporting.figurecolumn')),
                ('value', models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ('text', models.TextField(blank=True)),
                ('mark', models.CharField(blank=True, max_length=10)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('row', 'column'), name='reporting_cell_once')],
            },
        ),
        NewModel(
            name='FigureRecord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('set', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='reporting.figureset')),
                ('row', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='records', to='reporting.figurerow')),
                ('kind', models.CharField(max_length=40)),
                ('number', models.BigIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('on', models.DateField(null=True)),
                ('amount', models.DecimalField(decimal_places=6, max_digits=24, null=True)),
                ('whose', models.CharField(blank=True, max_length=250)),
            ],
            options={
                'indexes': [models.Index(fields=['kind', 'number'], name='reporting_record_subject')],
            },
        ),
    ]
