"""The three calls of the compiled module; `offprint` documents their arguments."""

import builtins
from collections.abc import Mapping
from typing import Any

VERSION: str

class OffprintError(Exception):
    """An article that could not be made."""

    code: str
    hint: str | None

class Output:
    bytes: builtins.bytes
    files: list[tuple[str, builtins.bytes]]
    format: str
    extension: str
    metadata: str
    remarks: str
    reports: str

def convert(article: Mapping[str, Any], to: str, look: Mapping[str, Any]) -> Output: ...
def inspect(article: Mapping[str, Any]) -> str: ...
def edition(articles: list[dict[str, Any]], title: str, to: str, look: Mapping[str, Any]) -> Output: ...
