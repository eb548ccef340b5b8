/** Axes in the look of the page. */
import { printed } from "../words.js";

/**
 * @typedef {import("echarts").EChartsOption} Option
 * @typedef {import("./look.js").Look} Look
 * @typedef {{option: Option, height: number, width?: number}} Drawing height and least width in CSS pixels
 */

/** What all charts have. @param {Look} look @returns {Option} */
export function ground(look) {
  return {
    animation: look.moves,
    animationDuration: 300,
    textStyle: { fontFamily: look.font, color: look.ink },
    tooltip: {
      renderMode: "richText", // an HTML tooltip carries style attributes, which the pages forbid
      confine: true,
      backgroundColor: look.sheet,
      borderColor: look.line,
      textStyle: { color: look.ink, fontFamily: look.font, fontSize: 13 },
      formatter: (params) => [params].flat().map((each) => told(each.data)).filter(Boolean).join("\n"),
    },
  };
}

/** @param {unknown} data */
const told = (data) => (data && typeof data === "object" && "told" in data ? String(data.told) : "");

/** The legend above, one line that scrolls on narrow screens. @param {Look} look @param {string[]} names */
export function legend(look, names) {
  return {
    show: names.length > 1,
    data: names,
    top: 0,
    left: 0,
    itemWidth: 14,
    itemHeight: 10,
    textStyle: { color: look.ink, fontFamily: look.font, fontSize: 13 },
  };
}

/**
 * An axis of values.
 * @param {Look} look @param {string} unit @param {"value" | "log" | "time"} [type]
 */
export function values(look, unit, type = "value") {
  const label = { color: look.quiet, hideOverlap: true };
  return {
    type,
    max: unit === "percent" ? (/** @type {{max: number}} */ { max }) => (max <= 1 ? 1 : Math.ceil(max)) : undefined,
    axisLabel: type === "time" ? label : { ...label, formatter: (/** @type {number} */ value) => (value ? printed(value, unit) : "0") },
    axisLine: { show: false },
    axisTick: { show: false },
    splitNumber: 4,
    splitLine: { lineStyle: { color: look.line } },
  };
}

/**
 * An axis of names, in the order of the table.
 * @param {Look} look @param {string[]} names @param {{inverse?: boolean, width?: number, rotate?: number}} [how]
 */
export function names(look, names, { inverse = false, width = 150, rotate = 0 } = {}) {
  return {
    type: /** @type {const} */ ("category"),
    data: names,
    inverse,
    axisLabel: { color: look.ink, interval: 0, width, overflow: /** @type {const} */ ("break"), rotate, lineHeight: LINE },
    axisLine: { lineStyle: { color: look.line } },
    axisTick: { show: false },
  };
}

const LINE = 15; // pixels of a line of names
const EM = 12.5; // of a character
const NARROW = 560; // below it names stand above their rows, not beside

/**
 * The axis of rows and the height of each: names on the left, in as many lines as they need; on phones above.
 * @param {Look} look @param {string[]} labels @param {number} width of the figure
 * @param {{marks: number, least: number}} heights of what is drawn in a row, and of the row
 */
export function rowsOf(look, labels, width, { marks, least }) {
  if (width < NARROW) return { axis: above(look, labels, width, marks / 2), row: least + LINE + 5, frame: { left: 14, bottom: 26 } };
  const side = nameWidth(width);
  const lines = Math.max(1, ...labels.map((label) => Math.ceil((label.length * EM) / side)));
  return { axis: { ...names(look, labels, { inverse: true, width: side }), z: 0 }, row: Math.max(least, lines * LINE + 6), frame: { left: 4, bottom: 4, containLabel: true } };
}

/** @param {Look} look @param {string[]} labels @param {number} width @param {number} up from the middle of the row */
function above(look, labels, width, up) {
  const axis = names(look, labels, { inverse: true });
  const place = { inside: true, margin: 0, align: /** @type {const} */ ("left"), verticalAlign: /** @type {const} */ ("bottom") };
  const cut = { width: width - 30, overflow: /** @type {const} */ ("truncate"), padding: [0, 0, up + 2, 4] };
  return { ...axis, z: 3, axisLabel: { ...axis.axisLabel, ...place, ...cut } };
}

/** How wide names on the left may be. @param {number} width of the figure in CSS pixels */
export const nameWidth = (width) => Math.max(76, Math.min(280, width * 0.26));
