"""Other search stacks, each in an environment of its own, measured beside Upmentor.

corpora reads the sets and judges; worker and its systems (langchain, llamaindex, haystack,
txtai, upmentor) index and find; client talks to them; quality and speed measure; table tells.
"""
