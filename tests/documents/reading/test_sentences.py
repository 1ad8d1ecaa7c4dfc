"""Sentences of a paragraph."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nscl.documents.reading.sentences import split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("Mở 10 lớp. Tổ chức hội thảo.", ["Mở 10 lớp.", "Tổ chức hội thảo."]),
        ("Chi 3.926.000 đồng. Đạt 5%.", ["Chi 3.926.000 đồng.", "Đạt 5%."]),
        ("Áp dụng (Lean, KPI...). Khuyến khích sáng kiến.", ["Áp dụng (Lean, KPI...).", "Khuyến khích sáng kiến."]),
        ("Tại TP. Hà Tĩnh và theo G.A.P, đạt 5%.", ["Tại TP. Hà Tĩnh và theo G.A.P, đạt 5%."]),
        ("một câu không viết hoa. vẫn một câu", ["một câu không viết hoa. vẫn một câu"]),
        ("", []),
        ("  ", []),
    ],
)
def test_split(text: str, sentences: list[str]) -> None:
    assert [sentence.text for sentence in split_sentences(text)] == sentences


@given(st.text(alphabet="aBĐ. (…)!\n", max_size=60))
def test_all_words_are_kept_in_order(text: str) -> None:
    found = list(split_sentences(text))
    assert all(text[one.start : one.stop] == one.text for one in found)
    kept = "".join("".join(one.text.split()) for one in found)
    # Only a bracket or quotation mark after a full stop may stand between two sentences.
    assert kept.replace(")", "") == "".join(text.split()).replace(")", "")
