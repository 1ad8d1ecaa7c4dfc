"""A gazetteer for tests: provinces that merged, a code that passed to another name, a name that became a city."""

from datetime import date

from nscl.documents.reading.gazetteer import Gazetteer, ProvinceName

MERGER = date(2025, 7, 1)
BEFORE = date(2025, 6, 30)


class TestGazetteer:
    """A few names over two times."""

    __test__ = False

    def provinces(self) -> tuple[ProvinceName, ...]:
        """The names."""
        return (
            ProvinceName("Hà Nam", "35", None, BEFORE),
            ProvinceName("Ninh Bình", "37", None, BEFORE),
            ProvinceName("Ninh Bình", "35", MERGER, None),
            ProvinceName("Thừa Thiên Huế", "46", None, date(2024, 12, 31)),
            ProvinceName("Huế", "46", date(2025, 1, 1), None),
            ProvinceName("Bà Rịa - Vũng Tàu", "77", None, BEFORE),
            ProvinceName("Cần Thơ", "92", None, None),
        )


GAZETTEER: Gazetteer = TestGazetteer()
