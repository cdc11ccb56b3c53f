"""The course: what is taught, when and by whom. Knows no iCalendar and no HTTP."""
