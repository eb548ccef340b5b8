"""What all commands share: messages and progress on standard error, errors as messages, help with an example."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from inspect import cleandoc
from typing import Any

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from zjtx_kg.errors import ZjtxError

messages = Console(stderr=True, highlight=False)


class Command(click.Command):
    """A command whose errors are one message on standard error and an exit code that tells the kind."""

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; turn the project's errors into messages."""
        try:
            return super().invoke(ctx)
        except ZjtxError as error:
            messages.print(f"[bold red]error:[/] {plain(str(error))}", soft_wrap=True)
            ctx.exit(error.exit_code)


class Group(click.Group):
    """The commands in the order of their use, all of them `Command`."""

    command_class = Command

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order of definition."""
        return list(self.commands)


def printable(text: str) -> str:
    """The text without what would steer a terminal."""
    return "".join(each if each.isprintable() or each in "\t\n\u3000" else "�" for each in text)


def plain(text: str) -> str:
    """The text as it is to be shown within rich's markup: neither that nor the terminal's codes are seen in it."""
    return escape(printable(text))


def example(text: str) -> Callable[[Any], Any]:
    """Give a command's help its example."""

    def with_example(function: Any) -> Any:
        function.__doc__ = f"{cleandoc(function.__doc__)}\n\n\b\nExample:\n  {text}"
        return function

    return with_example


jobs = click.option("--jobs", type=click.IntRange(min=1), help="Processes.  [default: one a processor]")
quiet = click.option("-q", "--quiet", is_flag=True, help="Show no progress.")


@contextmanager
def progress_bars(quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """A bar for each step that is told of."""
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    bars = Progress(*columns, console=messages, disable=quiet)
    tasks: dict[str, Any] = {}

    def progress(step: str, done: int, total: int) -> None:
        if not tasks:
            bars.start()  # not before: without a step nothing is shown, not even an empty line
        if step not in tasks:
            tasks[step] = bars.add_task(step, total=total)
        bars.update(tasks[step], completed=done, total=total)

    try:
        yield progress
    finally:
        if tasks:
            bars.stop()
