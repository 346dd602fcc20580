"""Which part of the business a leader's title belongs to, as the explainers name the parts."""

import re

ANY = "Any leader"
"""The explainers' label for what holds in every function."""

_FUNCTIONS = (
    (
        "Customer service",
        r"customer (?:service|care|support|experience|operations)|contact cent|call cent|\bCX\b|"
        r"service desk",
    ),
    (
        "Finance",
        r"financ|\bCFO\b|treasur|controll|account(?:ing|ant|s)\b|actuar|audit|tax\b|investor",
    ),
    (
        "Marketing",
        r"market|\bCMO\b|brand|communicat|advertis|press\b|public relations|digital content",
    ),
    (
        "Sales",
        r"sales|commercial|account director|business development|revenue|\bCRO\b(?!.*risk)|"
        r"distribution|broker",
    ),
    ("Risk", r"\brisk|compliance|security|\bCISO\b|resilience|fraud|continuity"),
    ("Legal", r"legal|counsel|\bCLO\b|lawyer|attorney|company secretary|regulat"),
    (
        "People",
        r"people|human resources|\bHR\b|\bCHRO\b|\bCPO\b|talent|learning|reward|inclusion|"
        r"diversity|personnel",
    ),
    (
        "Operations",
        r"operat|\bCOO\b|supply|logistic|production|manufactur|plant\b|procure|facilit|claims|"
        r"delivery|quality",
    ),
)
_COMPILED = tuple((name, re.compile(rf"(?i:{pattern})")) for name, pattern in _FUNCTIONS)


def of_title(title: str) -> str | None:
    """The function of a title, "Chief Financial Officer" giving "Finance"; None when unknown."""
    return next((name for name, pattern in _COMPILED if pattern.search(title)), None)
