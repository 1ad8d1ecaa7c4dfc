import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

from nscl.records.migrating import NewModel


class Migration(migrations.Migration):
    dependencies = [
        ("finance", "0001_initial"),
        ("institutions", "0001_initial"),
        ("plans", "0002_readings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        NewModel(
            name="Estimate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("ordinal", models.PositiveSmallIntegerField()),
                ("title", models.CharField(max_length=300)),
                ("first_year", models.PositiveSmallIntegerField()),
                ("last_year", models.PositiveSmallIntegerField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("draft", "đang lập"),
                            ("submitted", "chờ thẩm định"),
                            ("returned", "trả lại"),
                            ("approved", "đã duyệt"),
                            ("superseded", "đã thay thế"),
                        ],
                        default="draft",
                        max_length=10,
                    ),
                ),
                ("document", models.CharField(blank=True, max_length=60)),
                ("document_on", models.DateField(null=True)),
                ("created_at", models.DateTimeField()),
                ("submitted_at", models.DateTimeField(null=True)),
                ("decided_at", models.DateTimeField(null=True)),
                ("version", models.PositiveIntegerField(default=1)),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "adjusts",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="adjustments",
                        to="finance.estimate",
                    ),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.planedition"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="estimates", to="plans.plan"
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "ordinal"), name="finance_estimate_ordinal_once"),
                    models.UniqueConstraint(
                        condition=models.Q(("state__in", ["draft", "submitted", "returned"])),
                        fields=("plan",),
                        name="finance_estimate_one_open",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("state", "approved")),
                        fields=("plan",),
                        name="finance_estimate_one_approved",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("first_year__gte", 2000),
                            ("last_year__gte", models.F("first_year")),
                            ("last_year__lte", 2100),
                        ),
                        name="finance_estimate_years",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("decided_at__isnull", True), ("state", "draft"), ("submitted_at__isnull", True)),
                            models.Q(
                                ("decided_at__isnull", True), ("state", "submitted"), ("submitted_at__isnull", False)
                            ),
                            models.Q(
                                ("decided_at__gte", models.F("submitted_at")),
                                ("decided_at__isnull", False),
                                ("state__in", ["returned", "approved", "superseded"]),
                                ("submitted_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="finance_estimate_state_and_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("adjusts__isnull", True), ("ordinal__gt", 1), _connector="OR"),
                        name="finance_estimate_first_adjusts_none",
                    ),
                ],
            },
        ),
        NewModel(
            name="EstimateLine",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveIntegerField()),
                ("key", models.CharField(blank=True, max_length=40)),
                ("title", models.TextField()),
                ("unit_cost_vnd", models.BigIntegerField(null=True)),
                ("quantity", models.DecimalField(decimal_places=4, max_digits=15, null=True)),
                ("quantity_unit", models.CharField(blank=True, max_length=80)),
                ("norm", models.CharField(blank=True, max_length=60)),
                ("over_norm_reason", models.TextField(blank=True)),
                ("state_ahead_percent", models.PositiveSmallIntegerField(default=0)),
                ("state_ahead_basis", models.CharField(blank=True, max_length=200)),
                ("note", models.TextField(blank=True)),
                ("cut_reason", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institutions.agency",
                    ),
                ),
                (
                    "budget_line",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="estimated_by",
                        to="finance.budgetline",
                    ),
                ),
                (
                    "continues",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="continued_by",
                        to="finance.estimateline",
                    ),
                ),
                (
                    "estimate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="lines", to="finance.estimate"
                    ),
                ),
                (
                    "parent",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="children",
                        to="finance.estimateline",
                    ),
                ),
                (
                    "task",
                    models.ForeignKey(
                        null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.task"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("key", ""), _negated=True),
                        fields=("estimate", "key"),
                        name="finance_estimate_line_key_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("continues__isnull", False)),
                        fields=("estimate", "continues"),
                        name="finance_estimate_line_continues_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("parent__isnull", True),
                            models.Q(("parent", models.F("id")), _negated=True),
                            _connector="OR",
                        ),
                        name="finance_estimate_line_not_its_own_parent",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("unit_cost_vnd__isnull", True), ("unit_cost_vnd__gte", 0), _connector="OR"),
                            models.Q(("quantity__isnull", True), ("quantity__gte", 0), _connector="OR"),
                        ),
                        name="finance_estimate_line_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("state_ahead_percent", 0),
                            models.Q(
                                ("state_ahead_percent__lte", 100), models.Q(("state_ahead_basis", ""), _negated=True)
                            ),
                            _connector="OR",
                        ),
                        name="finance_estimate_line_ahead_has_basis",
                    ),
                ],
            },
        ),
        NewModel(
            name="EstimateAmount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("state", "NSNN"),
                            ("state_central", "NSNN trung ương"),
                            ("state_provincial", "NSNN tỉnh"),
                            ("enterprise", "doanh nghiệp"),
                            ("own_funds", "nguồn thu hợp pháp của đơn vị"),
                            ("other", "nguồn khác"),
                            ("all", "chưa tách nguồn"),
                        ],
                        max_length=16,
                    ),
                ),
                ("planned_vnd", models.BigIntegerField()),
                ("appraised_vnd", models.BigIntegerField(null=True)),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="amounts", to="finance.estimateline"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("line", "year", "source"), name="finance_estimate_amount_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "source__in",
                                [
                                    "state",
                                    "state_central",
                                    "state_provincial",
                                    "enterprise",
                                    "own_funds",
                                    "other",
                                    "all",
                                ],
                            )
                        ),
                        name="finance_estimate_amount_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2000), ("year__lte", 2100)),
                        name="finance_estimate_amount_year",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("planned_vnd__gte", 0),
                            models.Q(("appraised_vnd__isnull", True), ("appraised_vnd__gte", 0), _connector="OR"),
                        ),
                        name="finance_estimate_amount_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("appraised_vnd__isnull", True),
                            ("appraised_vnd__lte", models.F("planned_vnd")),
                            _connector="OR",
                        ),
                        name="finance_estimate_amount_cut_only",
                    ),
                ],
            },
        ),
        NewModel(
            name="EstimateStep",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "from_state",
                    models.CharField(
                        choices=[
                            ("draft", "đang lập"),
                            ("submitted", "chờ thẩm định"),
                            ("returned", "trả lại"),
                            ("approved", "đã duyệt"),
                            ("superseded", "đã thay thế"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "to_state",
                    models.CharField(
                        choices=[
                            ("draft", "đang lập"),
                            ("submitted", "chờ thẩm định"),
                            ("returned", "trả lại"),
                            ("approved", "đã duyệt"),
                            ("superseded", "đã thay thế"),
                        ],
                        max_length=10,
                    ),
                ),
                ("comment", models.TextField(blank=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "estimate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="steps", to="finance.estimate"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("from_state", models.F("to_state")), _negated=True),
                        name="finance_step_moves",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("to_state", "returned"), _negated=True),
                            models.Q(("comment", ""), _negated=True),
                            _connector="OR",
                        ),
                        name="finance_step_return_has_reason",
                    ),
                ],
            },
        ),
        NewModel(
            name="LedgerAccount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "source",
                    models.CharField(
                        choices=[
                            ("state", "NSNN"),
                            ("state_central", "NSNN trung ương"),
                            ("state_provincial", "NSNN tỉnh"),
                            ("enterprise", "doanh nghiệp"),
                            ("own_funds", "nguồn thu hợp pháp của đơn vị"),
                            ("other", "nguồn khác"),
                            ("all", "chưa tách nguồn"),
                        ],
                        max_length=16,
                    ),
                ),
                ("appraised_vnd", models.BigIntegerField(default=0)),
                ("allocated_vnd", models.BigIntegerField(default=0)),
                ("committed_vnd", models.BigIntegerField(default=0)),
                ("disbursed_vnd", models.BigIntegerField(default=0)),
                ("settled_vnd", models.BigIntegerField(default=0)),
                ("allocated_beyond_vnd", models.BigIntegerField(default=0)),
                ("committed_beyond_vnd", models.BigIntegerField(default=0)),
                ("disbursed_beyond_vnd", models.BigIntegerField(default=0)),
                ("settled_beyond_vnd", models.BigIntegerField(default=0)),
                (
                    "line",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="accounts", to="finance.estimateline"
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.plan"),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["plan", "year"], name="finance_account_plan_year"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("line", "year", "source"), name="finance_account_once"),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "source__in",
                                [
                                    "state",
                                    "state_central",
                                    "state_provincial",
                                    "enterprise",
                                    "own_funds",
                                    "other",
                                    "all",
                                ],
                            )
                        ),
                        name="finance_account_source",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("allocated_beyond_vnd__gte", 0),
                            ("allocated_vnd__gte", 0),
                            ("appraised_vnd__gte", 0),
                            ("committed_beyond_vnd__gte", 0),
                            ("committed_vnd__gte", 0),
                            ("disbursed_beyond_vnd__gte", 0),
                            ("disbursed_vnd__gte", 0),
                            ("settled_beyond_vnd__gte", 0),
                            ("settled_vnd__gte", 0),
                        ),
                        name="finance_account_not_negative",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "allocated_vnd__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("appraised_vnd"), "+", models.F("allocated_beyond_vnd")
                                ),
                            )
                        ),
                        name="finance_account_allocated",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "committed_vnd__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("allocated_vnd"), "+", models.F("committed_beyond_vnd")
                                ),
                            )
                        ),
                        name="finance_account_committed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "disbursed_vnd__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("allocated_vnd"), "+", models.F("disbursed_beyond_vnd")
                                ),
                            )
                        ),
                        name="finance_account_disbursed",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "settled_vnd__lte",
                                django.db.models.expressions.CombinedExpression(
                                    models.F("disbursed_vnd"), "+", models.F("settled_beyond_vnd")
                                ),
                            )
                        ),
                        name="finance_account_settled",
                    ),
                ],
            },
        ),
        NewModel(
            name="LedgerImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sha256", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=200)),
                ("entries", models.PositiveIntegerField()),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="plans.plan"),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "sha256"), name="finance_ledger_import_once"),
                ],
            },
        ),
        NewModel(
            name="Voucher",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("allocation", "giao dự toán"),
                            ("commitment", "cam kết chi"),
                            ("disbursement", "giải ngân"),
                            ("settlement", "quyết toán"),
                            ("carry_over", "chuyển nguồn"),
                        ],
                        max_length=14,
                    ),
                ),
                ("year", models.PositiveSmallIntegerField()),
                ("number", models.CharField(max_length=60)),
                ("on", models.DateField()),
                ("about", models.CharField(max_length=500)),
                ("reason", models.TextField(blank=True)),
                ("reversed_at", models.DateTimeField(null=True)),
                ("recorded_at", models.DateTimeField()),
                ("is_sample", models.BooleanField(default=False)),
                (
                    "agency",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="institutions.agency",
                    ),
                ),
                (
                    "imported",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="vouchers",
                        to="finance.ledgerimport",
                    ),
                ),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="vouchers", to="plans.plan"
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "reverses",
                    models.OneToOneField(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reversed_by",
                        to="finance.voucher",
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(fields=["plan", "year", "on"], name="finance_voucher_plan_year"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("reversed_at__isnull", True), ("reverses__isnull", True)),
                        fields=("plan", "kind", "year", "number"),
                        name="finance_voucher_once",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("kind__in", ["allocation", "commitment", "disbursement", "settlement", "carry_over"])
                        ),
                        name="finance_voucher_kind",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("year__gte", 2000), ("year__lte", 2100)), name="finance_voucher_year"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("number", ""), _negated=True), name="finance_voucher_has_number"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("reverses__isnull", True), models.Q(("reason", ""), _negated=True), _connector="OR"
                        ),
                        name="finance_voucher_reversal_has_reason",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("reverses__isnull", True), ("reversed_at__isnull", True), _connector="OR"),
                        name="finance_voucher_reversal_stands",
                    ),
                ],
            },
        ),
        NewModel(
            name="LedgerEntry",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "stage",
                    models.CharField(
                        choices=[
                            ("allocated", "giao dự toán"),
                            ("committed", "cam kết chi"),
                            ("disbursed", "giải ngân"),
                            ("settled", "quyết toán"),
                        ],
                        max_length=10,
                    ),
                ),
                ("vnd", models.BigIntegerField()),
                ("beyond_vnd", models.BigIntegerField(default=0)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="finance.ledgeraccount"
                    ),
                ),
                (
                    "voucher",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="entries", to="finance.voucher"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("voucher", "account", "stage"), name="finance_entry_once"),
                    models.CheckConstraint(
                        condition=models.Q(("stage__in", ["allocated", "committed", "disbursed", "settled"])),
                        name="finance_entry_stage",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("vnd", 0), _negated=True), name="finance_entry_not_nought"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("beyond_vnd", 0),
                            models.Q(("beyond_vnd__gt", 0), ("beyond_vnd__lte", models.F("vnd")), ("vnd__gt", 0)),
                            models.Q(("beyond_vnd__gte", models.F("vnd")), ("beyond_vnd__lt", 0), ("vnd__lt", 0)),
                            _connector="OR",
                        ),
                        name="finance_entry_beyond_within",
                    ),
                ],
            },
        ),
        NewModel(
            name="SettledYear",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("year", models.PositiveSmallIntegerField()),
                (
                    "plan",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="settled_years", to="plans.plan"
                    ),
                ),
                (
                    "voucher",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="finance.voucher"
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("plan", "year"), name="finance_year_settled_once"),
                ],
            },
        ),
        migrations.RemoveConstraint(
            model_name="budgetamount",
            name="finance_amount_stage",
        ),
        migrations.AlterField(
            model_name="budgetamount",
            name="stage",
            field=models.CharField(
                choices=[
                    ("planned", "dự toán"),
                    ("appraised", "thẩm định"),
                    ("allocated", "giao dự toán"),
                    ("committed", "cam kết chi"),
                    ("disbursed", "giải ngân"),
                    ("settled", "quyết toán"),
                ],
                default="planned",
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="budgetamount",
            constraint=models.CheckConstraint(condition=models.Q(("stage", "planned")), name="finance_amount_stage"),
        ),
    ]
