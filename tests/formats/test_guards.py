"""What files are, and what is refused before anything of them is read."""

from __future__ import annotations

import io
import json
import time
import tracemalloc
import zipfile
from pathlib import Path

import pytest

from mine_remediation.engine.problems import Refusal
from mine_remediation.formats import guards, receipt
from mine_remediation.formats.guards import Limits, SafeZip


def _refused(code: str, call: object, *arguments: object) -> Refusal:
    with pytest.raises(Refusal) as caught:
        call(*arguments)  # type: ignore[operator]
    assert caught.value.code == code
    return caught.value


def _zip(path: Path, *members: tuple[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, content in members:
            made.writestr(name, content)
    return path


@pytest.mark.parametrize(
    ("name", "head", "code"),
    [
        ("a.dwg", b"AC1032\x00\x00", "file_dwg"),
        ("drawing.dxf", b"AC1018\x00\x00", "file_dwg"),
        ("a.zip", b"Rar!\x1a\x07\x01\x00", "file_archive"),
        ("a.7z", b"7z\xbc\xaf\x27\x1c\x00", "file_archive"),
        ("a.et", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "file_wps"),
        ("a.mdb", b"\x00\x01\x00\x00Standard Jet DB", "file_access"),
        ("a.ovobj", b"\x01\x02", "file_ovital"),
        ("a.shp", b"", "file_empty"),
    ],
)
def test_what_cannot_be_read_is_known_by_its_content_or_name(tmp_path: Path, name: str, head: bytes, code: str) -> None:
    path = tmp_path / name
    path.write_bytes(head)
    assert _refused(code, guards.check, path).values["file"] == name


def test_a_folder_is_called_a_folder(tmp_path: Path) -> None:
    assert _refused("folder_unknown", guards.read_text, tmp_path).values["file"] == tmp_path.name


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("图斑,1\r\n".encode("gbk"), guards.TEXT),
        ("图斑,1".encode("utf-16"), guards.TEXT),
        ("<kml>".encode("utf-16"), guards.XML),
        ("1,4600000,380000".encode("utf-16-le"), guards.TEXT),
        (b"\xef\xbb\xbf<?xml", guards.XML),
        (b"\x00" * 4096, guards.BINARY),
        (b"\x07\x01abc", guards.BINARY),
        (b"\x00\x00\x27\x0a" + bytes(96), guards.SHAPEFILE),
    ],
)
def test_content_is_told_from_the_head(head: bytes, kind: str) -> None:
    assert guards.content_of(head) == kind


def test_two_gigabytes_of_zeros_are_refused_within_a_second_from_their_head(tmp_path: Path) -> None:
    path = tmp_path / "界址点.txt"
    with open(path, "wb") as file:
        file.truncate(2 << 30)
    tracemalloc.start()
    began = time.perf_counter()
    _refused("file_not_text", guards.read_text, path)
    spent, (_, peak) = time.perf_counter() - began, tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert spent < 1
    assert peak < 1 << 20


def test_a_text_beyond_the_limit_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"J1,1,2,3\r\n" * 1000)
    assert len(guards.read_text(path)) == 10_000
    _refused("file_too_large", guards.read_text, path, Limits(text=9_999))


@pytest.mark.parametrize("name", ["../a.shp", "/a.shp", "C:/a.shp", "x/../../a.shp", "..\\a.shp", "a//b.shp"])
def test_a_zip_never_writes_outside_its_folder(tmp_path: Path, name: str) -> None:
    path = _zip(tmp_path / "in.zip", (name, b"x"))
    _refused("zip_path", SafeZip, path)


def test_a_link_in_a_zip_is_refused(tmp_path: Path) -> None:
    info = zipfile.ZipInfo("a.shp")
    info.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as made:
        made.writestr(info, "/etc/passwd")
    _refused("zip_path", SafeZip, tmp_path / "in.zip")


def test_doubled_names_in_a_zip_are_refused(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        path = _zip(tmp_path / "in.zip", ("a.shp", b"x"), ("a.shp", b"y"))
    (tmp_path / "out").mkdir()
    with SafeZip(path) as opened:
        _refused("zip_path", opened.unpack, tmp_path / "out")


def test_bombs_are_refused_by_size_ratio_and_count(tmp_path: Path) -> None:
    path = _zip(tmp_path / "bomb.zip", ("a.txt", bytes(30 << 20)))
    _refused("zip_ratio", SafeZip, path)
    _refused("zip_too_large", SafeZip, path, Limits(unpacked=1 << 20, ratio=10_000))
    many = _zip(tmp_path / "many.zip", *((f"{number}.txt", b"") for number in range(30)))
    _refused("zip_members", SafeZip, many, Limits(members=29))


def test_a_zip_that_lies_of_its_sizes_is_stopped_on_the_way(tmp_path: Path) -> None:
    path = _zip(tmp_path / "bomb.zip", ("a.txt", bytes(30 << 20)))
    raw = bytearray(path.read_bytes())
    place = raw.rfind(b"PK\x01\x02")
    raw[place + 24 : place + 28] = (1000).to_bytes(4, "little")  # the size in the directory
    path.write_bytes(raw)
    with SafeZip(path) as opened:
        _refused("zip_broken", opened.read, opened.members[0])  # Python reads 1000 bytes and checks their sum
    with SafeZip(_zip(path, ("a.txt", bytes(3 << 20)))) as opened:
        opened._left = 1 << 20
        _refused("zip_too_large", opened.read, opened.members[0])


def test_names_in_gbk_are_read(tmp_path: Path) -> None:
    path = _zip(tmp_path / "in.zip", ("AAAA.shp", b"x"))
    path.write_bytes(path.read_bytes().replace(b"AAAA", "图斑".encode("gbk")))
    with SafeZip(path) as opened:
        assert [each.name for each in opened.unpack(tmp_path)] == ["图斑.shp"]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_document_type_is_refused_before_parsing(encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!-- x -->\n<!DOCTYPE kml [<!ENTITY a "b">]><kml/>'.encode(encoding)
    _refused("xml_doctype", guards.refuse_doctype, bomb, "a.kml")
    guards.refuse_doctype('<?xml version="1.0"?><!-- <!DOCTYPE --><kml/>'.encode(encoding), "a.kml")


def test_any_bytes_named_zip_are_a_zip_or_a_sentence(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        made.writestr("a.txt", b"abc")
    whole, path = buffer.getvalue(), tmp_path / "a.zip"
    for cut in range(len(whole)):
        for raw in (whole[:cut], whole[:cut] + b"\xff" + whole[cut + 1 :]):
            path.write_bytes(raw)
            try:
                with SafeZip(path) as opened:
                    [opened.read(each) for each in opened.members]
            except Refusal:
                continue


def test_a_receipt_is_the_same_text_for_the_same_file(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"abc")
    finding = receipt.Finding("area_differs", False, "a.txt", 7, "面积", "1.5", {"mu": 1.25})
    made = receipt.Receipt(path.name, receipt.sha256_of(path), 3, "txt", counts={"b": 1, "a": 2}, findings=(finding,))
    text = receipt.to_json([made])
    assert receipt.from_json(text) == [made]
    assert receipt.to_json(receipt.from_json(text)) == text
    assert made.failed == (finding,)
    assert json.loads(text)["receipts"][0]["sha256"].startswith("ba7816bf")
    with pytest.raises(ValueError, match="schema 2"):
        receipt.from_json('{"schema": 2}')
