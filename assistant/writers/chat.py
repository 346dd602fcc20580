"""The writer that asks a language model, by the chain in ``chatting/chain.py``.

Nothing is sent unless a brief is written: the model is made and its library imported at the first
call. The model gets no tools; tool calling is only one of the ways to get a draft's JSON.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextvars import copy_context
from dataclasses import replace
from threading import Lock
from typing import TYPE_CHECKING, Any
from warnings import filterwarnings

from assistant import prompts
from assistant.domain import Person
from assistant.drafts import Draft, Kind
from assistant.errors import Invalid
from assistant.writers import Brief, Turn
from assistant.writers.chatting import examples
from assistant.writers.chatting.asking import Request, Room, known_people, request
from assistant.writers.chatting.calling import Call
from assistant.writers.chatting.consent import shareable
from assistant.writers.chatting.hooks import CURRENT, hook, hooks
from assistant.writers.chatting.listening import Chunk
from assistant.writers.chatting.modes import Mode, Modes, schema
from assistant.writers.chatting.packing import BUDGETS, SMALL_BUDGET
from assistant.writers.chatting.patience import Line, Patience, Waits
from assistant.writers.chatting.providers import choose
from assistant.writers.chatting.pseudonyms import Known
from assistant.writers.chatting.rehearsing import BUDGET, turn_request
from assistant.writers.chatting.serving import OLLAMA_CONTEXT, UNKNOWN, Served, look

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel
    from langchain_core.runnables import Runnable

MOST_WRITTEN = 8_000
"""The most tokens a company's model may write for one draft."""
SMALL_WRITTEN = 1_500
"""The same for a small model, which may not know when to end."""


