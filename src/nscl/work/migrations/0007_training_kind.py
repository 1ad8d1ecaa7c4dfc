"""Lớp đào tạo as a kind of activity that has a record of its own, the attendances it yields, reminders of 90 and 30 days."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('institutions', '0001_initial'),
        ('plans', '0002_readings'),
        ('work', '0006_reminder_claims_import_runs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='activity',
            name='has_own_record',
            field=models.BooleanField(default=False),
        ),
        migrations.RemoveConstraint(
            model_name='activity',
            name='work_activity_kind',
        ),
        migrations.RemoveConstraint(
            model_name='activityoutput',
            name='work_output_kind',
        ),
        migrations.RemoveConstraint(
            model_name='reminder',
            name='work_reminder_kind',
        ),
        migrations.AlterField(
            model_name='activity',
            name='kind',
            field=models.CharField(choices=[('conference', 'hội nghị'), ('workshop', 'hội thảo, tọa đàm'), ('study_visit', 'tham quan, học tập kinh nghiệm'), ('contest', 'cuộc thi'), ('training', 'lớp đào tạo, tập huấn'), ('tv_report', 'phóng sự, chuyên mục truyền hình'), ('article', 'tin, bài trên báo'), ('bulletin', 'bản tin TBT, bản tin chuyên đề'), ('handbook', 'sổ tay, tài liệu'), ('poster', 'pano, áp phích, tờ rơi'), ('campaign', 'đợt tuyên truyền, phổ biến'), ('survey', 'khảo sát, điều tra'), ('mission', 'nhiệm vụ khoa học và công nghệ'), ('innovation', 'hỗ trợ đổi mới sáng tạo, chuyển giao công nghệ'), ('startup', 'hỗ trợ khởi nghiệp, trung tâm đổi mới sáng tạo'), ('inspection', 'kiểm tra, thanh tra'), ('cooperation', 'hợp tác trong nước, quốc tế'), ('other', 'việc khác')], max_length=12),
        ),
        migrations.AlterField(
            model_name='activityoutput',
            name='kind',
            field=models.CharField(choices=[('copies', 'bản in, bản phát hành'), ('reports', 'phóng sự, số phát sóng'), ('articles', 'tin, bài'), ('organisations_supported', 'tổ chức được hỗ trợ'), ('questionnaires_sent', 'phiếu gửi đi'), ('questionnaires_answered', 'phiếu thu về'), ('organisations_inspected', 'cơ sở được kiểm tra'), ('violations', 'cơ sở vi phạm'), ('centres', 'trung tâm, vườn ươm'), ('zones', 'khu nghiên cứu, thực nghiệm'), ('entries', 'bài dự thi'), ('missions', 'nhiệm vụ được nghiệm thu'), ('agreements', 'thỏa thuận hợp tác'), ('people_trained', 'lượt người được đào tạo')], max_length=24),
        ),
        migrations.AlterField(
            model_name='importpreview',
            name='kind',
            field=models.CharField(blank=True, choices=[('conference', 'hội nghị'), ('workshop', 'hội thảo, tọa đàm'), ('study_visit', 'tham quan, học tập kinh nghiệm'), ('contest', 'cuộc thi'), ('training', 'lớp đào tạo, tập huấn'), ('tv_report', 'phóng sự, chuyên mục truyền hình'), ('article', 'tin, bài trên báo'), ('bulletin', 'bản tin TBT, bản tin chuyên đề'), ('handbook', 'sổ tay, tài liệu'), ('poster', 'pano, áp phích, tờ rơi'), ('campaign', 'đợt tuyên truyền, phổ biến'), ('survey', 'khảo sát, điều tra'), ('mission', 'nhiệm vụ khoa học và công nghệ'), ('innovation', 'hỗ trợ đổi mới sáng tạo, chuyển giao công nghệ'), ('startup', 'hỗ trợ khởi nghiệp, trung tâm đổi mới sáng tạo'), ('inspection', 'kiểm tra, thanh tra'), ('cooperation', 'hợp tác trong nước, quốc tế'), ('other', 'việc khác')], max_length=12),
        ),
        migrations.AlterField(
            model_name='reminder',
            name='kind',
            field=models.CharField(choices=[('days_90', 'trước 90 ngày'), ('days_30', 'trước 30 ngày'), ('week_before', 'trước 7 ngày'), ('day_before', 'trước 1 ngày'), ('overdue', 'quá hạn')], max_length=12),
        ),
        migrations.AddConstraint(
            model_name='activity',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['conference', 'workshop', 'study_visit', 'contest', 'training', 'tv_report', 'article', 'bulletin', 'handbook', 'poster', 'campaign', 'survey', 'mission', 'innovation', 'startup', 'inspection', 'cooperation', 'other'])), name='work_activity_kind'),
        ),
        migrations.AddConstraint(
            model_name='activityoutput',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['copies', 'reports', 'articles', 'organisations_supported', 'questionnaires_sent', 'questionnaires_answered', 'organisations_inspected', 'violations', 'centres', 'zones', 'entries', 'missions', 'agreements', 'people_trained'])), name='work_output_kind'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['days_90', 'days_30', 'week_before', 'day_before', 'overdue'])), name='work_reminder_kind'),
        ),
    ]
