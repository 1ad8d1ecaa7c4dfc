"""Signing in and the own account, below `/tai-khoan/`. The names are allauth's; only what is used has an address."""

from __future__ import annotations

from django.urls import path

from nscl.web.accounts.views import second_factor, sign_in, single_sign_on

urlpatterns = [
    path("dang-nhap/", sign_in.sign_in, name="account_login"),
    path("dang-xuat/", sign_in.sign_out, name="account_logout"),
    path("bi-khoa/", sign_in.inactive, name="account_inactive"),
    path("mat-khau/", sign_in.password_change, name="account_change_password"),
    path("xac-nhan/", sign_in.reauthenticate, name="account_reauthenticate"),
    path("hai-lop/", second_factor.index, name="mfa_index"),
    path("hai-lop/ma/", second_factor.authenticate, name="mfa_authenticate"),
    path("hai-lop/xac-nhan/", second_factor.reauthenticate, name="mfa_reauthenticate"),
    path("hai-lop/bat-dau/", second_factor.begin, name="mfa_begin_totp"),
    path("hai-lop/bat/", second_factor.activate, name="mfa_activate_totp"),
    path("hai-lop/tat/", second_factor.deactivate, name="mfa_deactivate_totp"),
    path("hai-lop/du-phong/", second_factor.recovery_codes, name="mfa_view_recovery_codes"),
    path("hai-lop/du-phong/tao/", second_factor.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("hai-lop/du-phong/tai/", second_factor.download_recovery_codes, name="mfa_download_recovery_codes"),
    path("mot-lan/", single_sign_on.connections, name="socialaccount_connections"),
    path("mot-lan/huy/", single_sign_on.cancelled, name="socialaccount_login_cancelled"),
    path("mot-lan/<slug:provider_id>/", single_sign_on.login, name="openid_connect_login"),
    path("mot-lan/<slug:provider_id>/ve/", single_sign_on.callback, name="openid_connect_callback"),
]
