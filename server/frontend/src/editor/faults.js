/** Faults in a query: where it leaves the grammar, and prefixes that it does not declare. */
import { syntaxTree } from "@codemirror/language";
import { say } from "../words.js";
import { declaration, declaredIn } from "./terms.js";

/**
 * @typedef {import("@codemirror/lint").Diagnostic} Diagnostic
 * @typedef {import("@codemirror/view").EditorView} EditorView
 */

/**
 * The first place where a query leaves the grammar, and each prefix that is not declared.
 * @param {Record<string, string>} prefixes known here
 * @returns {(view: EditorView) => Diagnostic[]}
 */
export const faults = (prefixes) => (view) => {
  const text = view.state.doc.toString();
  const declared = declaredIn(text);
  /** @type {Diagnostic[]} */
  const found = [];
  let wrong = false;
  syntaxTree(view.state).iterate({
    enter: ({ type, from, to }) => {
      const prefix = /^Pname_(ns|ln)$/.test(type.name) ? text.slice(from, to).split(":")[0] : null;
      if (type.isError && !wrong) found.push(unexpected(text, from, to));
      else if (prefix !== null && !declared.has(prefix)) found.push(undeclared(text, from, to, prefix, prefixes));
      wrong ||= type.isError;
    },
  });
  return found;
};

/** @param {string} text @param {number} from @param {number} to @returns {Diagnostic} */
function unexpected(text, from, to) {
  const ended = !text.slice(from).trim();
  const message = ended ? say("查询到此不完整", "the query is not complete here") : say("此处不合语法", "this does not fit the grammar");
  const start = ended ? text.trimEnd().length : from;
  return { from: Math.max(0, Math.min(start, text.length - 1)), to: Math.min(text.length, Math.max(to, start + 1)), severity: "error", message };
}

/**
 * @param {string} text @param {number} from @param {number} to @param {string} prefix
 * @param {Record<string, string>} prefixes
 * @returns {Diagnostic}
 */
function undeclared(text, from, to, prefix, prefixes) {
  const line = declaration(text, `${prefix}:`, prefixes);
  const mend = { name: say("补上声明", "declare it"), apply: (/** @type {EditorView} */ view) => view.dispatch({ changes: { from: 0, insert: line } }) };
  return { from, to, severity: "warning", message: say(`前缀 ${prefix}: 未声明`, `the prefix ${prefix}: is not declared`), actions: line ? [mend] : [] };
}
