"""The writer that asks a language model, by LangChain: ``prompt | model | Draft``.

Nothing is sent unless a brief is written: the model is made and its library imported at the first
call. The model gets no tools; tool calling is only one of the ways to get a draft's JSON.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar, copy_context
from threading import Lock
from typing import TYPE_CHECKING, Any
from warnings import filterwarnings

from assistant import prompts
from assistant.domain import Person
from assistant.drafts import Draft, Kind
from assistant.errors import Invalid
from assistant.writers import Brief, Turn
from assistant.writers.chatting.asking import Request, known_people, request
from assistant.writers.chatting.calling import Call, Chunk, Waits
from assistant.writers.chatting.consent import shareable
from assistant.writers.chatting.modes import SCHEMA, Mode, Modes
from assistant.writers.chatting.packing import BUDGETS
from assistant.writers.chatting.patience import Line, Patience
from assistant.writers.chatting.providers import choose
from assistant.writers.chatting.pseudonyms import Known
from assistant.writers.chatting.rehearsing import turn_request

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.messages import BaseMessageChunk
    from langchain_core.runnables import Runnable

MOST_WRITTEN = 8_000
"""The most tokens a company's model may write for one draft."""

_CURRENT: ContextVar[tuple[Line, Patience, Waits] | None] = ContextVar("call", default=None)


class ChatWriter:
    """Drafts by the model that ``UPMENTOR_MODEL`` (and ``UPMENTOR_MODEL_URL``) name.

    ``env`` holds the keys. ``people`` gives everybody of the program, whose names are hidden from
    the model. ``price`` is for a million tokens in and out, ``budgets`` the most tokens of
    material by kind. One writer serves many threads.

    Raises:
        Invalid: when model and address do not name a provider that is known.
    """

    def __init__(
        self,
        model: str,
        url: str | None = None,
        *,
        env: Mapping[str, str] = {},
        people: Callable[[], Iterable[Person]] = tuple,
        waits: Waits = Waits(),  # noqa: B008 - frozen
        price: tuple[float, float] | None = None,
        budgets: Mapping[Kind, int] = BUDGETS,
    ) -> None:
        self.choice = choose(model, url)
        self.engine = self.choice.engine
        self.waits, self.price, self.modes = waits, price, Modes()
        self._env, self._people, self._budgets = env, people, budgets
        self._made: BaseChatModel | None = None
        self._making = Lock()

    @property
    def host(self) -> str:
        """The only host that this writer sends anything to."""
        return self.choice.host

    def version(self, kind: Kind) -> str:
        """The content hash of the kind's prompt."""
        return prompts.version(kind)

    def problem(self) -> str | None:
        """What must be installed or set before this model can be asked, or None."""
        return self.choice.problem(self._env)

    def write(self, brief: Brief, allowed_notes: Collection[str] = frozenset()) -> Iterator[Draft]:
        """Yield the draft whole again each time a statement is complete; the last is all of it.

        Raises:
            Invalid: when the model cannot be asked as things are set, or the question is too long.
            ModelFault: when no whole draft came; what had arrived is its ``partial``.
        """
        yield from self.call(brief, allowed_notes)

    def call(self, brief: Brief, allowed_notes: Collection[str] = frozenset()) -> Call:
        """The same as an object that tells what was sent, in which mode and what it took.

        ``allowed_notes`` are the ids of the reader's private notes that the reader allowed to be
        sent; every other private note stays here.

        Raises:
            Invalid: as ``write``.
        """
        self._ready()
        brief = shareable(brief, allowed_notes)
        asked = request(brief, self._known(brief), self._budgets[brief.kind], self.engine)
        return self._asking(brief, asked)

    def rehearse(self, brief: Brief, turns: Sequence[Turn]) -> Call:
        """One turn of a rehearsal in which the model plays the other side, and gives feedback.

        Raises:
            Invalid: as ``write``.
        """
        self._ready()
        return self._asking(brief, turn_request(brief, turns, self._known(brief), self.engine))

    def rehearsal_version(self) -> str:
        """The content hash of the rehearsal's prompt."""
        return prompts.rehearsal_version()

    def _ready(self) -> None:
        if problem := self.problem():
            raise Invalid(problem)
        self._model()  # libraries are loaded before the clock of the call runs

    def _known(self, brief: Brief) -> list[Known]:
        return known_people(brief, [Known(p.name, p.email, p.title) for p in self._people()])

    def _asking(self, brief: Brief, asked: Request) -> Call:
        def talk(mode: Mode, usage: bool, line: Line, patience: Patience) -> Iterator[Chunk]:
            return self._stream(asked, mode, usage, (line, patience, self.waits))

        return Call(
            brief, asked, self.choice.place, talk, engine=self.engine, modes=self.modes,
            waits=self.waits, price=self.price,
        )  # fmt: skip

    def runnable(self) -> "Runnable[Brief, Draft]":
        """This writer as a LangChain runnable from a Brief to the whole Draft."""
        from langchain_core.runnables import RunnableLambda

        def whole(brief: Brief) -> Draft:
            *_, last = self.write(brief)
            return last

        return RunnableLambda(whole)

    def _stream(
        self, asked: Request, mode: Mode, usage: bool, current: tuple[Line, Patience, Waits]
    ) -> Iterator[Chunk]:
        """Send the request once; every step runs in a context of its own, which is not traced."""
        from langsmith import tracing_context

        context = copy_context()
        context.run(_CURRENT.set, current)
        context.run(tracing_context(enabled=False).__enter__)
        stream = context.run(self._chain(mode, usage).stream, asked)
        try:
            while (message := context.run(next, stream, None)) is not None:
                yield _chunk(message)
        finally:
            if (close := getattr(stream, "close", None)) is not None:
                context.run(close)

    def _chain(self, mode: Mode, usage: bool) -> "Runnable[Request, BaseMessageChunk]":
        from langchain_core.messages import HumanMessage, SystemMessage
        from langchain_core.runnables import RunnableLambda

        model: Any = self._model()
        if self.choice.provider.strict:
            model = model if usage else model.model_copy(update={"stream_usage": False})
        if mode is Mode.JSON_SCHEMA:
            strict = {"strict": True} if self.choice.provider.strict else {}
            model = model.with_structured_output(SCHEMA, method="json_schema", **strict).first
        elif mode is Mode.TOOL_CALLING:
            model = model.with_structured_output(SCHEMA, method="function_calling").first
        prompt: Any = RunnableLambda(
            lambda r: [SystemMessage(content=r.system), HumanMessage(content=r.user)]
        )
        chain: Runnable[Request, BaseMessageChunk] = prompt | model
        return chain

    def _model(self) -> "BaseChatModel":
        with self._making:
            if self._made is None:
                from langchain.chat_models import init_chat_model

                # What it warns of (a mode that is refused) is found out and told here anyway.
                filterwarnings("ignore", category=UserWarning, module="langchain_openai")
                choice = self.choice
                self._made = init_chat_model(
                    choice.name, model_provider=choice.provider.name, **self._settings()
                )
                if choice.provider.name in ("anthropic", "perplexity"):
                    _hook(self._made)
            return self._made

    def _settings(self) -> dict[str, Any]:
        """How each provider's model is told address, key, limits and one single retry layer."""
        choice, seconds = self.choice, self.waits.patience
        if choice.provider.name == "ollama":
            client = {"timeout": seconds, "event_hooks": _hooks(), "follow_redirects": False}
            return {"base_url": choice.address, "client_kwargs": client}
        key = choice.key(self._env) or "no-key"
        common: dict[str, Any] = {"api_key": key, "timeout": seconds, "max_tokens": MOST_WRITTEN}
        if choice.provider.name == "google_genai":
            client = {"event_hooks": _hooks(), "follow_redirects": False}
            address = {"base_url": choice.address}
            return {**common, **address, "max_retries": 1, "client_args": client}
        common["max_retries"] = 0
        if choice.provider.name == "perplexity":
            return common
        common["base_url"] = choice.address
        if choice.provider.name == "anthropic":
            return common
        if choice.url:
            del common["max_tokens"]  # small servers count it against what they can read
            common["use_responses_api"] = False
        from openai import DefaultHttpxClient

        common["default_headers"] = {"Connection": "close"}  # one that was kept is often dead
        http = DefaultHttpxClient(event_hooks=_hooks(), follow_redirects=False)
        return {**common, "http_client": http, "stream_usage": True}


