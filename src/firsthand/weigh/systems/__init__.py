"""Multiple systems estimation: how many people are on no list, from how lists of people overlap."""

from __future__ import annotations

from firsthand.weigh.systems.combine import Detail, Method, Systems, estimate
from firsthand.weigh.systems.facts import Fact, parse_facts
from firsthand.weigh.systems.linkage import Linkage, Range
from firsthand.weigh.systems.patterns import Patterns, Stratum, parse_patterns, parse_strata
from firsthand.weigh.systems.records import parse_records
from firsthand.weigh.systems.refusals import Refusal
from firsthand.weigh.systems.strata import Stratified, estimate_strata, not_measured

__all__ = [
    "Detail",
    "Fact",
    "Linkage",
    "Method",
    "Patterns",
    "Range",
    "Refusal",
    "Stratified",
    "Stratum",
    "Systems",
    "estimate",
    "estimate_strata",
    "not_measured",
    "parse_facts",
    "parse_patterns",
    "parse_records",
    "parse_strata",
]
