"""The pages. They show what Coach gives and hand back what a person typed; nothing is decided here."""
