"""What is looked at before a file is read: what it really is, how large it is, what a zip would unpack to.

Only the head of a file is read to judge it, and nothing is unpacked beyond the limits whatever a zip says of itself.
Refusals carry the file's name; how to save it otherwise is said at the door.
"""

from __future__ import annotations

import errno
import re
import stat
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from ..engine.problems import Refusal
from .watching import ask

HEAD = 4096
_CHUNK = 1 << 18
_PROLOG = 1 << 16
_UTF8_NAMES, _ENCRYPTED = 0x800, 0x1
_RATIO_FLOOR = 4 << 20  # smaller members may be as dense as they like: a blank picture, a table of zeros


@dataclass(frozen=True)
class Limits:
    """The most that is read: bytes of a text, of any file, of a zip unpacked, its members and their ratio."""

    text: int = 256 << 20
    file: int = 4 << 30
    members: int = 5_000
    unpacked: int = 2 << 30
    ratio: int = 250


LIMITS = Limits()

SHAPEFILE, ZIP, SQLITE, DWG, RAR, SEVEN_ZIP = "shapefile", "zip", "sqlite", "dwg", "rar", "7z"
OLE, PDF, GZIP, ACCESS, XML, TEXT, BINARY, EMPTY = "ole", "pdf", "gzip", "access", "xml", "text", "binary", "empty"

_MAGIC = (
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"SQLite format 3\x00", SQLITE),
    (b"\x00\x00\x27\x0a", SHAPEFILE),
    (b"AC10", DWG),
    (b"Rar!\x1a\x07", RAR),
    (b"7z\xbc\xaf\x27\x1c", SEVEN_ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"\x00\x01\x00\x00Standard ", ACCESS),
    (b"%PDF-", PDF),
    (b"\x1f\x8b", GZIP),
)
_HAN = re.compile("[\u4e00-\u9fff]")
_BOMS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
# what is refused by what it is, or by its name alone where the content tells nothing
_REFUSED = {
    DWG: "file_dwg",
    RAR: "file_archive",
    SEVEN_ZIP: "file_archive",
    GZIP: "file_archive",
    PDF: "file_paper",
    ACCESS: "file_access",
}
_REFUSED_NAMES = {
    ".dwg": "file_dwg",
    ".rar": "file_archive",
    ".7z": "file_archive",
    ".et": "file_wps",
    ".ett": "file_wps",
    ".wps": "file_wps",
    ".mdb": "file_access",
    ".accdb": "file_access",
    ".ovobj": "file_ovital",
    ".ovb": "file_ovital",
    ".pdf": "file_paper",
    ".doc": "file_paper",
    ".docx": "file_paper",
}


# Single files ------------------------------------------------------------------------------------------------


def content_of(head: bytes) -> str:
    """What the first bytes of a file say that it is, one of the constants above."""
    if not head:
        return EMPTY
    found = next((kind for magic, kind in _MAGIC if head.startswith(magic)), None)
    if found is not None:
        return found
    if plain(head).lstrip().startswith(b"<"):
        return XML
    return TEXT if _is_text(head) else BINARY


def check(path: Path, limits: Limits = LIMITS) -> str:
    """What the file at *path* is, by its head; nothing else of it is read.

    Raises ``Refusal``: ``file_missing`` and ``folder_unknown`` (file), ``file_empty`` (file), ``file_too_large`` (file,
    size_mb, limit_mb), and for what cannot be read here ``file_dwg``, ``file_archive``, ``file_wps``, ``file_access``,
    ``file_ovital``, ``file_paper`` (file).
    """
    if path.is_dir():
        raise Refusal("folder_unknown", file=path.name)
    if not path.is_file():
        raise Refusal("file_missing", file=path.name or str(path))
    size = path.stat().st_size
    if size > limits.file:
        raise _too_large(path, size, limits.file)
    try:
        with open(path, "rb") as file:
            kind = content_of(file.read(HEAD))
    except OSError as error:
        raise Refusal("file_closed", file=path.name, detail=error.strerror or str(error)) from error
    code = _REFUSED.get(kind) or _REFUSED_NAMES.get(path.suffix.lower())
    if code:
        raise Refusal(code, file=path.name)
    if kind == EMPTY:
        raise Refusal("file_empty", file=path.name)
    return kind


