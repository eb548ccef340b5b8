"""`zjtx-kg add` and `zjtx-kg remove`: show what would be done, ask, do it."""

from __future__ import annotations

import datetime
import shlex
import sys
from pathlib import Path

import click
from rich.text import Text

from zjtx_kg.console import Command, example, jobs, messages, plain, progress_bars, quiet

CHECKOUT = Path("data")
NEW = Path("policies")

folder_option = click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Folder of sources.  [default: data where it has a catalogue.toml, else policies]",
)
yes_option = click.option("--yes", is_flag=True, help="Do not ask.")


@click.command(cls=Command)
@click.argument("paths", metavar="FILE…|DIR…", nargs=-1, required=True, type=click.Path(path_type=Path))
@folder_option
@click.option("--id", help="Id of the one document.  [default: region and year, else the file's name]")
@click.option("--origin", help="Who published it, and how it came here.")
@click.option("--licence", help="On what terms it may be used.")
@click.option("--note", help="What else is to know.")
@yes_option
@jobs
@quiet
@example("zjtx-kg add downloads/ --origin 'Site of the city government, 2024' --yes")
def add(
    *,
    paths: tuple[Path, ...],
    data: Path | None,
    id: str | None,
    yes: bool,
    jobs: int | None,
    quiet: bool,
    **terms: str | None,
) -> None:
    """Read documents, show what was found in them, and put them into a folder of sources.

    Of a folder all documents in it are taken. Nothing is written before you say yes; what is there already stays as
    it is. Prints the ids of what was added.
    """
    from zjtx_kg.collect import Terms
    from zjtx_kg.collect import add as put
    from zjtx_kg.collect import plan as planned
    from zjtx_kg.collect.show import show_left_out, show_plan

    folder = data or default_folder()
    with progress_bars(quiet) as progress:
        plan = planned(paths, folder, id, progress, jobs)
    for part in show_left_out(plan) if quiet and yes else show_plan(plan):
        messages.print(part, soft_wrap=isinstance(part, Text))
    if plan.error:
        raise plan.error
    if plan.new:
        _confirm(f"Add {_documents(len(plan.new))} to {folder}?", yes)
    entries = put(plan, Terms(**terms))
    for entry in entries:
        click.echo(entry.id)
    if entries and not quiet:
        command = shlex.join(["zjtx-kg", "build", "--data", str(folder)])
        messages.print(f"{_documents(len(entries))} added. Build a release: {plain(command)}", soft_wrap=True)


@click.command(cls=Command)
@click.argument("ids", metavar="ID…", nargs=-1, required=True)
@folder_option
@click.option("--reason", default="", help="Why, in words for everybody.")
@click.option("--date", type=click.DateTime(["%Y-%m-%d"]), help="The day on which it is withdrawn.  [default: today]")
@yes_option
@quiet
@example("zjtx-kg remove anlan-2024 --data policies --reason 'Replaced by anlan-2025'")
def remove(
    *, ids: tuple[str, ...], data: Path | None, reason: str, date: datetime.datetime | None, yes: bool, quiet: bool
) -> None:
    """Take documents out of a folder of sources, with their files; says how to have them back.

    In the next release their addresses answer that they are gone, when and why.
    """
    from zjtx_kg.collect import plan_removal
    from zjtx_kg.collect import remove as take_out
    from zjtx_kg.collect.show import show_removals

    folder = data or default_folder()
    removals = plan_removal(ids, folder)
    if not (quiet and yes):
        messages.print(show_removals(removals))
    for removal in removals:
        if removal.corrections:
            some = f"{removal.corrections} correction{'s' if removal.corrections > 1 else ''}"
            left = f"corrections.toml has {some} of {removal.entry.id}"
            messages.print(f"{left}: take them out, or a build will stop at them", soft_wrap=True)
    _confirm(f"Remove {_documents(len(removals))} from {folder}, with their files?", yes)
    take_out(removals, folder, date.date() if date else datetime.date.today(), reason)
    for removal in removals:
        click.echo(removal.entry.id)
        if not quiet:
            back = f"to have it back, from a copy of its file (SHA-256 {removal.entry.sha256}):"
            messages.print(f"{back}\n  {plain(removal.way_back(folder))}", soft_wrap=True)


def default_folder() -> Path:
    """The folder that is meant where none is named: the checkout's own in a checkout, else a new one."""
    return CHECKOUT if (CHECKOUT / "catalogue.toml").is_file() else NEW


def _confirm(question: str, yes: bool) -> None:
    """Ask, unless told not to; without a terminal there is nobody to ask."""
    if yes:
        return
    if not sys.stdin.isatty():
        raise click.UsageError(
            "there is no terminal to ask on, so nothing was changed; above is what would be done: say --yes to do it."
        )
    click.confirm(question, abort=True, err=True)


def _documents(number: int) -> str:
    return f"{number} document{'' if number == 1 else 's'}"
