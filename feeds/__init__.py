"""Course calendars: YAML that staff edit by hand, served as iCalendar feeds."""
