"""Places: from the words of a place to the place on the map."""

from marsad.resolve.places.gazetteer import Gazetteer, gazetteer
from marsad.resolve.places.model import PlaceContext, ResolvedPlace

__all__ = ["Gazetteer", "PlaceContext", "ResolvedPlace", "gazetteer"]
