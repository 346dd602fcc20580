from assistant.domain import PassageKind
from evals.retrieval.calibrate import Example, confidence, fit


def test_the_fit_tells_answers_from_others() -> None:
    """What comes with answers gets a positive weight, and likely answers a high confidence."""
    examples = [
        Example(PassageKind.NOTE, {"bias": 1.0, "cosine": cosine, "noise": noise}, cosine > 0.5)
        for cosine in (0.1, 0.3, 0.4, 0.6, 0.7, 0.9)
        for noise in (0.0, 1.0)
    ]
    weights = fit(examples, ["bias", "cosine", "noise"])
    assert weights["cosine"] > 5 * abs(weights["noise"])
    near, far = (
        confidence(
            {PassageKind.NOTE: {"bias": 1.0, "cosine": cosine, "noise": 0.0}},
            {PassageKind.NOTE: weights},
        )
        for cosine in (0.9, 0.1)
    )
    assert near > 0.8
    assert far < 0.2
