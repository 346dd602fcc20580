"""What the chat writer is made of; LangChain itself stays in ``writers/chat.py``."""
