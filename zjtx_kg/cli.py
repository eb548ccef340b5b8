"""The command line: each command calls one function and prints what it returns; messages go to standard error."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from zjtx_server.command import serve

from zjtx_kg import __version__
from zjtx_kg.collect.commands import add, remove
from zjtx_kg.console import Group, example, jobs, messages, plain, progress_bars, quiet
from zjtx_kg.resources import resource

if TYPE_CHECKING:
    from zjtx_kg.pipeline import Reading

OUT = Path("build")


@click.group(
    cls=Group,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "max_content_width": 110,
        "auto_envvar_prefix": "ZJTX_KG",
    },
)
@click.version_option(__version__, prog_name="zjtx-kg")
@click.pass_context
def main(ctx: click.Context) -> None:
    """Policy documents about 专精特新 enterprises as a knowledge graph that can be checked word by word."""
    ctx.obj = _own_release  # what `serve` serves where nothing is named


@main.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--explain", is_flag=True, help="Print the text instead, with what was found in it and by which rule.")
@click.option("--html", type=click.Path(path_type=Path), help="Write that explanation as a page to this file.")
@example("zjtx-kg extract data/sources/wuhan-2021.txt --html wuhan.html")
def extract(file: Path, explain: bool, html: Path | None) -> None:
    """Read FILE and print its record as JSON (docs/records.md); what could not be read goes to standard error."""
    from zjtx_kg.knowledge import load_knowledge
    from zjtx_kg.pipeline import read_document
    from zjtx_kg.read import read_source

    with messages.status(f"reading {plain(str(file))}"):  # shown on a terminal alone
        reading = read_document(read_source(file), load_knowledge())
    _show(reading, explain, html)


def _show(reading: Reading, explain: bool, html: Path | None) -> None:
    """The record, or what was asked for in its place."""
    from zjtx_kg.explain import explain_on, write_page
    from zjtx_kg.publish.report import line
    from zjtx_kg.records import dump_record

    if html:
        write_page(reading, html)
    if explain:
        explain_on(Console(highlight=False), reading)
    elif html:
        click.echo(html)
    else:
        click.echo(dump_record(reading.record), nl=False)
    for finding in reading.findings:
        messages.print(f"{finding.severity}: {plain(line(finding))}", soft_wrap=True)


main.add_command(add)
main.add_command(remove)


@main.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Folder with catalogue.toml and sources.  [default: the project's own]",
)
@click.option("--out", type=click.Path(path_type=Path), default=OUT, show_default=True, help="Folder of releases.")
@jobs
@quiet
@example("zjtx-kg build --out build")
def build(data: Path | None, out: Path, jobs: int | None, quiet: bool) -> None:
    """Build a release: read, extract, describe, validate, write, and switch to it. Prints the release's directory."""
    click.echo(_build(data, out, jobs, quiet))


def _build(data: Path | None, out: Path, jobs: int | None, quiet: bool) -> Path:
    from zjtx_kg.publish.build import build

    with progress_bars(quiet) as progress:
        return build(data or resource("data"), out, progress, jobs)


@main.command()
@click.option(
    "--release", type=click.Path(path_type=Path), default=OUT, show_default=True, help="Release or folder of releases."
)
@click.option("--reason", is_flag=True, help="Also check OWL consistency with HermiT (needs Java).")
@jobs
@quiet
@example("zjtx-kg validate --reason")
def validate(release: Path, reason: bool, jobs: int | None, quiet: bool) -> None:
    """Check a release: quotes in place, SHACL shapes for each policy, digests, and with --reason OWL consistency."""
    from zjtx_kg.publish.check import check_release

    with progress_bars(quiet) as progress:
        check = check_release(release, progress, reason=reason, jobs=jobs)
    for text in check.lines:
        click.echo(text)
    if check.error:
        raise check.error


main.add_command(serve)


def _own_release(quiet: bool) -> Path:
    """The release in force in the working folder; built from the carried documents where there is none."""
    from zjtx_kg.publish.release import current

    return current(OUT) or _build(None, OUT, None, quiet)


