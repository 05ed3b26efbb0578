"""The pages behind the links in letters of the newsletter."""

from django.urls import path

from home.views import confirm_page, leave_page

urlpatterns = [
    path("newsletter/confirm/<str:token>/", confirm_page, name="newsletter-confirm"),
    path("newsletter/unsubscribe/<str:token>/", leave_page, name="newsletter-leave"),
]
