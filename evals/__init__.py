"""Measuring: the drafts against their rubrics, the search against judged queries, the start."""