class ChatWriter:
    """Drafts by the model that ``UPMENTOR_MODEL`` (and ``UPMENTOR_MODEL_URL``) name.

    ``env`` holds the keys. ``people`` gives everybody of the program, whose names are hidden from
    the model. ``price`` is for a million tokens in and out, ``budgets`` the most tokens of
    material by kind, ``context`` what the model reads at once where its server does not tell.
    One writer serves many threads.

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
        context: int | None = None,
    ) -> None:
        self.choice = choose(model, url)
        self.engine = self.choice.engine
        self.waits, self.price, self.modes = waits, price, Modes()
        self._env, self._people, self._budgets = env, people, budgets
        self._context, self._served, self._looked = context, UNKNOWN, False
        self._made: BaseChatModel | None = None
        self._making = Lock()

    @property
    def host(self) -> str:
        """The only host that this writer sends anything to."""
        return self.choice.host

    def version(self, kind: Kind) -> str:
        """The content hash of the kind's prompt, as the last call asked for it."""
        return prompts.version(kind, self._served.small)

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
        people, most = self._known(brief), self._budgets[brief.kind]
        return self._asking(brief, lambda served: request(brief, people, self._room(most, served)))

    def rehearse(self, brief: Brief, turns: Sequence[Turn]) -> Call:
        """One turn of a rehearsal in which the model plays the other side, and gives feedback.

        Raises:
            Invalid: as ``write``.
        """
        self._ready()
        people = self._known(brief)
        return self._asking(
            brief, lambda served: turn_request(brief, turns, people, self._room(BUDGET, served))
        )

    def examples(self, brief: Brief) -> Call:
        """Example questions for the parts of the one guideline that the brief holds.

        Raises:
            Invalid: when the model cannot be asked as things are set.
        """
        self._ready()
        people, most = self._known(brief), examples.BUDGET
        return self._asking(
            brief, lambda served: examples.examples_request(brief, people, self._room(most, served))
        )

    def rehearsal_version(self) -> str:
        """The content hash of the rehearsal's prompt, as the last call asked for it."""
        return prompts.rehearsal_version(self._served.small)

    def _ready(self) -> None:
        if problem := self.problem():
            raise Invalid(problem)
        self._model()  # libraries are loaded before the clock of the call runs
        if not self._looked:
            found = look(self.choice, self.choice.key(self._env))
            self._looked = found is not None
            found = found or UNKNOWN
            self._served = replace(found, context=self._context or found.context)

    def _known(self, brief: Brief) -> list[Known]:
        return known_people(brief, [Known(p.name, p.email, p.title) for p in self._people()])

    def _room(self, material: int, served: Served) -> Room:
        if served.small:
            material = min(material, SMALL_BUDGET)
        left = None
        if served.context is not None:
            left = served.context - min(self._written(served), served.context // 3)
        return Room(material, left, served.small, self.engine)

    def _written(self, served: Served) -> int:
        return SMALL_WRITTEN if served.small else MOST_WRITTEN

    def _asking(self, brief: Brief, asked: Callable[[Served], Request]) -> Call:
        def talk(
            to_send: Request, mode: Mode, usage: bool, line: Line, patience: Patience
        ) -> Iterator[Chunk]:
            return self._stream(to_send, mode, usage, (line, patience, self.waits))

        def refit(context: int) -> Request:
            self._served = replace(self._served, context=context)
            return asked(self._served)

        served = self._served
        return Call(
            brief, asked(served), self.choice.place, talk, engine=self.engine, modes=self.modes,
            waits=self.waits, price=self.price, steady=served.listed, refit=refit,
        )  # fmt: skip

    def _stream(
        self, asked: Request, mode: Mode, usage: bool, current: tuple[Line, Patience, Waits]
    ) -> Iterator[Chunk]:
        """Send the request once; every step runs in a context of its own, which is not traced."""
        from langsmith import tracing_context

        from assistant.writers.chatting.chain import answering

        context = copy_context()
        context.run(CURRENT.set, current)
        context.run(tracing_context(enabled=False).__enter__)
        chain = answering(self._formed(asked, mode, usage))
        stream = context.run(chain.stream, asked)
        try:
            while (chunk := context.run(next, stream, None)) is not None:
                yield chunk
        finally:
            if (close := getattr(stream, "close", None)) is not None:
                context.run(close)

    def _formed(self, asked: Request, mode: Mode, usage: bool) -> "Runnable[Any, Any]":
        """The model, told which form to fill and how much it may write."""
        model: Any = self._model()
        served, strict = self._served, self.choice.provider.strict
        changes: dict[str, Any] = {} if usage or not strict else {"stream_usage": False}
        if self.choice.url and strict and served.context is not None:
            left = max(64, served.context - asked.counts["total"])
            changes["extra_body"] = {"max_tokens": min(self._written(served), left)}
        model = model.model_copy(update=changes) if changes else model
        form = schema(served.small, asked.sources)
        # Of what LangChain makes of a form only the model is taken: our parser reads what arrives.
        if mode is Mode.JSON_SCHEMA:
            held = {"strict": True} if strict else {}
            model = model.with_structured_output(form, method="json_schema", **held).first
        elif mode is Mode.TOOL_CALLING:
            model = model.with_structured_output(form, method="function_calling").first
        formed: Runnable[Any, Any] = model
        return formed

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
                    hook(self._made)
            return self._made

    def _settings(self) -> dict[str, Any]:
        """How each provider's model is told address, key, limits and one single retry layer."""
        choice, seconds = self.choice, self.waits.patience
        if choice.provider.name == "ollama":
            client = {"timeout": seconds, "event_hooks": hooks(), "follow_redirects": False}
            reads = self._context or OLLAMA_CONTEXT
            return {"base_url": choice.address, "client_kwargs": client, "num_ctx": reads}
        key = choice.key(self._env) or "no-key"
        common: dict[str, Any] = {"api_key": key, "timeout": seconds, "max_tokens": MOST_WRITTEN}
        if choice.provider.name == "google_genai":
            client = {"event_hooks": hooks(), "follow_redirects": False}
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
        http = DefaultHttpxClient(event_hooks=hooks(), follow_redirects=False)
        return {**common, "http_client": http, "stream_usage": True}
