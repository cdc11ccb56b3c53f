"""The courses over HTTP: feeds for calendars, pages for people."""