def read_text(path: Path, limits: Limits = LIMITS) -> bytes:
    """All bytes of the text file at *path*.

    Raises ``Refusal`` as :func:`check` does, and ``file_not_text`` (file, found) for a file that holds no text.
    """
    kind = check(path, limits)
    size = path.stat().st_size
    if kind not in (TEXT, XML):
        raise Refusal("file_not_text", file=path.name, found=kind)
    if size > limits.text:
        raise _too_large(path, size, limits.text)
    with open(path, "rb") as file:
        return file.read(limits.text)


def refuse_doctype(head: bytes, file: str, member: str = "") -> None:
    """Refuse XML with a document type before anything parses it: entities are declared there and nowhere else.

    *head* is the beginning of the file. Raises ``Refusal("xml_doctype", file, member)``, also where no element
    begins within the head.
    """
    rest = plain(head[:_PROLOG]).lstrip()
    while rest.startswith((b"<?", b"<!--")):
        end = b"?>" if rest.startswith(b"<?") else b"-->"
        rest = rest.partition(end)[2].lstrip()
    if not re.match(rb"<[^!?\s]", rest):
        raise Refusal("xml_doctype", file=file, member=member)


def _too_large(path: Path, size: int, limit: int) -> Refusal:
    return Refusal("file_too_large", file=path.name, size_mb=_megabytes(size), limit_mb=_megabytes(limit))


