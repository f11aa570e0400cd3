from __future__ import annotations

from firsthand.model.orthography import simplified_signs


def test_a_page_in_traditional_signs_is_the_page_in_simplified_ones() -> None:
    """
    採集虹膜 is 采集虹膜; 醫院 is 医院
    """
    assert "採集虹膜，醫院".translate(dict(simplified_signs())) == "采集虹膜，医院"


def test_every_sign_has_one_sign() -> None:
    assert all(len(sign) == 1 for sign in simplified_signs().values())


def test_what_is_simplified_stays() -> None:
    signs = simplified_signs()
    assert not [sign for sign in signs.values() if signs.get(ord(sign), sign) != sign]
