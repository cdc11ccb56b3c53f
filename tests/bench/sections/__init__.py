"""What is measured, a module for each section of the table; `measure` gives its figures."""
