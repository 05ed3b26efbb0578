"""The home page and the newsletter as a Django app."""

from django.apps import AppConfig
from django.core.checks import Tags, register


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = "Home"

    def ready(self) -> None:
        from cms.ledger.revocations import watch
        from cms.signals import swept
        from home.checks import mail_is_set_up, no_demo_password
        from home.models import Subscription
        from home.newsletter import delete_unconfirmed

        swept.connect(delete_unconfirmed)
        watch(Subscription)
        register(mail_is_set_up, Tags.security, deploy=True)
        register(no_demo_password, Tags.security, deploy=True)
