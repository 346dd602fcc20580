"""A pair's history as a chart, and the same in words for whoever does not see it."""

import altair as alt
import streamlit as st

from assistant.domain import Pair
from assistant.ui import parts, wiring, words
from assistant.ui.markup import escape

_COLOURS = {
    "light": ("#0f5e55", "#b4690e", "#55605d"),
    "dark": ("#7ccdbd", "#e2ae66", "#a9b5b1"),
}
"""Done, open, and the words of the axes, on each background."""


def history(pair: Pair) -> None:
    """Actions agreed in each session, done and open, with what happened to the session."""
    if not pair.sessions:
        parts.empty("No history yet", "Log a session under Notes; it appears here.")
        return
    parts.section("Actions agreed in each session", "Done and still open, by session.")
    done_colour, open_colour, soft = _COLOURS.get(
        st.context.theme.type or "light", _COLOURS["light"]
    )
    rows = [
        {"session": _name(s.number, pair), "state": state, "actions": count}
        for s in pair.sessions
        for state, count in zip(("Done", "Open"), _counts(s.number, pair), strict=True)
    ]
    drawn = (
        alt.Chart(alt.InlineData(values=rows))
        .mark_bar(size=28, cornerRadiusEnd=2)
        .encode(
            x=alt.X(
                "session:N", title=None, sort=None, axis=alt.Axis(labelAngle=0, labelLimit=120)
            ),
            y=alt.Y("actions:Q", title="Actions", axis=alt.Axis(tickMinStep=1, format="d")),
            color=alt.Color(
                "state:N",
                title=None,
                scale=alt.Scale(domain=["Done", "Open"], range=[done_colour, open_colour]),
                legend=alt.Legend(orient="top"),
            ),
            order=alt.Order("state:N"),
            tooltip=["session:N", "state:N", "actions:Q"],
        )
        .properties(height=260)
        .configure_axis(labelColor=soft, titleColor=soft, labelFontSize=13, titleFontSize=13)
        .configure_legend(labelColor=soft, labelFontSize=13)
    )
    st.altair_chart(drawn, alt=_in_words(pair))
    st.html(_table(pair))


def _name(number: int, pair: Pair) -> str:
    status = next(s.status for s in pair.sessions if s.number == number)
    return f"{number} {words.SESSIONS[status].lower()}"


def _counts(number: int, pair: Pair) -> tuple[int, int]:
    agreed = [a for a in pair.actions if a.session == number]
    done = sum(a.done_on is not None for a in agreed)
    return done, len(agreed) - done


def _in_words(pair: Pair) -> str:
    return "; ".join(
        f"session {_name(s.number, pair)}: {done} done, {left} open"
        for s in pair.sessions
        for done, left in [_counts(s.number, pair)]
    )


def _table(pair: Pair) -> str:
    names = wiring.names(pair)
    head = "".join(f"<th scope='col'>{escape(n)}'s check-in</th>" for n in names.values())
    rows = []
    for session in pair.sessions:
        done, left = _counts(session.number, pair)
        pulses = {c.by: c for c in pair.check_ins if c.session == session.number}
        felt = "".join(
            f"<td>useful {pulses[e].useful}, heard {pulses[e].heard}</td>"
            if e in pulses
            else "<td>–</td>"
            for e in names
        )
        rows.append(
            f"<tr><th scope='row'>Session {session.number}</th>"
            f"<td>{words.day(session.held_on)}</td><td>{words.SESSIONS[session.status]}</td>"
            f"<td>{done} of {done + left}</td>{felt}</tr>"
        )
    return (
        '<div class="up-table"><table><caption>The same as a table. Check-ins go from 1 to 5.'
        "</caption><thead><tr><th scope='col'>Session</th><th scope='col'>Date</th>"
        f"<th scope='col'>What happened</th><th scope='col'>Actions done</th>{head}</tr></thead>"
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )
