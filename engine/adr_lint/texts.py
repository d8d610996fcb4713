"""Reading a file of text whole, or saying why not."""

from __future__ import annotations

import codecs
import os
import stat

MAX_BYTES = 1 << 20
"""Records are read up to 1 MiB. The largest of 3,442 real ones has 309 KB; more is a mistake or an attack."""

_PIECE = 1 << 16
"""To ask for all at once costs more than the reading: Python makes room for what it asks for."""


class UnreadableError(Exception):
    """A file that should have been read and could not be."""


class NotAFileError(UnreadableError):
    """Something that has a name like a file's and is none."""


def read(path: str) -> bytes:
    """The bytes of a regular file, never waiting for one that is none. Raises ``UnreadableError`` or ``OSError``."""
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        info = os.fstat(descriptor)
        if not stat.S_ISREG(info.st_mode):
            raise NotAFileError("is not a regular file")
        pieces, size = [], 0
        while size <= MAX_BYTES and (piece := os.read(descriptor, _PIECE)):
            pieces.append(piece)
            size += len(piece)
    finally:
        os.close(descriptor)
    if size > MAX_BYTES:
        raise UnreadableError(f"is larger than {MAX_BYTES:,} bytes ({info.st_size:,}); a record is prose, not data")
    return b"".join(pieces)


def tidy(path: str) -> str:
    """A path with forward slashes, without empty pieces and ``.``, as ``PurePosixPath`` has it (3 ms to import)."""
    root = "/" * (len(path) - len(path.lstrip("/")))
    pieces = [piece for piece in path.split("/") if piece not in ("", ".")]
    return (root if len(root) < 3 else "/") + "/".join(pieces) or "."  # two slashes stay two, by POSIX


def decode(raw: bytes) -> str:
    """The text of a file: UTF-8, or UTF-16 where a byte order mark says so. Line ends stay as they are.

    Raises ``UnreadableError``.
    """
    if raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        try:
            text = raw.decode("utf-16")
        except UnicodeDecodeError as error:
            raise UnreadableError(f"is not UTF-16, as it says: byte {error.start:,}; save it as UTF-8") from None
    else:
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            at = error.start + (3 if raw.startswith(codecs.BOM_UTF8) else 0)
            line = raw.count(b"\n", 0, at) + 1
            raise UnreadableError(
                f"is not UTF-8: byte {at:,} (line {line:,}) is 0x{raw[at]:02X}; save it as UTF-8"
            ) from None
    if "\0" in text:
        raise UnreadableError(f"is not text: a NUL stands at character {text.index(chr(0)):,}")
    return text
