/** Rows × series as bars, stacked bars, or lines over the years. */
import { printed } from "../words.js";
import { ground, legend, names, nameWidth, values } from "./axes.js";
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
  const series = seriesOf(table);
  const unit = series[0]?.unit ?? "number";
  const labelled = !stack && table.rows.length * series.length <= MOST_LABELS;
  const top = series.length > 1 ? legendRows(series, width) * 24 + 6 : 6;
  const height = top + table.rows.length * (stack ? 30 : series.length * BAR + 16) + 30;
  return {
    height,
    option: {
      ...ground(look),
      legend: legend(look, series.map((each) => each.label)),
      grid: { left: 4, right: labelled ? 78 : 18, top, bottom: 4, containLabel: true },
      xAxis: values(look, unit, scale === "log" ? "log" : "value"),
      yAxis: names(look, table.rows.map((row) => row.label), { inverse: true, width: nameWidth(width) }),
      series: series.map((each, at) => ({
        type: /** @type {const} */ ("bar"),
        name: each.label,
        stack: stack ? "all" : undefined,
        cursor: "default",
        barMaxWidth: stack ? 20 : BAR,
        barGap: "12%",
        itemStyle: { color: colourOf(look, at, each.tone) },
        label: { show: labelled, position: "right", color: look.quiet, fontSize: 12, formatter: valueOf(unit) },
        data: table.rows.map((row) => datum(row, each)),
      })),
    },
  };
}

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
