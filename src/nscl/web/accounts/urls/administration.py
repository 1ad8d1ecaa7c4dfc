"""The administration of accounts, below `/quan-tri/`."""

from __future__ import annotations

from django.urls import path

from nscl.web.accounts.views import administration, grants

urlpatterns = [
    path("tai-khoan/", administration.account_list, name="account-list"),
    path("tai-khoan/tao/", administration.account_create, name="account-create"),
    path("tai-khoan/<int:number>/", administration.account_detail, name="account-detail"),
    path("tai-khoan/<int:number>/khoa/", administration.account_lock, name="account-lock"),
    path("tai-khoan/<int:number>/mo-khoa/", administration.account_unlock, name="account-unlock"),
    path("tai-khoan/<int:number>/mat-khau/", administration.account_password, name="account-password"),
    path("tai-khoan/<int:number>/hai-lop/", administration.account_second_factor, name="account-second-factor"),
    path("tai-khoan/<int:number>/trao/", grants.role_grant, name="role-grant"),
    path("tai-khoan/<int:number>/thu-hoi/<int:grant>/", grants.role_revoke, name="role-revoke"),
    path("tai-khoan/<int:number>/trao-lai/<int:grant>/", grants.role_restore, name="role-restore"),
    path("vai-tro/", administration.permission_page, name="permission-matrix"),
]