@main.command()
@click.option("--store", metavar="URL", required=True, help="Where the store takes queries.")
@click.option("--graph-store", metavar="URL", default="", help="Where it takes graphs.  [default: told from --store]")
@click.option(
    "--release", type=click.Path(path_type=Path), help="Release or folder of releases.  [default: build]", default=None
)
@click.option("--data", type=click.Path(path_type=Path), help="Load this RDF file instead of a release.")
@click.option("--user", default="", help="Name to sign in with; the password is taken from ZJTX_KG_STORE_PASSWORD.")
@quiet
@example("zjtx-kg load --store http://localhost:7878/query --release build")
def load(store: str, graph_store: str, release: Path | None, data: Path | None, user: str, quiet: bool) -> None:
    """Load a release, or any RDF file, into a SPARQL store elsewhere, graph by graph (docs/stores.md).

    Replaces each graph whole, the default graph by the union of all, and removes those of this project that the
    release no longer has; other named graphs stay. Prints the id of what is loaded.
    """
    from zjtx_server.remote.endpoint import connect
    from zjtx_server.remote.load import load as put

    if release and data:
        raise click.UsageError("give --release or --data, not both")
    endpoint = connect(store, graph_store, user, loads=True)
    with progress_bars(quiet) as progress:
        loaded = put(data or release or OUT, endpoint, progress)
    click.echo(loaded.edition)
    if not quiet:
        for line in loaded.lines:
            messages.print(plain(line), soft_wrap=True)


