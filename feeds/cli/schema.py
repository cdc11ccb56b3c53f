"""`feeds schema`: what editors need to help with the data files."""

from pathlib import Path

import click

from feeds.course.schema.json_schema import schemas


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="DIR")
def schema(folder: Path) -> None:
    """Write the JSON Schema of each data file into DIR, for editors."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (folder / name).write_text(text, encoding="utf-8")
        click.echo(folder / name)
