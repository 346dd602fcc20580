"""The model's path as a LangChain chain: question and context | prompt | model | parser."""

from typing import Any

from langchain_core.prompts import ChatPromptTemplate
from langchain_core.runnables import Runnable

from assistant.writers.chatting.asking import MESSAGE, Request
from assistant.writers.chatting.listening import Chunk
from assistant.writers.chatting.reading import read

PROMPT = ChatPromptTemplate([("system", "{rules}"), ("human", MESSAGE)])


def answering(model: Any) -> Runnable[Request, Chunk]:
    """A chain that sends a request to the model once and reads the answer as it streams."""
    given = {
        "rules": lambda request: request.rules,
        "question": lambda request: request.question,
        "context": lambda request: request.context,
    }
    chain: Runnable[Request, Chunk] = given | PROMPT | model | read
    return chain
