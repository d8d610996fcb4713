"""Files that a user gives beside the records: read whole as text, or told why not."""

from __future__ import annotations

import os

from adr_lint.errors import UserError


def text_of(
    path: str,
    *,
    shown: str,
    kind: str,
    read_as: str,
    most: int,
    missing: str = "",
    mend: str = "save the file as UTF-8",
) -> str:
    """The text of a file in UTF-8, without a byte order mark.

    ``shown`` is the path as errors show it, ``kind`` and ``read_as`` what the file is (``there is no such kind``, ``not
    read as …``), ``most`` bounds its bytes; ``missing`` and ``mend`` say what to do where there is none, or it is no
    UTF-8. Raises ``UserError``.
    """
    try:
        if not os.path.isfile(path):  # noqa: PTH113
            raise UserError(f"{shown}: there is no such {kind}", suggestion=missing)
        with open(path, "rb") as file:  # noqa: PTH123
            raw = file.read(most + 1)
    except OSError as error:
        raise UserError(f"{shown}: cannot be read: {error.strerror}") from None
    if len(raw) > most:
        raise UserError(f"{shown}: larger than {most:,} bytes: not read as {read_as}")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UserError(f"{shown}: not UTF-8 text (byte {error.start})", suggestion=mend) from None