def _hooks() -> dict[str, list[Callable[[Any], None]]]:
    return {"request": [_sending], "response": [_answered]}


def _hook(model: Any) -> None:
    """Watch the connection of a library that takes no hooks, as far as it can be reached."""
    for name in ("_client", "client"):
        http: Any = getattr(getattr(model, name, None), "_client", None)
        if hasattr(http, "event_hooks"):
            http.event_hooks = _hooks()
            http.follow_redirects = False
            return


def _sending(http_request: Any) -> None:
    current = _CURRENT.get()
    if current is not None:
        line, patience, waits = current
        left = max(0.05, patience.left)
        line.watch(http_request, min(waits.connect, left), left)


def _answered(response: Any) -> None:
    current = _CURRENT.get()
    if current is not None:
        current[0].answered(response)


def _chunk(message: "BaseMessageChunk") -> Chunk:
    """What matters of a message's piece, whichever provider it came from."""
    extra, said = message.additional_kwargs, message.response_metadata
    calls = getattr(message, "tool_call_chunks", None) or []
    text = str(message.text) + "".join(call.get("args") or "" for call in calls)
    ending = said.get("finish_reason") or said.get("stop_reason") or said.get("done_reason")
    if ending is None and said.get("status") in ("completed", "incomplete"):
        ending = (said.get("incomplete_details") or {}).get("reason") or said["status"]
    used = getattr(message, "usage_metadata", None)
    usage = (used["input_tokens"], used["output_tokens"]) if used else None
    return Chunk(text, str(ending) if ending else None, usage, bool(extra.get("refusal")))
