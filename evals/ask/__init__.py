"""Ask, from end to end, on whole programs that other people wrote."""
