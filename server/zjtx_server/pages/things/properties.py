"""What properties of vocabularies that are not ours are called on the pages; ours have labels in the graph."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext as _

from zjtx_kg.iris import PREFIXES

NAMES: dict[str, Any] = {
    PREFIXES[prefix] + name: words
    for prefix, name, words in (
        ("rdf", "type", _("类型")),
        ("dcterms", "isPartOf", _("属于")),
        ("dcterms", "license", _("许可")),
        ("dcterms", "publisher", _("发布者")),
        ("dcterms", "source", _("来源文件")),
        ("dcterms", "title", _("标题")),
        ("dcat", "distribution", _("文件下载")),
        ("dcat", "version", _("版本")),
        ("dqv", "computedOn", _("所计文件")),
        ("dqv", "isMeasurementOf", _("指标")),
        ("dqv", "value", _("值")),
        ("prov", "wasDerivedFrom", _("依据")),
        ("prov", "wasQuotedFrom", _("原文")),
        ("skos", "altLabel", _("别名")),
        ("skos", "broader", _("上位")),
        ("skos", "definition", _("定义")),
        ("skos", "example", _("例子")),
        ("skos", "inScheme", _("词表")),
        ("skos", "notation", _("代码")),
        ("skos", "prefLabel", _("名称")),
        ("skos", "topConceptOf", _("词表的顶层")),
    )
}
