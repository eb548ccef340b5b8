/** Rows × series as bars, stacked bars, or lines over the years. */
import { printed } from "../words.js";
import { ground, legend, names, rowsOf, values } from "./axes.js";
import { colourOf } from "./look.js";
import { numberOf, seriesOf } from "./table.js";

/**
 * @typedef {import("./table.js").Table} Table
 * @typedef {import("./table.js").Row} Row
 * @typedef {import("./table.js").Column} Column
 * @typedef {import("./axes.js").Drawing} Drawing
 * @typedef {import("./axes.js").Option} Option
 * @typedef {import("./look.js").Look} Look
 */

const BAR = 13;
const MOST_LABELS = 60; // above it numbers on bars would hide each other

/** @param {Table} table @param {Look} look @param {{width: number, scale: string}} space @returns {Drawing} */
export const bars = (table, look, space) => drawn(table, look, space, false);

/** @param {Table} table @param {Look} look @param {{width: number, scale: string}} space @returns {Drawing} */
export const stacked = (table, look, space) => drawn(table, look, space, true);

/**
 * @param {Table} table @param {Look} look @param {{width: number, scale: string}} space @param {boolean} stack
 * @returns {Drawing}
 */
function drawn(table, look, { width, scale }, stack) {
  const all = seriesOf(table);
  const shown = all.filter((each) => table.rows.some((row) => numberOf(row.cells[each.at]) !== null));
  const unit = all[0]?.unit ?? "number";
  const labelled = table.rows.length * shown.length <= MOST_LABELS;
  const top = shown.length > 1 ? legendRows(shown, width) * 24 + 6 : 6;
  const marks = stack ? BAR + 5 : shown.length * BAR * 1.12;
  const { axis, row, frame } = rowsOf(look, table.rows.map((each) => each.label), width, { marks, least: marks + 14 });
  return {
    height: top + table.rows.length * row + 30,
    option: {
      ...ground(look),
      legend: legend(look, shown.map((each) => each.label)),
      grid: { ...frame, right: labelled ? 78 : 18, top },
      xAxis: values(look, unit, scale === "log" ? "log" : "value"),
      yAxis: axis,
      series: shown.map((each) => ({
        type: /** @type {const} */ ("bar"),
        name: each.label,
        stack: stack ? "all" : undefined,
        cursor: "default",
        barMaxWidth: stack ? BAR + 5 : BAR,
        barGap: "12%",
        itemStyle: { color: colourOf(look, all.indexOf(each), each.tone) },
        label: { show: labelled && !stack, position: "right", color: look.quiet, fontSize: 12, formatter: valueOf(unit) },
        data: table.rows.map((line) => ({ ...datum(line, each), label: { show: labelled && (!stack || alone(line, shown)) } })),
      })),
    },
  };
}

/** Whether a row has one value, which can be told beside its bar. @param {Row} row @param {Column[]} series */
const alone = (row, series) => series.filter((each) => numberOf(row.cells[each.at]) !== null).length === 1;

/** @param {Column[]} series @param {number} width in CSS pixels */
function legendRows(series, width) {
  const wide = series.reduce((sum, each) => sum + 44 + each.label.length * 13, 0);
  return Math.max(1, Math.ceil(wide / Math.max(width, 1)));
}

/** @param {string} unit @returns {(params: {value?: unknown}) => string} */
const valueOf = (unit) => ({ value }) => (typeof value === "number" ? printed(value, unit) : "");

/** @param {Row} row @param {Column} column */
function datum(row, column) {
  const cell = row.cells[column.at];
  const words = [row.label, column.label].filter(Boolean).join(" · ");
  return { value: numberOf(cell) ?? "-", told: `${words}\n${cell?.label ?? ""}`, href: cell?.href ?? "" };
}

/** @param {Table} table @param {Look} look @param {{width: number, scale: string}} space @returns {Drawing} */
export function lines(table, look, { width, scale }) {
  const years = seriesOf(table);
  const unit = years[0]?.unit ?? "number";
  const rows = table.rows.map((row) => row.label);
  const top = legendRows(table.rows.map((row) => ({ ...years[0], label: row.label })), width) * 24 + 10;
  return {
    height: 260 + top,
    option: {
      ...ground(look),
      legend: legend(look, rows),
      grid: { left: 4, right: 24, top: rows.length > 1 ? top : 12, bottom: 4, containLabel: true },
      xAxis: names(look, years.map((year) => year.x)),
      yAxis: values(look, unit, scale === "log" ? "log" : "value"),
      series: table.rows.map((row, at) => ({
        type: /** @type {const} */ ("line"),
        name: row.label,
        cursor: "default",
        connectNulls: true,
        symbolSize: 9,
        symbol: ["circle", "rect", "triangle", "diamond"][at % 4],
        itemStyle: { color: colourOf(look, at) },
        label: { show: rows.length <= 4, position: "top", color: look.quiet, fontSize: 12, formatter: valueOf(unit) },
        labelLayout: { hideOverlap: true },
        data: years.map((year) => datum(row, year)),
      })),
    },
  };
}