def _setting(_ctx: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> dict[str, str]:
    """Parameters by name."""
    pairs = [each.partition("=") for each in given]
    if wrong := [name for name, mark, _ in pairs if not mark]:
        raise click.BadParameter(f"{wrong[0]} is not of the form NAME=VALUE, such as region=340700")
    return {name: value for name, _, value in pairs}


@main.command()
@click.argument("query")
@click.option(
    "--release", type=click.Path(path_type=Path), default=OUT, show_default=True, help="Release or folder of releases."
)
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@click.option(
    "--set", "given", multiple=True, metavar="NAME=VALUE", callback=_setting, help="Set a parameter of a question."
)
@example("zjtx-kg query award-for-a-tier --set tier=srdi-sme --format csv")
def query(query: str, release: Path, form: str, given: dict[str, str]) -> None:
    """Run QUERY on a release: SPARQL, a file that holds it, or the name of a question (see `zjtx-kg questions`).

    The prefixes of the project are known.

    The answer to a CONSTRUCT or DESCRIBE query is Turtle, and has no other format. SERVICE is refused.
    """
    from zjtx_kg.publish.query import answer

    click.echo(answer(query, release, form, given), nl=False)


@main.command()
@example("zjtx-kg questions")
def questions() -> None:
    """List the questions that `zjtx-kg query NAME` answers, with what can be set in them (docs/questions.md)."""
    from zjtx_kg.publish.questions import list_questions

    click.echo(list_questions(), nl=False)


@main.command("match")
@click.option("--profile", type=click.Path(path_type=Path), help="Take the profile from this TOML or JSON file too.")
@click.option("--region", multiple=True, help="Name or code of a region; all without.")
@click.option("--reached", multiple=True, metavar="LEVEL:TIER", help="A title that the firm has had.")
@click.option("--new", multiple=True, metavar="LEVEL:TIER", help="A title that it has newly.")
@click.option("--kept", multiple=True, metavar="LEVEL:TIER", help="A title that was confirmed when it ran out.")
@click.option("--moved-in", is_flag=True, help="It has moved in, or its headquarters.")
@click.option("--listed", is_flag=True, help="It is listed on an exchange.")
@click.option("--quoted", is_flag=True, help="It is quoted on a board.")
@click.option("--standard", multiple=True, metavar="KIND", help="It has set a standard: international, national …")
@click.option("--prize", multiple=True, metavar="[LEVEL:]PRIZE", help="It has won one: quality-prize, contest-won …")
@click.option(
    "--did", multiple=True, metavar="[LEVEL:]OCCASION", help="Any other occasion, such as provincial:rd-body."
)
@click.option("--on", metavar="DAY", help="The day asked about, such as 2022-12-31.")
@click.option(
    "--release", type=click.Path(path_type=Path), default=OUT, show_default=True, help="Release or folder of releases."
)
@click.option("--format", "form", type=click.Choice(["table", "json", "csv"]), default="table", show_default=True)
@click.option("--store", metavar="URL", help="Ask this endpoint, such as http://127.0.0.1:8000/sparql, not a release.")
@example("zjtx-kg match --region 武汉市 --new national:little-giant --listed --on 2022-06-30")
def find_awards(profile: Path | None, release: Path, form: str, store: str | None, **said: Any) -> None:
    """Tell which awards a firm may claim, with the sum, the reason, the quote, and what the documents leave open.

    Without LEVEL any level fits. What is not known is refused with what there is (docs/match.md).
    """
    from zjtx_server.remote.asking import rows_from
    from zjtx_server.remote.endpoint import connect

    from zjtx_kg.match import load_profile, match_words
    from zjtx_kg.match.show import FORMS
    from zjtx_kg.publish.query import open_rows

    words = load_profile(profile) if profile else {}
    for key, value in said.items():
        given = ["1"] if value is True else [value] if isinstance(value, str) else list(value or ())
        words.setdefault(key.replace("_", "-"), []).extend(given)
    ask = rows_from(connect(store)) if store else open_rows(release)
    click.echo(FORMS[form](match_words(words, ask)), nl=False)


@main.command()
@click.option(
    "--data",
    type=click.Path(path_type=Path),
    help="Folder with catalogue.toml and sources.  [default: the project's own]",
)
@click.option("--gold", type=click.Path(path_type=Path), help="Folder of annotations.  [default: gold in --data]")
@click.option(
    "--pages",
    type=click.Path(path_type=Path),
    help="Evaluate the composed pages of this folder, with annotations beside them, instead of a catalogue.",
)
@click.option("--left-out", is_flag=True, help="Also read each region's documents without that region's own names.")
@click.option("--links", is_flag=True, help="Evaluate the links between documents instead of what is read in them.")
@click.option("--misses", is_flag=True, help="List every entry that is missing, extra or differs.")
@click.option("--json", is_flag=True, help="Print the figures as JSON.")
@click.option("--record", is_flag=True, help="Make these the recorded figures, whether they rose or fell.")
@quiet
@example("zjtx-kg evaluate --left-out --misses")
def evaluate(data: Path | None, gold: Path | None, pages: Path | None, **wanted: bool) -> None:
    """Score extraction against annotations, and compare the figures with the recorded ones.

    Precision, recall, F1 and exact F1 by kind and by document; what was won and lost. A fall is an error.
    """
    from zjtx_kg.evaluate.report import MEANING, evaluate_documents, evaluate_links, evaluate_pages
    from zjtx_kg.evaluate.show import report_json, show_report

    if pages and (gold or data or wanted["left_out"]):
        raise click.UsageError("--pages goes without --data, --gold and --left-out")
    if wanted["links"] and (pages or wanted["left_out"]):
        raise click.UsageError("--links goes without --pages and --left-out")
    data = data or resource("data")
    with progress_bars(wanted["quiet"]) as progress:
        if pages:
            report = evaluate_pages(pages, progress)
        elif wanted["links"]:
            report = evaluate_links(data, gold or data / "gold", progress)
        else:
            report = evaluate_documents(data, gold or data / "gold", progress, left_out=wanted["left_out"])
    click.echo(report_json(report) if wanted["json"] else show_report(report, wanted["misses"]), nl=False)
    for group in report.assessment:
        messages.print(f"{group}: {MEANING[group]}", soft_wrap=True)
    if wanted["record"]:
        report.record()
    else:
        report.refuse_falls()


if __name__ == "__main__":
    main()
