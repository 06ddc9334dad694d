"""What a score is made of: the keys of ``scoring.yaml``."""

from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property
from hashlib import blake2b
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from auditor.model.finding import Severity

SCORING_FILE = "scoring.yaml"

Points = Annotated[Decimal, Field(ge=0, le=1000, decimal_places=2)]
Family = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class Scheme(BaseModel):
    """How findings become points.

    A report begins with ``full``; every cause takes off ``points`` of its severity times the factor of its family, a family no
    more than its cap. A report of which less than ``coverage`` per cent was read has no score; a body that filed nothing has
    ``not_filed``. A group of fewer than ``few`` reports is a small sample.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    full: Annotated[Decimal, Field(gt=0, le=1000, decimal_places=2)] = Decimal(100)
    points: Mapping[Severity, Points]
    factors: Mapping[Family, Points] = {}
    caps: Mapping[Family, Points] = {}
    coverage: Annotated[Decimal, Field(ge=0, le=100)] = Decimal(0)
    not_filed: Points = Decimal(0)
    few: Annotated[int, Field(ge=1)] = 1

    @cached_property
    def hash(self) -> str:
        """Tells this scheme from every other."""
        return blake2b(self.model_dump_json().encode(), digest_size=6).hexdigest()
