"""The registry: where organisations are, what they do, figures, flags, kinship, doubles."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

from nscl.organisations import search_index

from nscl.records.migrating import NewModel


def install_search(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    search_index.install(schema_editor.connection)


def remove_search(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    search_index.remove(schema_editor.connection)


class Migration(migrations.Migration):

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('institutions', '0001_initial'),
        ('organisations', '0002_people'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='organisation',
            name='organisations_kind',
        ),
        migrations.AddField(
            model_name='organisation',
            name='address',
            field=models.CharField(blank=True, max_length=250),
        ),
        migrations.AddField(
            model_name='organisation',
            name='commune',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.administrativeunit'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='created_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='organisation',
            name='created_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='organisation',
            name='email',
            field=models.EmailField(blank=True, max_length=254),
        ),
        migrations.AddField(
            model_name='organisation',
            name='founded_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='organisation',
            name='industry',
            field=models.CharField(blank=True, max_length=5),
        ),
        migrations.AddField(
            model_name='organisation',
            name='industry_edition',
            field=models.CharField(blank=True, choices=[('2018', 'VSIC 2018'), ('2025', 'VSIC 2025')], max_length=4),
        ),
        migrations.AddField(
            model_name='organisation',
            name='lineage',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='merged_into',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='absorbed', to='organisations.organisation'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='parent',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='branches', to='organisations.organisation'),
        ),
        migrations.AddField(
            model_name='organisation',
            name='phone',
            field=models.CharField(blank=True, max_length=16),
        ),
        migrations.AddField(
            model_name='organisation',
            name='representative',
            field=models.CharField(blank=True, max_length=150),
        ),
        migrations.AddField(
            model_name='organisation',
            name='size',
            field=models.CharField(blank=True, choices=[('micro', 'micro'), ('small', 'small'), ('medium', 'medium'), ('large', 'large')], max_length=6),
        ),
        migrations.AddField(
            model_name='organisation',
            name='size_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='organisation',
            name='state',
            field=models.CharField(choices=[('active', 'đang hoạt động'), ('suspended', 'tạm ngừng'), ('gone', 'đã chấm dứt')], default='active', max_length=10),
        ),
        migrations.AddField(
            model_name='organisation',
            name='state_on',
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name='organisation',
            name='version',
            field=models.PositiveIntegerField(default=1),
        ),
        migrations.AlterField(
            model_name='organisation',
            name='kind',
            field=models.CharField(choices=[('enterprise', 'doanh nghiệp'), ('cooperative', 'hợp tác xã'), ('cooperative_union', 'liên hiệp hợp tác xã'), ('household', 'hộ kinh doanh'), ('school', 'cơ sở giáo dục'), ('health', 'cơ sở y tế'), ('public', 'cơ quan, đơn vị công lập'), ('conformity_body', 'tổ chức đánh giá sự phù hợp'), ('consultancy', 'tổ chức tư vấn')], max_length=20),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['unit', 'folded'], name='organisations_by_name'),
        ),
        migrations.AddIndex(
            model_name='organisation',
            index=models.Index(fields=['commune'], name='organisations_by_commune'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['enterprise', 'cooperative', 'cooperative_union', 'household', 'school', 'health', 'public', 'conformity_body', 'consultancy'])), name='organisations_kind'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('folded', ''), _negated=True)), name='organisations_named'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('industry', ''), ('industry_edition', '')), models.Q(models.Q(('industry', ''), _negated=True), ('industry_edition__in', ['2018', '2025'])), _connector='OR'), name='organisations_industry_edition'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'active'), ('state_on__isnull', True)), models.Q(('state__in', ['suspended', 'gone']), ('state_on__isnull', False)), _connector='OR'), name='organisations_state_since'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('size', ''), ('size_on__isnull', True)), models.Q(('size__in', ['micro', 'small', 'medium', 'large']), ('size_on__isnull', False)), _connector='OR'), name='organisations_size_since'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('parent__isnull', True), models.Q(('parent', models.F('id')), _negated=True), _connector='OR'), models.Q(('lineage__isnull', True), models.Q(('lineage', models.F('id')), _negated=True), _connector='OR'), models.Q(('merged_into__isnull', True), models.Q(('merged_into', models.F('id')), _negated=True), _connector='OR')), name='organisations_not_its_own'),
        ),
        migrations.AddConstraint(
            model_name='organisation',
            constraint=models.CheckConstraint(condition=models.Q(('merged_into__isnull', True), ('tax_code__isnull', True), _connector='OR'), name='organisations_merged_bare'),
        ),
        NewModel(
            name='DistinctOrganisations',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('first', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('second', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='organisations.organisation')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('first', 'second'), name='organisations_two_once'), models.CheckConstraint(condition=models.Q(('first__lt', models.F('second'))), name='organisations_two_ordered')],
            },
        ),
        NewModel(
            name='FormerName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_names', to='organisations.organisation')),
                ('name', models.CharField(max_length=250)),
                ('folded', models.CharField(max_length=250)),
                ('until', models.DateField()),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('name', ''), _negated=True), models.Q(('folded', ''), _negated=True)), name='organisations_former_named')],
            },
        ),
        NewModel(
            name='OrganisationFigures',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='organisations.organisation')),
                ('year', models.PositiveSmallIntegerField()),
                ('workers', models.DecimalField(decimal_places=1, max_digits=9, null=True)),
                ('revenue_vnd', models.BigIntegerField(null=True)),
                ('capital_vnd', models.BigIntegerField(null=True)),
                ('source', models.CharField(blank=True, max_length=200)),
                ('stated_at', models.DateTimeField()),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'year'), name='organisations_figures_once_a_year'), models.CheckConstraint(condition=models.Q(('year__gte', 2000), ('year__lte', 2100)), name='organisations_figures_year'), models.CheckConstraint(condition=models.Q(models.Q(('workers__isnull', True), ('workers__gte', 0), _connector='OR'), models.Q(('revenue_vnd__isnull', True), ('revenue_vnd__gte', 0), _connector='OR'), models.Q(('capital_vnd__isnull', True), ('capital_vnd__gte', 0), _connector='OR')), name='organisations_figures_not_negative')],
            },
        ),
        NewModel(
            name='OrganisationFlag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='flags', to='organisations.organisation')),
                ('kind', models.CharField(choices=[('key_product', 'sản phẩm chủ lực của tỉnh'), ('ocop', 'sản phẩm OCOP'), ('startup', 'doanh nghiệp khởi nghiệp sáng tạo'), ('science', 'doanh nghiệp khoa học và công nghệ'), ('high_tech', 'doanh nghiệp công nghệ cao'), ('export', 'sản xuất hàng xuất khẩu'), ('key_export', 'sản phẩm xuất khẩu chủ lực'), ('risk', 'mức độ rủi ro của hàng hóa'), ('women_owned', 'doanh nghiệp do phụ nữ làm chủ'), ('many_women', 'sử dụng nhiều lao động nữ'), ('social', 'doanh nghiệp xã hội'), ('cluster', 'tham gia cụm liên kết ngành, chuỗi giá trị'), ('programme', 'thuộc Chương trình quốc gia năng suất, chất lượng')], max_length=12)),
                ('holds', models.BooleanField()),
                ('product', models.CharField(blank=True, max_length=200)),
                ('stars', models.PositiveSmallIntegerField(null=True)),
                ('risk', models.CharField(blank=True, choices=[('low', 'rủi ro thấp'), ('medium', 'rủi ro trung bình'), ('high', 'rủi ro cao')], max_length=6)),
                ('since', models.DateField()),
                ('until', models.DateField(null=True)),
                ('basis', models.CharField(max_length=250)),
                ('ended_reason', models.CharField(blank=True, max_length=250)),
                ('stated_at', models.DateTimeField()),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kind__in', ['key_product', 'ocop', 'startup', 'science', 'high_tech', 'export', 'key_export', 'risk', 'women_owned', 'many_women', 'social', 'cluster', 'programme'])), name='organisations_flag_kind'), models.CheckConstraint(condition=models.Q(('until__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='organisations_flag_forward'), models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='organisations_flag_basis'), models.CheckConstraint(condition=models.Q(models.Q(('holds', True), ('kind', 'ocop'), ('stars__in', (3, 4, 5)), ('stars__isnull', False)), models.Q(models.Q(('holds', True), ('kind', 'ocop'), _negated=True), ('stars__isnull', True)), _connector='OR'), name='organisations_flag_stars'), models.CheckConstraint(condition=models.Q(models.Q(('holds', True), ('kind', 'risk'), ('risk__in', ['low', 'medium', 'high'])), models.Q(models.Q(('holds', True), ('kind', 'risk'), _negated=True), ('risk', '')), _connector='OR'), name='organisations_flag_risk'), models.UniqueConstraint(condition=models.Q(('until__isnull', True)), fields=('organisation', 'kind', 'product'), name='organisations_flag_once_now')],
            },
        ),
        NewModel(
            name='OrganisationMerge',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kept', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='merges', to='organisations.organisation')),
                ('absorbed', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='organisations.organisation')),
                ('at', models.DateTimeField()),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('reason', models.CharField(max_length=300)),
                ('absorbed_tax_code', models.CharField(blank=True, max_length=14)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('kept', models.F('absorbed')), _negated=True), name='organisations_double_of_two'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='organisations_double_why'), models.UniqueConstraint(fields=('absorbed',), name='organisations_double_once')],
            },
        ),
        NewModel(
            name='OrganisationSeat',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='seats', to='organisations.organisation')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.administrativeunit')),
                ('commune', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.administrativeunit')),
                ('address', models.CharField(blank=True, max_length=250)),
                ('since', models.DateField(null=True)),
                ('until', models.DateField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('organisation', 'until'), name='organisations_seat_once_a_day'), models.CheckConstraint(condition=models.Q(('since__isnull', True), ('until__gte', models.F('since')), _connector='OR'), name='organisations_seat_forward')],
            },
        ),
        NewModel(
            name='OrganisationSuccession',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('predecessor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='successions', to='organisations.organisation')),
                ('successor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='precessions', to='organisations.organisation')),
                ('kind', models.CharField(choices=[('converted', 'chuyển đổi loại hình'), ('merged', 'sáp nhập'), ('consolidated', 'hợp nhất'), ('divided', 'chia'), ('separated', 'tách')], max_length=12)),
                ('on', models.DateField()),
                ('basis', models.CharField(max_length=250)),
                ('stated_at', models.DateTimeField()),
                ('stated_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('predecessor', 'successor'), name='organisations_succession_once'), models.CheckConstraint(condition=models.Q(('predecessor', models.F('successor')), _negated=True), name='organisations_succession_apart'), models.CheckConstraint(condition=models.Q(('basis', ''), _negated=True), name='organisations_succession_basis'), models.CheckConstraint(condition=models.Q(('kind__in', ['converted', 'merged', 'consolidated', 'divided', 'separated'])), name='organisations_succession_kind')],
            },
        ),
        NewModel(
            name='OrganisationImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('file_name', models.CharField(max_length=120)),
                ('sha256', models.CharField(max_length=64)),
                ('rows', models.PositiveIntegerField()),
                ('added', models.PositiveIntegerField()),
                ('changed', models.PositiveIntegerField()),
                ('imported_at', models.DateTimeField()),
                ('imported_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.administrativeunit')),
            ],
        ),
        NewModel(
            name='ImportedOrganisation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('row', models.PositiveIntegerField()),
                ('is_new', models.BooleanField()),
                ('told', models.TextField(blank=True)),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='imports', to='organisations.organisation')),
                ('taking', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='taken', to='organisations.organisationimport')),
            ],
        ),
        NewModel(
            name='OrganisationImportRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('token', models.CharField(max_length=43)),
                ('file_name', models.CharField(max_length=120)),
                ('task', models.CharField(choices=[('rehearse', 'xem trước'), ('take_in', 'nhập')], max_length=10)),
                ('sound_only', models.BooleanField(default=False)),
                ('state', models.CharField(choices=[('queued', 'đang chờ'), ('running', 'đang làm'), ('done', 'đã xong'), ('failed', 'không làm được')], default='queued', max_length=8)),
                ('attempt', models.PositiveIntegerField(default=1)),
                ('asked_at', models.DateTimeField()),
                ('heartbeat_at', models.DateTimeField()),
                ('finished_at', models.DateTimeField(null=True)),
                ('rows_done', models.PositiveIntegerField(default=0)),
                ('rows_all', models.PositiveIntegerField(default=0)),
                ('added', models.PositiveIntegerField(default=0)),
                ('changed', models.PositiveIntegerField(default=0)),
                ('same', models.PositiveIntegerField(default=0)),
                ('doubtful', models.PositiveIntegerField(default=0)),
                ('wrong', models.PositiveIntegerField(default=0)),
                ('hidden', models.PositiveIntegerField(default=0)),
                ('unknown', models.TextField(blank=True)),
                ('problem', models.TextField(blank=True)),
                ('asked_by', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='institutions.administrativeunit')),
            ],
        ),
        NewModel(
            name='OrganisationImportPreview',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('outcome', models.CharField(choices=[('new', 'thêm mới'), ('changed', 'bổ sung, cập nhật'), ('same', 'đã có, không đổi'), ('doubtful', 'nghi trùng'), ('wrong', 'phải sửa')], max_length=8)),
                ('position', models.PositiveIntegerField()),
                ('row', models.PositiveIntegerField()),
                ('name', models.CharField(blank=True, max_length=250)),
                ('tax_code', models.CharField(blank=True, max_length=14)),
                ('cell', models.CharField(blank=True, max_length=20)),
                ('heading', models.CharField(blank=True, max_length=100)),
                ('message', models.TextField(blank=True)),
                ('remedy', models.TextField(blank=True)),
                ('other', models.BigIntegerField(null=True)),
                ('run', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='previews', to='organisations.organisationimportrun')),
            ],
        ),
        migrations.AddConstraint(
            model_name='organisationimport',
            constraint=models.CheckConstraint(condition=models.Q(('rows__gte', models.F('added') + models.F('changed'))), name='organisations_import_of_rows'),
        ),
        migrations.AddConstraint(
            model_name='importedorganisation',
            constraint=models.UniqueConstraint(fields=('organisation', 'taking'), name='organisations_imported_once'),
        ),
        migrations.AddConstraint(
            model_name='organisationimportrun',
            constraint=models.UniqueConstraint(fields=('token', 'task'), name='organisations_import_run_once'),
        ),
        migrations.AddConstraint(
            model_name='organisationimportrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('finished_at__isnull', True), ('state__in', ['queued', 'running'])), models.Q(('finished_at__isnull', False), ('state__in', ['done', 'failed'])), _connector='OR'), name='organisations_import_run_time'),
        ),
        migrations.AddConstraint(
            model_name='organisationimportrun',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'failed'), models.Q(('problem', ''), _negated=True)), models.Q(models.Q(('state', 'failed'), _negated=True), ('problem', '')), _connector='OR'), name='organisations_import_run_told'),
        ),
        migrations.AddConstraint(
            model_name='organisationimportpreview',
            constraint=models.UniqueConstraint(fields=('run', 'outcome', 'position'), name='organisations_preview_once'),
        ),
        migrations.AddConstraint(
            model_name='organisationimportpreview',
            constraint=models.CheckConstraint(condition=models.Q(('outcome__in', ['new', 'changed', 'same', 'doubtful', 'wrong'])), name='organisations_preview_outcome'),
        ),
        migrations.RunPython(install_search, remove_search, elidable=False),
    ]
