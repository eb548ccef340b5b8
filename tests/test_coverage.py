"""Numbers that no entry took are reported with their place; thresholds, times and names are not."""

from zjtx_kg.extract.coverage import unread
from zjtx_kg.extract.targets import find_targets
from zjtx_kg.model import Document, Fields, Measure, Passage, Quote, Record, Source, Span
from zjtx_kg.vocabulary import load_vocabulary


def record(text: str, *, with_targets: bool) -> tuple[Document, Record]:
    """A document of one measure, with its targets or with none."""
    document = Document(Source("made", "made.txt", "", "utf-8", text), text, range(len(text)))
    quote = document.quote(Span(0, len(text)), "made")
    measure = Measure("m1", "1", None, (), text, (), quote)
    targets = find_targets([Passage(text, 0, "m1")], load_vocabulary("tiers"), False) if with_targets else ()
    return document, Record("made", Fields(), (measure,), (), (), targets, ())


def test_a_number_that_no_entry_took_is_reported_with_its_place() -> None:
    document, made = record("每年新增高新技术企业300家。对新认定的给予50万元奖励。", with_targets=False)
    findings = unread(document, made)
    assert [f.span.of(document.text) for f in findings if f.span] == ["300家", "50万元"]
    assert {f.rule for f in findings} == {"coverage.unread-number"}


def test_numbers_in_entries_and_named_exceptions_are_not_reported() -> None:
    text = "从销售额5000万元以上的企业中筛选,3年内每年新增高新技术企业300家,每家企业至少走访2次,进入全国前10名。"
    assert unread(*record(text, with_targets=True)) == ()


def test_a_record_without_measures_has_no_main_text() -> None:
    text = "新增企业300家。"
    document = Document(Source("made", "made.txt", "", "utf-8", text), text, range(len(text)))
    assert unread(document, Record("made", Fields(), (), (), (), (), ())) == ()


def test_quotes_are_places_of_the_text() -> None:
    document, made = record("每年新增高新技术企业300家。", with_targets=True)
    quotes: list[Quote] = [target.quote for target in made.targets]
    assert [document.text[q.span.start : q.span.end] for q in quotes] == [q.text for q in quotes]
