"""Price and amount in a row's title: "(10 khóa x 133 triệu/khóa)", "01 hội nghị"."""

import re
from functools import cache

from nscl.documents.reading.budget.heads import words
from nscl.documents.reading.budget.tables import UnitCost
from nscl.text.decimals import NumberFormatError, parse_number
from nscl.text.folding import fold

_SCALES = {"nghin": 10**3, "ngan": 10**3, "trieu": 10**6, "trd": 10**6, "tr": 10**6, "ty": 10**9, "ti": 10**9}
_NUMBER = r"\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_COST = rf"(?P<cost>{_NUMBER}) ?(?P<scale>nghin|ngan|trieu|trd|tr|ty|ti|dong|d)(?:\.? ?(?:dong|d))?(?![a-z])"
_UNIT = r"(?P<unit>[^\W\d_][^\d/()*×;,:=]{0,40}?)"
_EACH = r"(?: ?/ ?[^\W\d_][^\d()*×;,:]{0,40}?)?"
# Number of units × price of one, as in the explanations in brackets; the sign is x, X, × or *.
_PRODUCT = re.compile(rf"(?P<quantity>{_NUMBER}) ?{_UNIT} ?[x×*] ?{_COST}")
_PRODUCT_TURNED = re.compile(rf"{_COST}{_EACH} ?[x×*] ?(?P<quantity>{_NUMBER}) ?{_UNIT}(?= ?[)=;,:/.]|$)")
_COUNTED = re.compile(rf"(?<![\w.,/%-])(?P<quantity>{_NUMBER}) (?P<unit>[^\W\d_]+(?: [^\W\d_]+)?)")
_MOST = 10**9


def read_unit_cost(title: str) -> UnitCost | None:
    """Price and amount in a title; the amount alone where no price stands with it; None where neither does.

    Several products in one title ("(2 lớp x 50 triệu) (3 cuộc x 20 triệu)") have no one price: None.
    """
    text = " ".join(title.split())
    folded = _fold_in_place(text)
    products = [*_PRODUCT.finditer(folded)] or [*_PRODUCT_TURNED.finditer(folded)]
    if len(products) == 1:
        return _from_product(products[0], text)
    if products:
        return None
    return _from_count(folded, text)


def _from_product(match: re.Match[str], text: str) -> UnitCost | None:
    try:
        cost = parse_number(match["cost"]) * _SCALES.get(match["scale"], 1)
        quantity = parse_number(match["quantity"])
    except NumberFormatError:
        return None
    if cost != int(cost) or quantity != int(quantity):
        return None
    return UnitCost(int(cost), int(quantity), _restored(text[match.start("unit") : match.end("unit")].strip()))


def _from_count(folded: str, text: str) -> UnitCost | None:
    for match in _COUNTED.finditer(folded):
        unit = match["unit"]
        counted = next((word for word in _countable() if unit == word or unit.startswith(word + " ")), None)
        if counted is None:
            continue
        try:
            quantity = parse_number(match["quantity"])
        except NumberFormatError:
            continue
        if quantity == int(quantity) and quantity < _MOST:
            start = match.start("unit")
            return UnitCost(None, int(quantity), _restored(text[start : start + len(counted)].lower()))
    return None


@cache
def _countable() -> dict[str, str]:
    """What plans count, folded → as it is spelt; longest first."""
    names = sorted(words()["countable"], key=len, reverse=True)
    return {fold(name): name for name in names}


def _restored(unit: str) -> str | None:
    """The unit; with its marks where recognition has lost them and it is one of the usual ones."""
    return (_countable().get(unit.lower(), unit) if unit.isascii() else unit) or None


def _fold_in_place(text: str) -> str:
    """Folded letter by letter, so that places in it are places in the text."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join(fold(character)[:1] or " " for character in text)
