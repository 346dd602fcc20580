"""``upmentor disable`` and ``enable``: shutting a person out at once, and letting them in again."""

from argparse import Namespace

from assistant.cli import opening
from assistant.cli.output import say, say_json, warn
from assistant.domain import Role


def disable(arguments: Namespace) -> int:
    """``upmentor disable EMAIL``: the person sees nothing from their next click on."""
    return _switch(arguments, off=True)


def enable(arguments: Namespace) -> int:
    """``upmentor enable EMAIL``: the person comes in as before."""
    return _switch(arguments, off=False)


def _switch(arguments: Namespace, *, off: bool) -> int:
    with opening.coach(opening.settings()) as coach:
        person = coach.disable(arguments.email, off)
        admins = [p for p in coach.people() if Role.ADMIN in p.roles and not p.disabled]
    if arguments.json:
        say_json({"email": person.email, "name": person.name, "disabled": person.disabled})
    elif off:
        say(f"{person.name} ({person.email}) has no access from now on; nothing was deleted.")
    else:
        say(f"{person.name} ({person.email}) has access.")
    if off and Role.ADMIN in person.roles and not admins:
        warn("no admin has access now; `upmentor enable EMAIL` lets one in.")
    return 0
