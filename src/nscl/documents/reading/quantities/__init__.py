"""Figures in prose that count or measure something: "ít nhất 03 - 05 chuyên gia", "bình quân 11%/năm"."""

from nscl.documents.reading.quantities.finder import find_quantities
from nscl.documents.reading.quantities.quantity import Quantity

__all__ = ["Quantity", "find_quantities"]
