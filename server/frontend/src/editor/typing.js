/** Typing over a selection. */
import { EditorView } from "@codemirror/view";

/**
 * Left to itself, Chromium keeps the look of words that are typed over in a style attribute, which the pages forbid (and
 * tell the console of). So the editor replaces them before the browser does.
 */
export const typesOver = EditorView.domEventHandlers({
  beforeinput(event, view) {
    const { data, inputType, isComposing } = event;
    const { empty, from, to } = view.state.selection.main;
    if (inputType !== "insertText" || isComposing || empty || data === null) return false;
    const insert = () => view.state.update(view.state.replaceSelection(data), { userEvent: "input.type" });
    if (!view.state.facet(EditorView.inputHandler).some((handle) => handle(view, from, to, data, insert))) view.dispatch(insert());
    event.preventDefault();
    return true;
  },
});
