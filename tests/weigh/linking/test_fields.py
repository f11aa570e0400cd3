from __future__ import annotations

import pytest

from firsthand.weigh.linking.fields import COLUMNS, Kind, biometric_word, compared, folded_name


@pytest.mark.parametrize(
    "column",
    [
        "fingerprint", "left_iris_code", "face_embedding", "DNA", "D3S1358", "dys391", "vWA", "th01", "voiceprint",
        "gait", "palm_vein", "blood_type", "minutiae", "template", "photo", "虹膜", "指纹数据", "hash_of_print",
    ],
)  # fmt: skip
def test_columns_of_biometrics_are_known_by_their_names(column: str) -> None:
    """Those of laboratories too: markers of DNA."""
    assert biometric_word(column) is not None


def test_no_column_of_ours_is_named_for_biometrics() -> None:
    """What may stand on a list of victims."""
    assert not any(biometric_word(column) for column in COLUMNS)
    assert set(COLUMNS.values()) == set(Kind)


@pytest.mark.parametrize(
    ("column", "text", "expected"),
    [
        ("name", "NOVÁK, Jan", "jan novak"),
        ("name", "Jan Novák", "jan novak"),
        ("family_name", "  O'Brien-Smith ", "o brien smith"),
        ("given_name", "محمّد", "محمد"),
        ("given_name", "བསྟན་འཛིན", "བསྟན འཛིན"),
        ("given_name", "张伟", "张伟"),
        ("birth_year", "1980", "1980"),
        ("birth_date", "1980-05", "1980-05"),
        ("sex", "F", "f"),
        ("place", "Block 7, Ash", "block 7 ash"),
        ("stratum", "North, 2016", "North, 2016"),
        ("name", "  ", None),
    ],
)
def test_values_are_compared_without_what_writers_leave_out(
    column: str, text: str, expected: str | None
) -> None:
    """Case, signs over letters, order of the words of a whole name; vowels of Tibetan stay."""
    assert compared(column, text) == expected


@pytest.mark.parametrize(
    ("column", "text"),
    [
        ("name", "4fA9Qw0ZkLmN31xYtR8u7"),
        ("name", "Jan 4"),
        ("place", "Rk1SACAyMAAAAADkAAgAyQFnAMUAxQEAAAAoJYCDAE1"),
        ("organisation", "0123456789abcdef0123456789abcdef"),
        ("stratum", "0.113,0.22:" + "A1b2" * 9),
        ("place", "x" * 121),
        ("birth_year", "7a"),
        ("birth_year", "1750"),
        ("birth_date", "21.5.1980"),
        ("birth_date", "1980-13"),
        ("sex", "34"),
        ("sex", "a sentence on it"),
    ],
)
def test_what_cannot_stand_there_is_refused_without_being_repeated(column: str, text: str) -> None:
    """A template in base64, a digest, numbers under "name": none of them is compared."""
    with pytest.raises(ValueError, match="expected") as refused:
        compared(column, text)
    assert text not in str(refused.value)


def test_digits_of_other_scripts_are_digits() -> None:
    """In names none may stand."""
    with pytest.raises(ValueError, match="without digits"):
        compared("given_name", "ن١")
    assert folded_name("Ünal_Çelik") == "unal celik"
