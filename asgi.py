"""What ``upmentor serve`` starts: the pages of app.py, and the addresses beside them."""

from pathlib import Path

from streamlit.starlette import App

from assistant.ui.beside import routes

app = App(Path(__file__).with_name("app.py"), routes=routes())
