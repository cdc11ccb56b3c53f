"""The commands for the people who edit the data."""

import click

from feeds.cli.check import check
from feeds.cli.diff import diff
from feeds.cli.export import export
from feeds.cli.import_file import import_file
from feeds.cli.new import new
from feeds.cli.record import record
from feeds.cli.schema import schema


@click.group()
@click.version_option(package_name="feeds")
def main() -> None:
    """Course calendars from data that people edit by hand."""


main.add_command(check)
main.add_command(diff)
main.add_command(export)
main.add_command(import_file)
main.add_command(new)
main.add_command(record)
main.add_command(schema)
