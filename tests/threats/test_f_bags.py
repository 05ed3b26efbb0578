"""Section F of the attack list, as far as it is about exports and bags: F2 and F12."""

import io
import os
import stat
import tarfile
import zipfile
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from archive.models import Entry
from exports.restore.unpack import opened
from tests.exports.helpers import export, files_of
from tests.threats.conftest import CANARY

pytestmark = [pytest.mark.django_db, pytest.mark.same_on_all_databases]


def refusal(path: Path) -> str:
    with pytest.raises(CommandError) as refused:
        call_command("archive_import", str(path), stdout=io.StringIO())
    assert refused.value.returncode == 2
    assert Entry.objects.count() == 1
    return str(refused.value)


def link(name: str) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name)
    entry.create_system, entry.external_attr = 3, (stat.S_IFLNK | 0o777) << 16
    return entry


@pytest.mark.parametrize(
    "name", ["../out.txt", "bag/../../out.txt", "/tmp/out.txt", "bag\\..\\out.txt", "C:/out.txt"]
)
def test_f2_no_path_leads_out_of_a_zip_or_a_tar(tmp_path, name):
    with zipfile.ZipFile(tmp_path / "bag.zip", "w") as archive:
        archive.writestr(name, b"out")
    with tarfile.open(tmp_path / "bag.tar", "w") as archive:
        archive.addfile(tarfile.TarInfo(name), io.BytesIO())
    for kind in ("zip", "tar"):
        assert "would lead out of the folder" in refusal(tmp_path / f"bag.{kind}")
    assert not (tmp_path / "out.txt").exists()


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE]
)
def test_f2_a_tar_holds_only_files_and_folders(tmp_path, kind):
    member = tarfile.TarInfo("bag/link")
    member.type, member.linkname = kind, "/etc/passwd"
    with tarfile.open(tmp_path / "bag.tar", "w") as archive:
        archive.addfile(member)
    assert "is neither a file nor a folder" in refusal(tmp_path / "bag.tar")


def test_f2_a_tar_gives_neither_owners_nor_rights(tmp_path):
    member = tarfile.TarInfo("bagit.txt")
    member.mode, member.uid, member.gid = 0o6777, 12345, 12345
    with tarfile.open(tmp_path / "bag.tar", "w") as archive:
        archive.addfile(member, io.BytesIO())
    with opened(tmp_path / "bag.tar") as folder:
        unpacked = (folder / "bagit.txt").stat()
    assert stat.S_IMODE(unpacked.st_mode) & 0o6111 == 0
    assert unpacked.st_uid == os.geteuid()


def test_f2_a_zip_holds_no_link_and_no_name_twice(tmp_path):
    with zipfile.ZipFile(tmp_path / "link.zip", "w") as archive:
        archive.writestr(link("bag/link"), "/etc/passwd")
    assert "is neither a file nor a folder" in refusal(tmp_path / "link.zip")
    with zipfile.ZipFile(tmp_path / "twice.zip", "w") as archive:
        archive.writestr("bag/a", b"1")
        with pytest.warns(UserWarning, match="Duplicate"):
            archive.writestr("bag/a", b"2")
    assert "occurs twice" in refusal(tmp_path / "twice.zip")


def test_f2_a_bomb_is_refused_before_it_is_unpacked(tmp_path):
    with (
        zipfile.ZipFile(tmp_path / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive,
        archive.open("bag/zeros", "w") as file,
    ):
        for _part in range(100):
            file.write(bytes(10 * 1024 * 1024))
    assert (tmp_path / "bomb.zip").stat().st_size < 2 * 1024 * 1024
    assert "would unpack to 1048576000" in refusal(tmp_path / "bomb.zip")


def test_f2_a_zip_that_lies_about_its_size(tmp_path):
    """The size is told small in the directory: no more than that is ever unpacked."""
    path = tmp_path / "liar.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bag/zeros", bytes(20 * 1024 * 1024))
    size = (20 * 1024 * 1024).to_bytes(4, "little")
    path.write_bytes(path.read_bytes().replace(size, (1000).to_bytes(4, "little")))
    assert "it is damaged" in refusal(path)


def test_f2_a_packed_file_in_a_bag_stays_packed(tmp_path):
    """Nested: the outer one alone is opened."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("bagit.txt", b"BagIt-Version: 1.0")
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.writestr("bag/inner.zip", inner.getvalue())
    assert "it does not hold a bag" in refusal(tmp_path / "outer.zip")


def test_f2_a_folder_with_a_link_in_it_is_no_bag(tmp_path):
    bag = export(tmp_path / "bag")
    (bag / "data/media").mkdir(exist_ok=True)
    (bag / "data/media/link").symlink_to("/etc/passwd")
    assert "must not hold links" in refusal(bag)


@pytest.mark.parametrize("options", [[], ["--format", "ndjson"], ["--series", "a-series"],
                                     ["--as-of", "2100-01-01"], ["--format", "mirror"],
                                     ["--format", "mirror", "--series", "a-series"]])  # fmt: skip
def test_f12_no_export_for_the_world_holds_a_hidden_word(archive, tmp_path, options):
    files = files_of(export(tmp_path / "out", *options))
    assert any(b"An event" in content for content in files.values())
    for name, content in files.items():
        assert CANARY.encode() not in name.encode() + content, name


def test_f12_a_packed_export_holds_no_hidden_word(archive, tmp_path):
    for kind in ("zip", "tar"):
        assert CANARY.encode() not in export(tmp_path / f"out.{kind}").read_bytes()


def test_f12_everything_is_in_a_whole_one(archive, tmp_path):
    """The tests above could not fail if the hidden words were nowhere."""
    content = b"".join(files_of(export(tmp_path / "out", "--whole")).values())
    for place in ("partner", "note1", "draft", "revision", "collection", "role", "caption"):
        assert f"{CANARY}{place}".encode() in content, place
    assert f"{CANARY}reader".encode() not in content
    assert f"{CANARY}password".encode() not in content
