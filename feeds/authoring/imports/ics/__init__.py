"""A calendar of another program."""
