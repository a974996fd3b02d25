"""The facts of a file, measured once and kept by its content."""

from __future__ import annotations

import hashlib
from collections.abc import Callable

from pydantic import TypeAdapter, ValidationError

from renderer.code_version import code_version
from renderer.files.kept import Kept
from renderer.inspection.facts import FileFacts
from renderer.inspection.inspecting import inspect_file
from renderer.plan import content_identity
from renderer.source.info import SourceInfo

_KEPT = Kept("files")
_FORM = TypeAdapter(FileFacts)


def file_facts(source: SourceInfo, keep_on: Callable[[], None]) -> FileFacts:
    """From what was kept, where the file was measured before.

    Raises SourceError, and what `keep_on` raises: then nothing is kept.
    """
    key = _key(source)
    value = _KEPT.get(key)
    if value is not None:
        try:
            return _FORM.validate_json(value)
        except ValidationError:
            # Damaged, or of another form: measured again.
            pass
    facts = inspect_file(source, keep_on)
    _KEPT.put(key, _FORM.dump_json(facts))
    return facts


def _key(source: SourceInfo) -> str:
    facts = content_identity(*source.files), source.duration, code_version()
    return hashlib.blake2b(repr(facts).encode(), digest_size=16).hexdigest()
