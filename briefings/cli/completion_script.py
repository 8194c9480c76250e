"""``briefing completion``."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from briefings.cli.completion import SHELLS, VARIABLE
from briefings.cli.options import Settings, pass_settings, shared_options
from briefings.cli.report import print_json


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@shared_options
@pass_settings
def completion(settings: Settings, shell: str) -> None:
    """Print the script that completes commands, dossiers, audiences, languages and formats in SHELL.

    Where the shell looks for such scripts, once; then open a new shell:

    \b
      bash  briefing completion bash > ~/.local/share/bash-completion/completions/briefing
      zsh   briefing completion zsh > ~/.zfunc/_briefing
            with `fpath+=~/.zfunc` before `compinit` in ~/.zshrc
      fish  briefing completion fish > ~/.config/fish/completions/briefing.fish

    The folder must be there; bash needs 4.4 or later. `briefing` must be on the PATH of the shell.

    \b
    Example (bash, for this shell only):
      eval "$(briefing completion bash)"
    """
    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"click completes no “{shell}”")
    command = click.get_current_context().find_root().command
    script = kind(command, {}, "briefing", VARIABLE).source()
    if settings.json:
        print_json({"shell": shell, "script": script})
    else:
        click.echo(script)
