"""A receiver on this machine can be reached."""

from ipaddress import ip_network

import pytest

THIS_MACHINE = [ip_network("127.0.0.0/8"), ip_network("::1")]  # a name may have both


@pytest.fixture
def reach_this_machine(settings):
    settings.WEBHOOK_NETWORKS = THIS_MACHINE
