"""The pages: they show what Coach gives and hand back what is typed; nothing is decided here."""
