"""What is known of the languages people write in; search, writers and checks read it here."""
