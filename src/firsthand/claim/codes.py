"""The codes that an element's value may have.

In: nothing.  Out: for each coded element, its closed set. A lexicon that uses another code is refused.
"""

from __future__ import annotations

from firsthand.model.claim import Element

_WHO = frozenset({
    "police", "health_authority", "hospital", "party_cadre", "military", "school", "employer",
    "contractor", "border_agency", "other",
})  # fmt: skip

CODES: dict[Element, frozenset[str]] = {
    Element.AIM: frozenset({
        "population_register", "crime_control", "security", "health", "research", "other",
    }),
    Element.TARGET_GROUP: frozenset({
        "ethnic", "religious", "political", "migrant", "suspect", "relative", "other",
    }),
    Element.LEGAL_BASIS: frozenset({"claimed", "missing", "limited_to_suspects"}),
    Element.COMPULSION: frozenset({"mandatory", "voluntary", "unclear"}),
    Element.MODALITY: frozenset({
        "dna", "fingerprint", "palm_print", "iris", "face", "voice", "blood_type", "blood_sample",
        "gait", "height_weight", "other",
    }),
    Element.CHANNEL: frozenset({
        "medical_exam", "home_visit", "police_station", "checkpoint", "school", "workplace",
        "detention", "prison", "border", "newborn_screening", "registration_office", "hospital",
        "other",
    }),
    Element.COLLECTOR: _WHO,
    Element.RECIPIENT: _WHO,
    Element.LINKAGE: frozenset({
        "national_id", "household_register", "passport", "case_file", "phone", "vehicle", "other",
    }),
    Element.CONSENT: frozenset({"informed", "uninformed", "coerced", "unknown"}),
    Element.SANCTION: frozenset({
        "school", "passport", "id_card", "travel", "welfare", "healthcare", "employment",
        "detention", "punishment", "other",
    }),
    Element.AIM: frozenset({
        "population_register", "crime_control", "security", "health", "research", "other",
    }),
    Element.TARGET_GROUP: frozenset({
        "ethnic", "religious", "political", "migrant", "suspect", "relative", "other",
    }),
    Element.LEGAL_BASIS: frozenset({"claimed", "missing", "limited_to_suspects"}),
}  # fmt: skip
