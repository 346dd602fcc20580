import pytest

from assistant.transcripts import is_transcript, said, speaker


@pytest.mark.parametrize(
    ("line", "name", "words"),
    [
        ("Ben: Send it to me.", "Ben", "Send it to me."),
        ("Project Manager: Right.", "Project Manager", "Right."),
        ("Ann M. Lee (Minister for Health): No.", "Ann M. Lee", "No."),
        ("Dr. Ann Lee: It is 5:30 now.", "Dr. Ann Lee", "It is 5:30 now."),
        ("Next steps: send the label.", None, "Next steps: send the label."),
        ("Question: who pays?", None, "Question: who pays?"),
        ("we met at noon: it was late", None, "we met at noon: it was late"),
        ("", None, ""),
    ],
)
def test_who_speaks_is_known_by_name_and_colon(line: str, name: str | None, words: str) -> None:
    """A name of up to four words, perhaps with a role, speaks the line; a label does not."""
    assert speaker(line) == name
    assert said(line) == words


def test_most_lines_of_a_transcript_are_spoken() -> None:
    """Half of the lines make a transcript; one line, or a list of labels, does not."""
    assert is_transcript("Ben: Hello.\nAnn: Hello.\n\n(laughter)\n")
    assert not is_transcript("Ben: Hello.")
    assert not is_transcript("Ben: Hello.\nThen we spoke of labels.\nAnd of more.\nThat was it.")
    assert not is_transcript("Decisions: none.\nNext steps: none.")
