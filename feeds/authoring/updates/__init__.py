"""An import into a course that is there: the differences, written where they belong."""
