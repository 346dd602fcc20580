"""Drafts judged by named checks, one for each point of the rubric of their kind.

Nothing here imports from ``assistant.writers``: a writer is not judged by its own code.
"""
