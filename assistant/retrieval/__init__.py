"""Finding the passages that answer a question, within what its reader may read.

files starts the process in which documents are read, chunks cuts text into passages, embedders turn
them into vectors, index keeps the vectors, ingest brings both up to date from the records' outbox,
search ranks.
"""
