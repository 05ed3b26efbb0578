"""An editor at a browser.

The server has the settings of the tests: those of production ask for collected static files.
"""

import subprocess
import sys

import httpx2
from bs4 import BeautifulSoup

from tests.faults.archive import environment_of
from tests.faults.load import client
from tests.serving import ROOT

ADD_THEME = "/admin/snippets/cms/theme/add/"
SIGN_IN = """
import django; django.setup()
from django.contrib.auth import get_user_model
from django.test import Client
person, _ = get_user_model().objects.get_or_create(username="editor", is_superuser=True)
client = Client()
client.force_login(person)
print(client.cookies["sessionid"].value)
"""


class Editor:
    """Signed in at the server at `url`, with the form of a new theme open."""

    def __init__(self, url: str, database: str) -> None:
        command = [sys.executable, "-c", SIGN_IN]
        signed_in = subprocess.check_output(
            command, cwd=ROOT, env=environment_of(database), text=True
        )
        self.browser = client(url)
        self.cookie = f"sessionid={signed_in.strip()}"
        opened = self.browser.get(ADD_THEME, headers={"Cookie": self.cookie})
        assert opened.status_code == 200, opened.status_code
        self.cookie += f"; csrftoken={opened.cookies['csrftoken']}"
        fields = BeautifulSoup(opened.content, "html.parser").select("#main form [name]")
        self.form = {field["name"]: field.get("value", "") for field in fields}

    def publish(self, slug: str, summary: str = "") -> httpx2.Response:
        """Send the form, to be published."""
        values = {"label": slug.title(), "slug": slug, "summary": summary, "action-publish": "1"}
        headers = {"Cookie": self.cookie, "Referer": "https://api.test/admin/"}
        return self.browser.post(ADD_THEME, data=self.form | values, headers=headers)
