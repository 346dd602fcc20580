from assistant.retrieval.memory import give_back


def test_giving_back_is_no_error_anywhere() -> None:
    """It may be asked for at any time, on any system."""
    give_back()
    give_back()
