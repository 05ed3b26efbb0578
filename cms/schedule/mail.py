"""The mail to the editor whose scheduled version failed."""

import logging
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.mail import send_mail
from django.db.models import Q, QuerySet
from wagtail.log_actions import registry as editors_log

from cms.admin.links import edit_url
from cms.models.schedule_failure import ScheduleFailure

logger = logging.getLogger("plenary.schedule")


def mail_failure(failure: ScheduleFailure) -> None:
    """Send the mail if mail is set up. The dashboard and the form show the reason in any case."""
    record: Any = failure.record
    if not settings.EMAIL_IS_CHOSEN or record is None:
        return
    subject = f"{failure.get_action_display()}: {record}"
    url = edit_url(type(record), record.pk)
    text = (
        f"“{record}”\n\n{failure}\n\n"
        "Plenary tries it again every time it does scheduled work. You can correct it here:\n"
        f"{settings.API_ORIGIN}{url}\n"
    )
    for address in _addresses(record):
        try:
            send_mail(" ".join(subject.split()), text, None, [address])
        except OSError:
            logger.exception("the mail about %s cannot be sent", url)


def _addresses(record: Any) -> list[str]:
    """The one who scheduled it, or else the administrators."""
    scheduling = Q(action__startswith="wagtail.publish") | Q(action="cms.release.schedule")
    logs = editors_log.get_logs_for_instance(record).filter(scheduling)
    people = _reachable().filter(pk__in=list(logs.values_list("user", flat=True)[:1]))
    if not people:
        people = _reachable().filter(is_superuser=True)
    return list(people.values_list("email", flat=True))


def _reachable() -> QuerySet:
    return get_user_model()._default_manager.filter(is_active=True).exclude(email="")
