"""The year's work, below `/hoat-dong/`."""

from __future__ import annotations

from django.urls import path

from nscl.web.work.views import (
    activities,
    annual_plans,
    board,
    calendar,
    feed,
    filling,
    lists,
    many,
    planning,
    recording,
    states,
    steps,
)

urlpatterns = [
    path("", annual_plans.annual_plan_list, name="annual-plan-list"),
    path("danh-sach/", lists.activity_list, name="activity-list"),
    path("lich/", calendar.activity_calendar, name="activity-calendar"),
    path("lich/dia-chi/", feed.feed_address, name="activity-feed-address"),
    path("lich/dia-chi/doi/", feed.renew_address, name="activity-feed-renew"),
    path("lich.ics", feed.activity_feed, name="activity-feed"),
    path("lich/<str:token>.ics", feed.activity_feed_of, name="activity-feed-of"),
    path("tinh-trang/", board.activity_board, name="activity-board"),
    path("ke-hoach-nam/lap/", annual_plans.open_one, name="annual-plan-open"),
    path("ke-hoach-nam/<int:number>/", annual_plans.annual_plan, name="annual-plan"),
    path("ke-hoach-nam/<int:number>/trinh/", steps.submit, name="annual-plan-submit"),
    path("ke-hoach-nam/<int:number>/tra-lai/", steps.send_back, name="annual-plan-return"),
    path("ke-hoach-nam/<int:number>/duyet/", steps.approve, name="annual-plan-approve"),
    path("ke-hoach-nam/<int:number>/nhiem-vu/", filling.draw, name="annual-plan-draw"),
    path("ke-hoach-nam/<int:number>/chep/", filling.copy, name="annual-plan-copy"),
    path("ke-hoach-nam/<int:number>/them/", planning.add, name="activity-add"),
    path("ke-hoach-nam/<int:number>/ghi-nhieu/", many.record, name="activity-many"),
    path("<int:number>/", activities.activity, name="activity"),
    path("<int:number>/sua/", planning.edit, name="activity-edit"),
    path("<int:number>/ghi/", recording.record, name="activity-record"),
    path("<int:number>/huy/", states.cancel, name="activity-cancel"),
    path("<int:number>/mo-lai/", states.reopen, name="activity-reopen"),
    path("<int:number>/xoa/", states.remove, name="activity-remove"),
]
