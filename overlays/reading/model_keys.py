"""The keys that a file may hold for a model: those of its fields, or the words they go by there."""

from __future__ import annotations

from pydantic import BaseModel
from pydantic.fields import FieldInfo


def fields_by_key(model: type[BaseModel]) -> dict[str, FieldInfo]:
    """The fields as a file spells them: `from`, which no field in Python can be called."""
    return {field.alias or name: field for name, field in model.model_fields.items()}


def value_by_key(value: object, key: str) -> object:
    """What a model holds under a key of the file; None for what is no model, or has no such key."""
    if not isinstance(value, BaseModel):
        return None
    for name, field in type(value).model_fields.items():
        if key == (field.alias or name):
            return getattr(value, name)
    return None
