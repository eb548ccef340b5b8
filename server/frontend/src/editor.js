/**
 * Makes an editor of the query's text area: colours, completion, faults marked, Ctrl-Enter to ask. The text area stays
 * what is sent; without this script it is what people write in.
 */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { forEachDiagnostic, linter, lintKeymap } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { sparql } from "codemirror-lang-sparql";
import { completions } from "./editor/completion.js";
import { faults } from "./editor/faults.js";
import { look } from "./editor/look.js";
import { fetchTerms } from "./editor/terms.js";
import { typesOver } from "./editor/typing.js";
import { english, say } from "./words.js";

const CHINESE = {
  Completions: "补全",
  "Diagnostics": "语法问题",
  "No diagnostics": "没有问题",
  close: "关闭",
  "current match": "当前匹配",
};

/** @param {HTMLFormElement} form @param {HTMLTextAreaElement} area */
async function edit(form, area) {
  const terms = await fetchTerms(form.dataset.terms ?? "").catch(() => ({ prefixes: {}, terms: [] }));
  const frame = document.createElement("div");
  frame.className = "editor";
  const status = statusLine();
  area.after(frame);
  form.querySelector(".controls")?.append(status);
  const view = new EditorView({
    parent: frame,
    state: EditorState.create({
      doc: area.value.trim(),
      extensions: [
        keymap.of([{ key: "Mod-Enter", run: () => (form.requestSubmit(), true) }]),
        keymap.of([...closeBracketsKeymap, ...completionKeymap, ...historyKeymap, ...lintKeymap, ...defaultKeymap]),
        [lineNumbers(), history(), drawSelection(), bracketMatching(), closeBrackets(), highlightActiveLine()],
        [sparql(), look, typesOver, english ? [] : EditorState.phrases.of(CHINESE)],
        autocompletion({ override: [completions(terms)], icons: false }),
        linter(faults(terms.prefixes), { delay: 400 }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-labelledby": "query-label", spellcheck: "false" }),
        EditorView.updateListener.of(({ state }) => tell(status, state)),
      ],
    }),
  });
  area.hidden = true;
  area.required = false; // a hidden field cannot be pointed at
  form.querySelector("label[for=query]")?.addEventListener("click", () => view.focus());
  form.addEventListener("submit", () => { area.value = view.state.doc.toString(); });
  goTo(view, Number(form.dataset.line), Number(form.dataset.column));
}

function statusLine() {
  const line = document.createElement("p");
  line.className = "status";
  line.setAttribute("role", "status");
  return line;
}

/** Says the first fault in words. @param {HTMLElement} status @param {EditorState} state */
function tell(status, state) {
  let first = "";
  forEachDiagnostic(state, ({ message }, from) => {
    const line = state.doc.lineAt(from);
    first ||= say(`第 ${line.number} 行第 ${from - line.from + 1} 列：${message}`, `line ${line.number}, column ${from - line.from + 1}: ${message}`);
  });
  if (status.textContent !== first) status.textContent = first;
  status.classList.toggle("wrong", Boolean(first));
}

/** Puts the cursor where the server found a fault. @param {EditorView} view @param {number} line @param {number} column */
function goTo(view, line, column) {
  if (!line || line > view.state.doc.lines) return;
  const { from, to } = view.state.doc.line(line);
  view.dispatch({ selection: { anchor: Math.min(to, from + Math.max(0, column - 1)) }, scrollIntoView: true });
  view.focus();
}

/** A button beside the lasting address that copies it, with the chart that is chosen. @param {HTMLAnchorElement} link */
function copyButton(link) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "second";
  button.textContent = say("复制地址", "Copy the address");
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(link.href + window.location.hash);
    button.textContent = say("已复制", "Copied");
  });
  link.after(button);
}

const form = document.querySelector("form.sparql");
const area = document.getElementById("query");
if (form instanceof HTMLFormElement && area instanceof HTMLTextAreaElement) edit(form, area);
const lasting = document.querySelector("a.lasting");
if (lasting instanceof HTMLAnchorElement && navigator.clipboard) copyButton(lasting);
