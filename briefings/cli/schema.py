"""``briefing schema``."""

from __future__ import annotations

import click

from briefings.cli.options import Settings, pass_settings, shared_options
from briefings.cli.report import print_json
from briefings.schemas import FOLDERS, schema_path


@click.command()
@click.argument("name", type=click.Choice(tuple(FOLDERS)), required=False)
@click.option("--write", is_flag=True, help="Write them into the workspace, where its files look for them.")
@shared_options
@pass_settings
def schema(settings: Settings, name: str | None, write: bool) -> None:
    """Print the JSON Schema of accord.yaml, of house.yaml, or of an audience's front matter.

    Without a name, say where each is kept. An editor that knows YAML completes and checks a file whose first line
    names its schema: `briefing init` and `briefing new` write that line and put the schema there. After an update of
    briefing, write the schemas again.

    \b
    Examples:
      briefing schema accord
      briefing schema --write
    """
    names = (name,) if name else tuple(FOLDERS)
    if write:
        _write(settings, names)
    elif name:
        from briefings.schemas.subjects import schema_text

        click.echo(schema_text(name), nl=False)
    elif settings.json:
        print_json({each: schema_path(each) for each in names})
    else:
        for each in names:
            click.echo(f"{each:9} {schema_path(each)}")


def _write(settings: Settings, names: tuple[str, ...]) -> None:
    from briefings.scaffold import write_schemas

    written = write_schemas(settings.find_workspace(), names)
    if settings.json:
        print_json({"written": list(written)})
    elif not settings.quiet:
        click.echo("\n".join(f"wrote {path}" for path in written) or "all schemas are up to date")
