"""Productivity: statistical series by vintage, runs and what they gave."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from nscl.records.migrating import NewModel


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ('institutions', '0001_initial'),
    ]

    operations = [
        NewModel(
            name='ProductivityRun',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.administrativeunit')),
                ('title', models.CharField(max_length=200)),
                ('note', models.TextField(blank=True)),
                ('first_year', models.PositiveSmallIntegerField()),
                ('last_year', models.PositiveSmallIntegerField()),
                ('method', models.CharField(choices=[('gso', 'gso'), ('vnpi', 'vnpi'), ('regression', 'regression'), ('convention', 'convention'), ('tornqvist', 'tornqvist'), ('klems', 'klems')], max_length=12)),
                ('average', models.CharField(choices=[('arithmetic', 'arithmetic'), ('geometric', 'geometric'), ('cumulated', 'cumulated')], default='cumulated', max_length=12)),
                ('decomposition', models.CharField(choices=[('fabricant', 'fabricant'), ('mcmillan-rodrik', 'mcmillan-rodrik'), ('csls', 'csls'), ('gead', 'gead'), ('diewert', 'diewert'), ('lmdi', 'lmdi')], default='fabricant', max_length=20)),
                ('labour_input', models.CharField(choices=[('workers', 'người có việc làm'), ('hours', 'giờ làm việc'), ('quality', 'lao động điều chỉnh theo trình độ')], default='workers', max_length=8)),
                ('capital_input', models.CharField(choices=[('stock', 'trữ lượng vốn (kiểm kê liên tục)'), ('services', 'dịch vụ vốn theo loại tài sản')], default='stock', max_length=8)),
                ('labour_share', models.FloatField(null=True)),
                ('labour_share_source', models.CharField(blank=True, max_length=250)),
                ('depreciation', models.FloatField()),
                ('stock_start', models.CharField(choices=[('surveyed', 'tài sản cố định theo điều tra'), ('steady', 'trạng thái dừng: đầu tư ÷ (tăng trưởng + khấu hao)'), ('ratio', 'tỷ lệ vốn trên GRDP')], default='steady', max_length=8)),
                ('start_ratio', models.FloatField(null=True)),
                ('start_years', models.PositiveSmallIntegerField(default=5)),
                ('timing', models.CharField(choices=[('start', 'start'), ('middle', 'middle'), ('end', 'end')], default='end', max_length=6)),
                ('basis', models.CharField(choices=[('average', 'average'), ('opening', 'opening')], default='average', max_length=7)),
                ('share_low', models.FloatField(null=True)),
                ('share_high', models.FloatField(null=True)),
                ('depreciation_low', models.FloatField(null=True)),
                ('depreciation_high', models.FloatField(null=True)),
                ('draws', models.PositiveIntegerField(default=0)),
                ('seed', models.PositiveIntegerField(default=1)),
                ('target_share', models.FloatField(null=True)),
                ('target_growth', models.FloatField(null=True)),
                ('forecast_to', models.PositiveSmallIntegerField(null=True)),
                ('research_elasticity', models.FloatField(null=True)),
                ('state', models.CharField(choices=[('draft', 'đang tính'), ('published', 'đã công bố'), ('withdrawn', 'đã thu hồi')], default='draft', max_length=9)),
                ('version', models.PositiveIntegerField(default=1)),
                ('created_at', models.DateTimeField()),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('computed_at', models.DateTimeField(null=True)),
                ('software', models.CharField(blank=True, max_length=40)),
                ('published_at', models.DateTimeField(null=True)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawal_reason', models.TextField(blank=True)),
                ('is_sample', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('last_year__gte', models.F('first_year'))), name='productivity_run_years'), models.CheckConstraint(condition=models.Q(('labour_share__isnull', True), models.Q(('labour_share__gt', 0), ('labour_share__isnull', False), ('labour_share__lt', 1), models.Q(('labour_share_source', ''), _negated=True)), _connector='OR'), name='productivity_run_share'), models.CheckConstraint(condition=models.Q(('depreciation__gt', 0), ('depreciation__lt', 1)), name='productivity_run_depreciation'), models.CheckConstraint(condition=models.Q(models.Q(('start_ratio__gt', 0), ('start_ratio__isnull', False), ('stock_start', 'ratio')), models.Q(models.Q(('stock_start', 'ratio'), _negated=True), ('start_ratio__isnull', True)), _connector='OR'), name='productivity_run_start'), models.CheckConstraint(condition=models.Q(models.Q(models.Q(('share_high__isnull', True), ('share_low__isnull', True)), models.Q(('share_high__isnull', False), ('share_low__isnull', False), ('share_low__lt', models.F('share_high'))), _connector='OR'), models.Q(models.Q(('depreciation_high__isnull', True), ('depreciation_low__isnull', True)), models.Q(('depreciation_high__isnull', False), ('depreciation_low__isnull', False), ('depreciation_low__lt', models.F('depreciation_high'))), _connector='OR')), name='productivity_run_ranges'), models.CheckConstraint(condition=models.Q(models.Q(('published_at__isnull', True), ('state', 'draft')), models.Q(models.Q(('state', 'draft'), _negated=True), ('computed_at__isnull', False), ('published_at__isnull', False), models.Q(('software', ''), _negated=True)), _connector='OR'), name='productivity_run_published'), models.CheckConstraint(condition=models.Q(models.Q(('state', 'withdrawn'), ('withdrawn_at__isnull', False), models.Q(('withdrawal_reason', ''), _negated=True)), models.Q(models.Q(('state', 'withdrawn'), _negated=True), ('withdrawal_reason', ''), ('withdrawn_at__isnull', True)), _connector='OR'), name='productivity_run_withdrawn_why')],
            },
        ),
        NewModel(
            name='StatisticalSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.administrativeunit')),
                ('variable', models.CharField(choices=[('output', 'GRDP'), ('gross_output', 'Giá trị sản xuất'), ('intermediate', 'Chi phí trung gian'), ('investment', 'Vốn đầu tư thực hiện'), ('capital_formation', 'Tích lũy tài sản gộp'), ('fixed_assets', 'Tài sản cố định (điều tra)'), ('output_price', 'Chỉ số giá GRDP'), ('investment_price', 'Chỉ số giá vốn đầu tư'), ('workers', 'Lao động có việc làm'), ('hours', 'Giờ làm việc'), ('wages', 'Thu nhập bình quân một lao động'), ('labour_income', 'Thu nhập đầy đủ của người lao động'), ('labour_share', 'Hệ số đóng góp của lao động'), ('research', 'Chi nghiên cứu và phát triển'), ('capacity_use', 'Mức sử dụng công suất')], max_length=20)),
                ('breakdown', models.CharField(choices=[('whole', 'toàn bộ'), ('sector', 'theo ngành kinh tế'), ('asset', 'theo loại tài sản'), ('education', 'theo trình độ lao động'), ('input', 'theo loại chi phí')], default='whole', max_length=10)),
                ('part', models.CharField(blank=True, max_length=20)),
                ('part_name', models.CharField(blank=True, max_length=120)),
                ('price_basis', models.CharField(choices=[('none', 'không có giá'), ('current', 'giá hiện hành'), ('constant', 'giá so sánh')], max_length=10)),
                ('base_year', models.PositiveSmallIntegerField(default=0)),
                ('created_at', models.DateTimeField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('unit', 'variable', 'breakdown', 'part', 'price_basis', 'base_year'), name='productivity_series_once'), models.CheckConstraint(condition=models.Q(models.Q(('breakdown', 'whole'), ('part', ''), ('part_name', '')), models.Q(models.Q(('breakdown', 'whole'), _negated=True), models.Q(('part', ''), _negated=True), models.Q(('part_name', ''), _negated=True)), _connector='OR'), name='productivity_series_part'), models.CheckConstraint(condition=models.Q(models.Q(('base_year__gte', 1900), ('base_year__lte', 2100), ('price_basis', 'constant')), models.Q(('base_year', 0), ('price_basis', 'current')), ('price_basis', 'none'), _connector='OR'), name='productivity_series_base')],
            },
        ),
        NewModel(
            name='StatisticsImport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('unit', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='institutions.administrativeunit')),
                ('form', models.CharField(choices=[('excel', 'mẫu Excel'), ('sdmx', 'SDMX-CSV')], max_length=5)),
                ('file_name', models.CharField(max_length=120)),
                ('sha256', models.CharField(max_length=64)),
                ('vintages_made', models.PositiveIntegerField()),
                ('figures', models.PositiveIntegerField()),
                ('imported_at', models.DateTimeField()),
                ('imported_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
        ),
        NewModel(
            name='RunFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='productivity.productivityrun')),
                ('key', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=200)),
                ('measured_in', models.CharField(max_length=60)),
                ('year', models.PositiveSmallIntegerField()),
                ('value', models.FloatField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'key', 'year'), name='productivity_run_figure_once')],
            },
        ),
        NewModel(
            name='RunNote',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notes', to='productivity.productivityrun')),
                ('position', models.PositiveSmallIntegerField()),
                ('words', models.TextField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'position'), name='productivity_note_once')],
            },
        ),
        NewModel(
            name='RunResult',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='results', to='productivity.productivityrun')),
                ('table', models.CharField(choices=[('year', 'Từng năm'), ('period', 'Cả giai đoạn'), ('capital', 'Vốn ban đầu'), ('labour_productivity', 'Năng suất lao động'), ('decomposition', 'Tách năng suất lao động theo ngành'), ('deepening', 'Vốn trên lao động và TFP trong năng suất lao động'), ('science', 'Khoa học, công nghệ và đổi mới sáng tạo'), ('sensitivity', 'Độ nhạy theo giả định'), ('band', 'Khoảng tin cậy'), ('needed', 'TFP cần có để đạt mục tiêu'), ('forecast', 'Dự báo'), ('back_test', 'Kiểm nghiệm ngược của dự báo')], max_length=20)),
                ('method', models.CharField(blank=True, max_length=60)),
                ('part', models.CharField(blank=True, max_length=60)),
                ('part_name', models.CharField(blank=True, max_length=200)),
                ('first_year', models.PositiveSmallIntegerField()),
                ('last_year', models.PositiveSmallIntegerField()),
                ('measure', models.CharField(max_length=60)),
                ('position', models.PositiveIntegerField()),
                ('value', models.FloatField(null=True)),
                ('words', models.TextField(blank=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'table', 'method', 'part', 'first_year', 'last_year', 'measure'), name='productivity_result_once'), models.CheckConstraint(condition=models.Q(('value__isnull', False), models.Q(('words', ''), _negated=True), _connector='OR'), name='productivity_result_told')],
            },
        ),
        NewModel(
            name='SeriesLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('earlier', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='link_to_later', to='productivity.statisticalseries')),
                ('later', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links_from_earlier', to='productivity.statisticalseries')),
                ('year', models.PositiveSmallIntegerField()),
                ('factor', models.FloatField(null=True)),
                ('source', models.CharField(blank=True, max_length=250)),
                ('linked_at', models.DateTimeField()),
                ('linked_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('earlier', models.F('later')), _negated=True), name='productivity_link_two'), models.CheckConstraint(condition=models.Q(('factor__isnull', True), models.Q(('factor__gt', 0), ('factor__isnull', False), models.Q(('source', ''), _negated=True)), _connector='OR'), name='productivity_link_factor')],
            },
        ),
        NewModel(
            name='SeriesVintage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('series', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='vintages', to='productivity.statisticalseries')),
                ('number', models.PositiveSmallIntegerField()),
                ('measured_in', models.CharField(choices=[('million_dong', 'triệu đồng'), ('billion_dong', 'tỷ đồng'), ('person', 'người'), ('thousand_persons', 'nghìn người'), ('thousand_hours', 'nghìn giờ'), ('million_hours', 'triệu giờ'), ('percent', '%'), ('fraction', 'phần của 1'), ('index', 'chỉ số, năm gốc = 100')], max_length=16)),
                ('source', models.CharField(max_length=250)),
                ('released_on', models.DateField(null=True)),
                ('taking', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='vintages', to='productivity.statisticsimport')),
                ('entered_at', models.DateTimeField()),
                ('entered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawn_at', models.DateTimeField(null=True)),
                ('withdrawn_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('withdrawal_reason', models.TextField(blank=True)),
                ('is_sample', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('series', 'number'), name='productivity_vintage_once'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='productivity_vintage_source'), models.CheckConstraint(condition=models.Q(models.Q(('withdrawal_reason', ''), ('withdrawn_at__isnull', True)), models.Q(('withdrawn_at__isnull', False), models.Q(('withdrawal_reason', ''), _negated=True)), _connector='OR'), name='productivity_vintage_withdrawn_why')],
            },
        ),
        NewModel(
            name='Observation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vintage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='observations', to='productivity.seriesvintage')),
                ('year', models.PositiveSmallIntegerField()),
                ('value', models.FloatField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('vintage', 'year'), name='productivity_figure_once'), models.CheckConstraint(condition=models.Q(('year__gte', 1900), ('year__lte', 2100)), name='productivity_figure_year')],
            },
        ),
        NewModel(
            name='RunInput',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('run', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='inputs', to='productivity.productivityrun')),
                ('vintage', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='productivity.seriesvintage')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('run', 'vintage'), name='productivity_input_once')],
            },
        ),
        NewModel(
            name='SeriesQuestion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('vintage', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='questions', to='productivity.seriesvintage')),
                ('kind', models.CharField(choices=[('hole', 'thiếu năm'), ('unit', 'lệch đơn vị'), ('break', 'gãy chuỗi')], max_length=5)),
                ('year', models.PositiveSmallIntegerField()),
                ('says', models.TextField()),
                ('likely', models.TextField()),
                ('answer', models.CharField(choices=[('open', 'chưa trả lời'), ('right', 'số đúng như nguồn'), ('absent', 'nguồn không có số năm này'), ('rescaled', 'số năm này ghi đơn vị khác'), ('linked', 'nối các năm trước bằng hệ số')], default='open', max_length=8)),
                ('factor', models.FloatField(null=True)),
                ('reason', models.TextField(blank=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('answered_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('vintage', 'kind', 'year'), name='productivity_question_once'), models.CheckConstraint(condition=models.Q(models.Q(('answer', 'open'), ('answered_at__isnull', True), ('reason', '')), models.Q(models.Q(('answer', 'open'), _negated=True), ('answered_at__isnull', False), models.Q(('reason', ''), _negated=True)), _connector='OR'), name='productivity_question_answered'), models.CheckConstraint(condition=models.Q(models.Q(('answer__in', ['rescaled', 'linked']), ('factor__gt', 0), ('factor__isnull', False)), models.Q(models.Q(('answer__in', ['rescaled', 'linked']), _negated=True), ('factor__isnull', True)), _connector='OR'), name='productivity_question_factor')],
            },
        ),
    ]
