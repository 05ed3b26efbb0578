"""The home page and the newsletter as a Django app."""

from django.apps import AppConfig
from django.core.checks import Tags, register


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Home"

    def ready(self) -> None:
        from cms.signals import swept
        from home.checks import mail_is_set_up, no_demo_password
        from home.newsletter import delete_unconfirmed

        swept.connect(delete_unconfirmed)
        register(mail_is_set_up, Tags.security, deploy=True)
        register(no_demo_password, Tags.security, deploy=True)
