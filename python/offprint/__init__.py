"""Turns any article into an offprint: PDF at a chosen text size, EPUB, Markdown, HTML.

    import offprint

    output = offprint.convert(open("essay.md", "rb").read(), to="pdf", size="large")
    output.save("essay.pdf")

Articles are bytes (or text) in any of the formats that the program ``convert`` reads: web pages, Markdown, plain text,
e-mail, EPUB, feeds. Nothing is fetched and no file is read: pictures come with the call, by the names the article uses.
The same input makes the same bytes as the program. Calls run without Python's global lock, so threads work at the same
time.
"""

from __future__ import annotations

import builtins
import json
import os
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Optional, Union

from . import _offprint
from ._offprint import VERSION as __version__
from ._offprint import OffprintError

__all__ = ["Article", "OffprintError", "Output", "Remark", "convert", "edition", "inspect", "__version__"]


@dataclass(frozen=True)
class Remark:
    """A message about an article: a part that was left out, guessed or repaired, or a loss for readers."""

    #: ``"remark"``, or ``"warning"`` if a reader loses something.
    severity: str
    #: Its subject, such as ``"chrome-removed"``; the list is in docs/codes.md.
    code: str
    #: One plain sentence.
    message: str
    #: The remedy, if there is one.
    hint: Optional[str] = None
    #: Line and column in the article, from 1, if it has a place.
    line: Optional[int] = None
    column: Optional[int] = None


@dataclass(frozen=True)
class Article:
    """An article and the choices for reading it. They also correct its own statements."""

    #: The bytes of its file, or its text.
    data: Union[bytes, str]
    #: The name of its file. Its extension decides the format, otherwise its content does.
    name: str = ""
    #: The input format, if it is not to be detected: ``"markdown"``, ``"html"``, ``"text"`` and so on.
    format: Optional[str] = None
    #: Its pictures, by the names that it uses: ``{"img/lamp.png": b"..."}``.
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    title: Optional[str] = None
    authors: Iterable[str] = ()
    #: The day it was published: ``"2024-05-31"``.
    date: Optional[str] = None
    #: The address it comes from; its links start there.
    source: Optional[str] = None
    #: Its language as a tag such as ``"de-AT"``.
    language: Optional[str] = None
    #: Leave nothing out, such as menus and advertisements.
    keep_all: bool = False
    #: Rules of removal that are off, by their names in docs/rules.md.
    without: Iterable[str] = ()

    def _options(self) -> dict[str, Any]:
        data = self.data.encode() if isinstance(self.data, str) else bytes(self.data)
        authors = [self.authors] if isinstance(self.authors, str) else list(self.authors)
        return {
            "data": data, "name": self.name, "format": self.format,
            "pictures": {name: bytes(picture) for name, picture in self.pictures.items()},
            "title": self.title, "authors": authors, "date": self.date, "source": self.source,
            "language": self.language, "keep_all": self.keep_all, "without": list(self.without),
        }  # fmt: skip


@dataclass(frozen=True)
class Output:
    """A file that was made."""

    #: The file.
    bytes: builtins.bytes
    #: Its format, such as ``"pdf"``, and the ending of its name.
    format: str
    extension: str
    #: Files that accompany it, by relative name: the pictures of a Markdown file.
    files: Mapping[str, builtins.bytes]
    #: The article as it was understood, in the form of :func:`inspect`; for an edition, a list of these.
    metadata: Any
    #: The messages, in order.
    remarks: list[Remark]
    #: Reports on the requested standard.
    reports: list[dict[str, Any]]

    @property
    def text(self) -> str:
        """The file as text, for Markdown, HTML and JSON."""
        return self.bytes.decode()

    def save(self, path: Union[str, os.PathLike[str]]) -> None:
        """Writes the file, and its accompanying files into the same folder. Each is written whole or not at all."""
        path = os.fspath(path)
        folder = os.path.dirname(path) or "."
        for name, data in self.files.items():
            target = os.path.join(folder, *name.split("/"))
            os.makedirs(os.path.dirname(target), exist_ok=True)
            _write(target, data)
        _write(path, self.bytes)


def convert(
    data: Union[bytes, str, Article],
    to: str = "pdf",
    *,
    size: Optional[str] = None,
    style: Optional[str] = None,
    paper: Optional[str] = None,
    font: Optional[str] = None,
    standard: Optional[str] = None,
    epoch: Optional[int] = None,
    **reading: Any,
) -> Output:
    """Makes one file of one article.

    ``to`` is ``"pdf"``, ``"epub"``, ``"md"``, ``"html"``, ``"svg"`` or ``"json"``. ``size`` is a typographic system
    (``"small"``, ``"normal"``, ``"large"``, ``"x-large"``, ``"huge"``, ``"20pt"``, ``"150%"``), ``style`` the name of a
    style or a style of your own as YAML, ``paper`` such as ``"a4"``, ``font`` ``"serif"`` or ``"sans"``, ``standard`` a
    guideline for readable print. ``epoch`` (seconds since 1970) dates what has no date. All that :class:`Article` takes
    may be given as further keywords.

    Raises :class:`OffprintError` if nothing can be made, with a remedy.
    """
    made = _offprint.convert(_article(data, reading)._options(), to, _look(size, style, paper, font, standard, epoch))
    return _output(made)


def inspect(data: Union[bytes, str, Article], **reading: Any) -> dict[str, Any]:
    """The article as it is understood: format, encoding, title, authors, date, language, outline, and all remarks.

    The same as ``convert inspect --json``. Takes the keywords of :class:`Article`.
    """
    seen: dict[str, Any] = json.loads(_offprint.inspect(_article(data, reading)._options()))
    return seen


def edition(
    articles: Iterable[Union[bytes, str, Article]],
    title: str,
    to: str = "epub",
    *,
    size: Optional[str] = None,
    style: Optional[str] = None,
    paper: Optional[str] = None,
    font: Optional[str] = None,
    standard: Optional[str] = None,
    epoch: Optional[int] = None,
) -> Output:
    """Binds articles, in this order, as one EPUB or PDF with front page and contents."""
    options = [_article(article, {})._options() for article in articles]
    return _output(_offprint.edition(options, title, to, _look(size, style, paper, font, standard, epoch)))


def _article(data: Union[bytes, str, Article], reading: dict[str, Any]) -> Article:
    if not isinstance(data, Article):
        return Article(data, **reading)
    if reading:
        raise TypeError(f"an Article says itself how it is read; {', '.join(reading)} belongs into it")
    return data


def _look(
    size: Optional[str],
    style: Optional[str],
    paper: Optional[str],
    font: Optional[str],
    standard: Optional[str],
    epoch: Optional[int],
) -> dict[str, Any]:
    return {"size": size, "style": style, "paper": paper, "font": font, "standard": standard, "epoch": epoch}


def _output(made: _offprint.Output) -> Output:
    remarks = [Remark(**remark) for remark in json.loads(made.remarks)]
    metadata, reports = json.loads(made.metadata), json.loads(made.reports)
    return Output(made.bytes, made.format, made.extension, dict(made.files), metadata, remarks, reports)


def _write(path: str, data: bytes) -> None:
    """Writes a temporary file and renames it, so that there is either the old file or the whole new one."""
    handle, aside = tempfile.mkstemp(dir=os.path.dirname(path) or ".", prefix=".offprint-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(aside, path)
    except BaseException:
        os.unlink(aside)
        raise
