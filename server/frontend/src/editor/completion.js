/** Completion: variables of the query, words of the language, and the terms that this server knows. */
import { syntaxTree } from "@codemirror/language";
import { declaration } from "./terms.js";

/**
 * @typedef {import("./terms.js").Terms} Terms
 * @typedef {import("@codemirror/autocomplete").Completion} Completion
 */

const WORDS = [
  "SELECT", "DISTINCT", "WHERE", "FILTER", "OPTIONAL", "UNION", "MINUS", "GRAPH", "VALUES", "BIND", "AS", "PREFIX",
  "CONSTRUCT", "ASK", "DESCRIBE", "FROM", "FROM NAMED", "GROUP BY", "HAVING", "ORDER BY", "ASC", "DESC", "LIMIT", "OFFSET",
  "NOT EXISTS", "EXISTS", "IN", "COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT", "CONTAINS", "STRSTARTS",
  "STRENDS", "REGEX", "REPLACE", "STR", "LANG", "LANGMATCHES", "DATATYPE", "BOUND", "IF", "COALESCE", "YEAR", "MONTH",
  "CONCAT", "SUBSTR", "STRLEN", "IRI", "STRAFTER", "STRBEFORE", "ISIRI", "ISLITERAL", "UNDEF",
];
const MOST = 60; // shown at once
const WORD = /[?$]?[\p{L}\p{N}_:.-]*$/u;

/**
 * @param {Terms} terms
 * @returns {import("@codemirror/autocomplete").CompletionSource}
 */
export const completions = (terms) => (context) => {
  const { state, pos, explicit } = context;
  const line = state.doc.lineAt(pos);
  const word = WORD.exec(line.text.slice(0, pos - line.from))?.[0] ?? "";
  if (!explicit && word.length < (/^[?$]/.test(word) ? 1 : 2)) return null;
  if (inWordsOfOthers(state, pos)) return null;
  const text = state.doc.toString();
  const before = line.text.slice(0, pos - line.from - word.length);
  const options = /\bPREFIX\s+$/i.test(before) ? prefixes(terms) : /^[?$]/.test(word) ? variables(text, word) : named(terms, word, before);
  return { from: pos - word.length, options, filter: false };
};

/** Whether a place lies in a string or a comment. @param {import("@codemirror/state").EditorState} state @param {number} at */
function inWordsOfOthers(state, at) {
  return /String|Comment/.test(syntaxTree(state).resolveInner(at, -1).name);
}

/** @param {Terms} terms @returns {Completion[]} */
const prefixes = ({ prefixes: all }) =>
  Object.entries(all).map(([prefix, iri]) => ({ label: `${prefix}: <${iri}>`, type: "namespace" }));

/** @param {string} text @param {string} word that is being written @returns {Completion[]} */
function variables(text, word) {
  const names = new Set([...text.matchAll(/[?$][\p{L}\p{N}_]+/gu)].map(([name]) => name));
  names.delete(word);
  return [...names].filter((name) => name.startsWith(word)).sort().map((label) => ({ label, type: "variable" }));
}

/**
 * Terms whose name or label holds the word, those that begin with it and those fit for the place first.
 * @param {Terms} terms @param {string} word @param {string} before in the line
 * @returns {Completion[]}
 */
function named({ prefixes: all, terms }, word, before) {
  const sought = word.toLowerCase();
  const wanted = /\b(a|rdf:type)\s+$/.test(before) ? "class" : /([?$][\p{L}\p{N}_]+|;)\s*$/u.test(before) ? "property" : "";
  const found = terms.filter((term) => term.folded.includes(sought));
  /** @param {import("./terms.js").Term} term */
  const rank = ({ name, label, kind }) => {
    const begins = name.toLowerCase().startsWith(sought) || label.startsWith(sought) || name.toLowerCase().includes(`:${sought}`);
    return (wanted && kind !== wanted ? 2 : 0) + (begins ? 0 : 1);
  };
  const ranked = found.map((term) => ({ term, at: rank(term) })).sort((one, other) => one.at - other.at);
  const words = WORDS.filter((each) => sought && each.toLowerCase().startsWith(sought)).map((label) => ({ label, type: "keyword" }));
  return [...words, ...ranked.slice(0, MOST).map(({ term }) => optionOf(term, all))];
}

/** @param {import("./terms.js").Term} term @param {Record<string, string>} prefixes @returns {Completion} */
function optionOf({ name, kind, label }, prefixes) {
  return {
    label: name,
    detail: label,
    type: kind === "concept" ? "constant" : kind,
    apply: (view, _option, from, to) => {
      const declared = declaration(view.state.doc.toString(), name, prefixes);
      view.dispatch({
        changes: [{ from: 0, insert: declared }, { from, to, insert: name }],
        selection: { anchor: from + declared.length + name.length },
        userEvent: "input.complete",
      });
    },
  };
}
