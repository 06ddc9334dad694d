import io
import tarfile
import zipfile
from pathlib import Path

import pytest

from auditor.source import archive
from auditor.source.decode import Undecodable
from auditor.source.walk import read_file, walk


def zipped(content, **options):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, **options) as opened:
        for name, text in content.items():
            opened.writestr(name, text)
    return data.getvalue()


def tarred(content, mode="w:gz"):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode=mode) as opened:
        for name, text in content.items():
            member = tarfile.TarInfo(name)
            member.size = len(text)
            opened.addfile(member, io.BytesIO(text))
    return data.getvalue()


@pytest.fixture
def walked(tmp_path):
    """Writes an archive; gives what is found in it, name → bytes or the PARSE code, and name → reason of what is skipped."""

    def walk_in(name, data):
        (tmp_path / name).write_bytes(data)
        found, skipped = {}, {}
        for file in walk([tmp_path], lambda one: skipped.update({str(one.path.relative_to(tmp_path)): one.reason})):
            try:
                content = file.read()
            except Undecodable as error:
                content = error.code
            found[str(Path(file.source).relative_to(tmp_path))] = content
        return found, skipped

    return walk_in


CONTENT = {"县/a.txt": b"A", "b.docx": b"B", "c.csv": b"C", "README.md": b"R", ".d.txt": b"D", "__MACOSX/e.txt": b"E"}
FOUND = {"县/a.txt": b"A", "b.docx": b"B"}
SKIPPED = {"c.csv": "suffix", "README.md": "readme", ".d.txt": "hidden", "__MACOSX/e.txt": "hidden"}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.zip", zipped(CONTENT)),
        ("x.tar", tarred(CONTENT, "w")),
        ("x.tar.gz", tarred(CONTENT)),
        ("x.TGZ", tarred(CONTENT)),
        ("x.tar.bz2", tarred(CONTENT, "w:bz2")),
        ("x.tar.xz", tarred(CONTENT, "w:xz")),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_an_archive_is_read_as_a_folder(walked, name, data):
    found, skipped = walked(name, data)
    assert found == {f"{name}!/{inside}": content for inside, content in FOUND.items()}
    assert skipped == {f"{name}!/{inside}": reason for inside, reason in SKIPPED.items()}


def test_a_file_in_an_archive_can_be_read_again_by_its_name(walked, tmp_path):
    found, _ = walked("x.zip", zipped({"a.txt": b"A", "in.tar.gz": tarred({"b.txt": b"B"})}))
    assert {read_file(tmp_path / name) for name in found} == {b"A", b"B"}
    with pytest.raises(FileNotFoundError):
        read_file(tmp_path / "x.zip!/c.txt")


def test_archives_in_archives_are_read_but_not_for_ever(walked):
    one = zipped({"a.txt": b"A"})
    found, skipped = walked("x.zip", zipped({"y.zip": zipped({"z.zip": one, "b.txt": b"B"})}))
    assert found == {"x.zip!/y.zip!/b.txt": b"B"}
    assert skipped == {"x.zip!/y.zip!/z.zip": "nested"}


def test_names_lead_nowhere(walked):
    found, _ = walked("x.tar", tarred({"/etc/a.txt": b"A", "../../b.txt": b"B", "./c.txt": b"C"}, "w"))
    assert set(found) == {"x.tar!/etc/a.txt", "x.tar!/../../b.txt", "x.tar!/c.txt"}


def test_names_of_windows_are_told(walked):
    class Windows(zipfile.ZipInfo):
        def _encodeFilenameFlags(self):  # noqa: N802 - what zipfile calls to write the name
            return self.filename.encode("gb18030"), 0

    found, _ = walked("x.zip", zipped({Windows("缙云县.txt"): b"A"}))
    assert set(found) == {"x.zip!/缙云县.txt"}


def test_links_and_devices_in_a_tar_are_no_files(walked):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as opened:
        link = tarfile.TarInfo("a.txt")
        link.type, link.linkname = tarfile.SYMTYPE, "/etc/passwd"
        opened.addfile(link)
    assert walked("x.tar", data.getvalue()) == ({}, {"x.tar!/a.txt": "special"})


@pytest.mark.parametrize(("name", "data"), [("x.zip", b"PK\x03\x04 no"), ("x.tar.gz", b"\x1f\x8b no"), ("x.tar", b"no")])
def test_an_archive_that_is_broken_is_a_file_that_cannot_be_read(walked, name, data):
    assert walked(name, data) == ({name: "PARSE-BROKEN"}, {})


def test_what_comes_before_the_end_of_a_torn_archive_is_read(walked):
    content = {f"{number}.txt": bytes([number]) * 5_000 for number in range(9)}
    found, _ = walked("x.tar", tarred(content, "w")[:20_000])
    assert found["x.tar!/0.txt"] == content["0.txt"]
    assert found["x.tar"] == "PARSE-BROKEN"


def test_a_member_that_is_broken_spoils_no_other(walked):
    data = zipped({"a.txt": b"A" * 1_000, "b.txt": b"B"})
    found, _ = walked("x.zip", data.replace(b"a.txt", b"a.txt", 1)[:40] + b"\xff\xff" + data[42:])
    assert found == {"x.zip!/a.txt": "PARSE-BROKEN", "x.zip!/b.txt": b"B"}


def test_a_bomb_is_refused(walked, monkeypatch):
    monkeypatch.setattr(archive, "_SMALL", 1 << 20)
    found, _ = walked("x.zip", zipped({"a.txt": b"A", "b.txt": b"0" * (2 << 20)}))
    assert found == {"x.zip!/a.txt": b"A", "x.zip!/b.txt": "PARSE-TOO-MANY"}
    found, _ = walked("y.tar.gz", tarred({"a.txt": b"A", "b.bin": b"0" * (2 << 20), "c.txt": b"C"}))
    assert found["y.tar.gz!/a.txt"] == b"A"
    assert found["y.tar.gz"] == "PARSE-TOO-MANY"


def test_too_many_or_too_large_members_are_refused(walked, monkeypatch):
    monkeypatch.setattr(archive, "_MOST_MEMBERS", 2)
    monkeypatch.setattr(archive, "LIMIT", 4)
    found, _ = walked("x.zip", zipped({"a.txt": b"12345", "b.txt": b"B", "c.txt": b"C"}))
    assert found == {"x.zip!/a.txt": "PARSE-TOO-LARGE", "x.zip!/b.txt": b"B", "x.zip": "PARSE-TOO-MANY"}


def test_a_member_without_a_name_stops_nobody(walked):
    data = zipped({"a.txt": b"A", "b.txt": b"B"}).replace(b"a.txt", b"\0.txt")
    found, skipped = walked("x.zip", data)
    assert (found, list(skipped.values())) == ({"x.zip!/b.txt": b"B"}, ["suffix"])
