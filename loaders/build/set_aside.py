"""What the county itself says of its phones, addresses and measures (``[shared]`` and ``[land]`` of county.toml)."""

from __future__ import annotations

import pyarrow as pa

from graph.identifiers import mobile_numbers
from loaders.build.workshop import Workshop, table_of
from loaders.county import CountySettings
from loaders.resolve.places import Places
from loaders.values.addresses import door


def set_aside(shop: Workshop, settings: CountySettings, places: Places) -> None:
    """Creates ``shared_phone(mark)``, ``shared_door(mark)`` and ``mu_factor(village, factor)``."""
    mobiles = [p.value for text in settings.shared.phones for p in mobile_numbers(text) if p.value]
    doors = [found for text in settings.shared.addresses if (found := door(text))]
    marks = {"mark": pa.string()}
    shop.put("shared_phone", table_of(marks, zip(shop.identities.phones(mobiles), strict=True)))
    shop.put("shared_door", table_of(marks, zip(shop.identities.facts("address", [[d] for d in doors]), strict=True)))
    factors = [(places.resolve(text).village or text, factor) for text, factor in settings.land.mu_factors.items()]
    shop.put("mu_factor", table_of({"village": pa.string(), "factor": pa.float64()}, factors))
