"""The indicator catalogue: what each code counts, from which records. Other packages' indicators come as modules here.

A measure of a plan is tied to its indicator by code; a code that nobody registered is "chưa có cách đếm".
"""

from nscl.progress.catalogue import awaiting, published, records, support, training  # each registers its indicators
from nscl.progress.catalogue.published import PublishedFigure
from nscl.progress.catalogue.registered import Registered, Source
from nscl.progress.catalogue.registry import Indicator, catalogue, find
from nscl.progress.catalogue.scope import Counted, Scope, Tally

__all__ = [
    "Counted",
    "Indicator",
    "PublishedFigure",
    "Registered",
    "Scope",
    "Source",
    "Tally",
    "awaiting",
    "catalogue",
    "find",
    "published",
    "records",
    "support",
    "training",
]
