"""A selection of a course's events as iCalendar, and the same events in other forms. Knows no HTTP."""
