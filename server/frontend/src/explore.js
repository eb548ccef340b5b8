/**
 * Lets people draw the table of an answer: they choose a kind of chart and which columns it shows. What they chose stands
 * in the address behind `#`, so a link to the page leads to the picture as well.
 */
import { pivot, raw } from "./chart/pivot.js";
import { say } from "./words.js";

/**
 * @typedef {{name: string, parts: [role: string, words: string, optional?: boolean][]}} Kind
 * @typedef {import("./chart/table.js").Table} Table
 */

/** @type {() => [role: string, words: string, optional?: boolean][]} */
const crossed = () => [["row", say("行", "rows")], ["column", say("分组", "groups"), true], ["value", say("数值", "values"), true]];

/** @type {() => Record<string, Kind>} */
const kinds = () => ({
  bars: { name: say("条形图", "bars"), parts: crossed() },
  stacked: { name: say("堆积条形图", "stacked bars"), parts: crossed() },
  heat: { name: say("热力图", "heat map"), parts: [["row", say("行", "rows")], ["column", say("列", "columns")], ["value", say("数值", "values"), true]] },
  lines: { name: say("折线图", "lines"), parts: [["row", say("线", "lines")], ["column", say("横轴", "across")], ["value", say("数值", "values")]] },
  scatter: { name: say("散点图", "scatter"), parts: [["x", say("横轴", "across")], ["y", say("纵轴", "up")], ["label", say("名称", "names"), true]] },
  timeline: { name: say("时间轴", "time line"), parts: [["date", say("日期", "dates")], ["row", say("行", "rows")], ["label", say("名称", "names"), true]] },
  network: { name: say("网络图", "network"), parts: [["from", say("从", "from")], ["to", say("到", "to")], ["weight", say("权重", "weights"), true]] },
});

const CROSSED = new Set(["bars", "stacked", "heat", "lines"]);

/**
 * Puts the choice above a table.
 * @param {HTMLTableElement} table
 * @param {(figure: HTMLElement, content: Table) => void} draw
 */
export function explore(table, draw) {
  const content = raw(table);
  if (content.columns.length < 2) return;
  const form = document.createElement("form");
  form.className = "explore";
  const place = document.createElement("div");
  const asked = new URLSearchParams(window.location.hash.slice(1));
  const chosen = { kind: known(content, asked.get("chart") ?? ""), parts: asked };
  const redraw = () => {
    place.replaceChildren();
    if (chosen.kind) picture(place, content, chosen.kind, chosen.parts, draw);
  };
  const rebuild = () => {
    form.replaceChildren(kindChoice(content, chosen.kind), ...partChoices(content, chosen.kind, chosen.parts));
    redraw();
  };
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("change", ({ target }) => {
    if (!(target instanceof HTMLSelectElement)) return;
    const data = new URLSearchParams([...new FormData(form)].map(([name, value]) => [name, String(value)]));
    Object.assign(chosen, { kind: data.get("chart") ?? "", parts: target.name === "chart" ? new URLSearchParams() : data });
    rebuild();
    const again = form.elements.namedItem(target.name);
    if (again instanceof HTMLSelectElement) again.focus();
    keep(form);
  });
  (table.closest(".wide") ?? table).before(form, place);
  rebuild();
}

/** Keeps the choice in the address. @param {HTMLFormElement} form */
function keep(form) {
  const data = new URLSearchParams([...new FormData(form)].filter(([, value]) => value).map(([name, value]) => [name, String(value)]));
  window.history.replaceState(null, "", `#${data.get("chart") ? data : ""}`);
}

/** The kinds that a table has columns for. @param {Table} content */
const able = (content) =>
  Object.entries(kinds()).filter(([, { parts }]) => parts.every(([role, , optional]) => optional || fit(content, role).length));

/** A kind, if the table has columns for it; an address may say anything. @param {Table} content @param {string} kind */
const known = (content, kind) => (able(content).some(([name]) => name === kind) ? kind : "");

/** @param {Table} content @param {string} kind that is chosen */
function kindChoice(content, kind) {
  /** @type {[string, string][]} */
  const options = able(content).map(([value, { name }]) => [value, name]);
  return choice("chart", say("画图", "draw"), [["", say("不画图", "no chart")], ...options], kind);
}

/**
 * One choice for each part of the chart, set to a column that fits where none is chosen yet.
 * @param {Table} content @param {string} kind @param {URLSearchParams} chosen
 */
function partChoices(content, kind, chosen) {
  const parts = kinds()[kind]?.parts ?? [];
  const free = new Set(content.columns.map((column) => column.label));
  return parts.map(([role, words, optional]) => {
    const told = chosen.get(role);
    const open = role === "column" && kind !== "heat" && kind !== "lines" ? "" : fitting(content, role, free);
    const column = told !== null && [...fit(content, role), ...(optional ? [""] : [])].includes(told) ? told : open;
    free.delete(column);
    chosen.set(role, column);
    const empty = role === "value" || role === "weight" ? say("行数", "number of rows") : say("无", "none");
    /** @type {[string, string][]} */
    const none = optional ? [["", empty]] : [];
    return choice(role, words, [...none, ...fit(content, role).map((label) => /** @type {[string, string]} */ ([label, label]))], column);
  });
}

const NUMBERS = new Set(["value", "weight", "x", "y"]);

/**
 * The columns that fit a part: numbers for values, dates for dates, any for what is named.
 * @param {Table} content @param {string} role
 */
function fit(content, role) {
  const unit = NUMBERS.has(role) ? "number" : role === "date" ? "date" : "";
  return content.columns.filter((column) => !unit || column.unit === unit ).map(({ label }) => label);
}

/**
 * A column for a part that no other part has yet; words for what is named, if there are.
 * @param {Table} content @param {string} role @param {Set<string>} free
 */
function fitting(content, role, free) {
  const open = fit(content, role).filter((label) => free.has(label));
  const worded = open.find((label) => content.columns.some((column) => column.label === label && column.unit === "text"));
  return worded ?? open[0] ?? fit(content, role)[0] ?? "";
}

/** @param {string} name @param {string} words @param {[string, string][]} options @param {string} chosen */
function choice(name, words, options, chosen) {
  const label = document.createElement("label");
  const select = document.createElement("select");
  select.name = name;
  select.append(...options.map(([value, text]) => new Option(text, value, false, value === chosen)));
  label.append(words, select);
  return label;
}

/**
 * @param {HTMLElement} place @param {Table} content @param {string} kind @param {URLSearchParams} parts
 * @param {(figure: HTMLElement, content: Table) => void} draw
 */
function picture(place, content, kind, parts, draw) {
  const roles = Object.fromEntries(parts);
  const shown = CROSSED.has(kind) ? pivot(content, roles) : withRoles(content, roles);
  const figure = document.createElement("figure");
  const caption = document.createElement("figcaption");
  caption.textContent = [kinds()[kind]?.name, ...kinds()[kind].parts.map(([role]) => roles[role]).filter(Boolean)].join(" · ");
  figure.className = "chart";
  figure.dataset.chart = kind;
  figure.append(caption);
  place.append(figure);
  draw(figure, shown);
}

/** @param {Table} content @param {Record<string, string>} roles @returns {Table} */
function withRoles(content, roles) {
  const columns = content.columns.map((column) => ({ ...column, role: Object.keys(roles).find((role) => roles[role] === column.label) ?? "none" }));
  const name = columns.find((column) => column.role === "label");
  return { ...content, columns, rows: content.rows.map((row) => ({ ...row, label: name ? row.cells[name.at].label : "" })) };
}
