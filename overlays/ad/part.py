"""`Part`: the common rules of every group of an ad file."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Part(BaseModel):
    """Common rules: unknown keys are errors, values do not change, types are not guessed."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, validate_default=True)
