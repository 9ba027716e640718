"""The neural reader: from sentences to events, figures and claims with their roles, as spans of words."""

from marsad.reader.model import ModelCard, Reader, shipped_reader
from marsad.reader.reading import Edge, ReadHead, Reading, Thresholds

__all__ = ["Edge", "ModelCard", "ReadHead", "Reader", "Reading", "Thresholds", "shipped_reader"]
