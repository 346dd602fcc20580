"""Upmentor's pages: who is signed in, and which pages they get."""

import streamlit as st

from assistant.errors import UpmentorError
from assistant.ui import frame, routes, staying, wiring

st.set_page_config(page_title="Upmentor", page_icon=frame.ICON, layout="wide")
frame.style()

try:
    staying.resume()
    person = wiring.person()
except UpmentorError as error:
    frame.refused(error)
    st.stop()

roles = person.roles if person else ()
frame.script(person)
page = st.navigation(routes.pages_for(roles), position="sidebar" if person else "hidden")
if person:
    frame.sidebar(person)
frame.told()
try:
    page.run()
except Exception as error:  # noqa: BLE001 - whatever it is, a person is told one sentence
    frame.unexpected(error)