def _megabytes(size: int) -> int:
    return -(-size // (1 << 20))


def plain(head: bytes) -> bytes:
    """*head* without byte order mark, and with one byte a character also in UTF-16."""
    bom = next((each for each in _BOMS if head.startswith(each)), b"")
    return head[len(bom) :].replace(b"\x00", b"")


def _is_text(head: bytes) -> bool:
    """Whether *head* holds no control characters but blanks; UTF-16 is known by its mark or by zeros in every pair."""
    if head.startswith(_BOMS[1:]):
        return True
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) and (min(even, odd) or max(even, odd) < len(head) // 4):
        return False
    return not re.search(rb"[\x01-\x06\x0e-\x19\x1b\x7f]", head)


# Zips --------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Member:
    """A file of a zip: its name in there, with slashes, and its place among the others."""

    name: str
    info: zipfile.ZipInfo


class SafeZip:
    """A zip that is read within limits. A context manager.

    Raises ``Refusal``: ``zip_broken`` (file, detail), ``zip_members`` (file, count, limit), ``zip_path`` and
    ``zip_encrypted`` (file, member), ``zip_too_large`` (file, limit_mb), ``zip_ratio`` (file, member, limit).
    """

    def __init__(self, path: Path, limits: Limits = LIMITS) -> None:
        self._path, self._limits, self._left = path, limits, limits.unpacked
        _count_of(path, limits)
        try:
            self._zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, EOFError) as error:
            raise Refusal("zip_broken", file=path.name, detail=str(error)) from error
        try:
            self.members = [self._member(each) for each in self._zip.infolist() if not each.filename.endswith("/")]
            self._check_sizes()
        except BaseException:
            self._zip.close()
            raise

    def __enter__(self) -> SafeZip:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    def chunks(self, member: Member) -> Iterator[bytes]:
        """The bytes of *member*, as long as the limits are kept."""
        size, file = 0, self._path.name
        most = max(_RATIO_FLOOR, self._limits.ratio * member.info.compress_size)
        try:
            with self._zip.open(member.info) as stream:
                while chunk := stream.read(_CHUNK):
                    ask()
                    size += len(chunk)
                    self._left -= len(chunk)
                    if self._left < 0:
                        raise self._too_large()
                    if size > most:
                        raise Refusal("zip_ratio", file=file, member=member.name, limit=self._limits.ratio)
                    yield chunk
        except (zipfile.BadZipFile, zlib.error, OSError, ValueError, EOFError, NotImplementedError) as error:
            raise Refusal("zip_broken", file=file, detail=str(error)) from error
        except RuntimeError as error:  # a password is wanted after all
            raise Refusal("zip_encrypted", file=file, member=member.name) from error

    def read(self, member: Member) -> bytes:
        """All bytes of *member*."""
        return b"".join(self.chunks(member))

    def head(self, member: Member, size: int = _PROLOG) -> bytes:
        """The first bytes of *member*."""
        found = b""
        for chunk in self.chunks(member):
            found += chunk
            if len(found) >= size:
                break
        return found[:size]

    def unpack(self, folder: Path) -> list[Path]:
        """Unpack all members into *folder*, which is empty; returns the files in the order of the zip."""
        made = []
        for member in self.members:
            target = folder.joinpath(*PurePosixPath(member.name).parts)
            try:
                target.parent.mkdir(parents=True, exist_ok=True)
                with open(target, "xb") as file:  # the same name twice, or once in another case, is refused
                    self._copy(member, file)
            except OSError as error:
                if error.errno == errno.ENOSPC:
                    raise
                # one name is a file here and a folder there, or no name at all for this system
                raise Refusal("zip_path", file=self._path.name, member=member.name) from error
            made.append(target)
        return made

    def _copy(self, member: Member, file: IO[bytes]) -> None:
        for chunk in self.chunks(member):
            file.write(chunk)

    def _member(self, info: zipfile.ZipInfo) -> Member:
        name = _name_of(info).replace("\\", "/")
        parts = name.split("/")
        bad = not name or name.startswith("/") or ":" in name or "\x00" in name or len(name) > 240
        if bad or any(part in ("", ".", "..") for part in parts) or stat.S_ISLNK(info.external_attr >> 16):
            raise Refusal("zip_path", file=self._path.name, member=name)
        if info.flag_bits & _ENCRYPTED:
            raise Refusal("zip_encrypted", file=self._path.name, member=name)
        return Member(name, info)

    def _check_sizes(self) -> None:
        """What the zip says of itself is refused at once where it is too much already."""
        if sum(each.info.file_size for each in self.members) > self._limits.unpacked:
            raise self._too_large()
        for each in self.members:
            if each.info.file_size > max(_RATIO_FLOOR, self._limits.ratio * each.info.compress_size):
                raise Refusal("zip_ratio", file=self._path.name, member=each.name, limit=self._limits.ratio)

    def _too_large(self) -> Refusal:
        return Refusal("zip_too_large", file=self._path.name, limit_mb=_megabytes(self._limits.unpacked))


def _count_of(path: Path, limits: Limits) -> None:
    """Refuse a directory of too many members before Python makes an object of each."""
    size = path.stat().st_size
    with open(path, "rb") as file:
        file.seek(max(0, size - (1 << 16) - 22))
        tail = file.read()
    place = tail.rfind(b"PK\x05\x06")
    directory = int.from_bytes(tail[place + 12 : place + 16], "little") if place >= 0 else 0
    count = int.from_bytes(tail[place + 10 : place + 12], "little") if place >= 0 else 0
    if count > limits.members or (directory != 0xFFFFFFFF and directory > limits.members * 512):
        raise Refusal("zip_members", file=path.name, count=max(count, directory // 512), limit=limits.members)


def _name_of(info: zipfile.ZipInfo) -> str:
    """The name of a member; without the mark of UTF-8 it is in the encoding of the packer's Windows, GBK here."""
    if info.flag_bits & _UTF8_NAMES:
        return info.filename
    try:
        raw = info.filename.encode("cp437")
    except UnicodeEncodeError:
        return info.filename
    readings = [raw.decode(each, "ignore") for each in ("utf-8", "gb18030") if _decodes(raw, each)]
    # two bytes of GBK are often one Greek or Cyrillic letter of UTF-8
    return next(filter(_HAN.search, readings), info.filename)


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True
