"""nginx with a server of a test, such as the one that a mirror brings."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.serving import wait_for

NGINX = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
CONFIGURATION = """
daemon off;
{user}
worker_processes 1;
pid {folder}/pid;
error_log {folder}/error.log;
events {{ }}
http {{
    include /etc/nginx/mime.types;
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/mirror.conf;
}}
"""


@contextmanager
def nginx_in(folder: Path, site: str) -> Iterator[None]:
    """nginx with the configuration `site` of its server, and all that it writes in `folder`."""
    assert NGINX, "nginx is not installed: apt-get install nginx"
    (folder / "mirror.conf").write_text(site)
    user = "user root;" if os.geteuid() == 0 else ""
    configuration = folder / "nginx.conf"
    configuration.write_text(CONFIGURATION.format(folder=folder, user=user))
    server = subprocess.Popen([NGINX, "-e", f"{folder}/error.log", "-c", str(configuration)])
    try:
        yield
    finally:
        server.terminate()
        server.wait(timeout=60)


@contextmanager
def nginx(
    mirror: Path, folder: Path, port: int, root: str = "/srv/mirror", probe: str = "/api/v1/"
) -> Iterator[None]:
    """Serve `mirror` with its own nginx.conf, in which nothing but root and port is changed."""
    site = (mirror / "nginx.conf").read_text()
    assert site.count(f"root {root};") == site.count("listen 80;") == 1
    site = site.replace(f"root {root};", f"root {mirror};")
    with nginx_in(folder, site.replace("listen 80;", f"listen 127.0.0.1:{port};")):
        wait_for(f"http://127.0.0.1:{port}{probe}")
        yield
