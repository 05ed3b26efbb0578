"""`manage.py publish_scheduled`: the command of Wagtail, in which one record stops no other."""

from typing import Any

from wagtail.management.commands import publish_scheduled

from cms.schedule.run import do_what_is_due


class Command(publish_scheduled.Command):
    help = "Publish what is scheduled for now, and unpublish what has expired."

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dryrun"]:
            super().handle(*args, **options)
        else:
            do_what_is_due()
