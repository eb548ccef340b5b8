/** The table of an answer as a table for a chart: its rows put together by one column, side by side by another. */
import { numberOf, readTable } from "./table.js";

/**
 * @typedef {import("./table.js").Table} Table
 * @typedef {import("./table.js").Row} Row
 * @typedef {import("./table.js").Cell} Cell
 */

const MOST = 60; // rows and columns that a picture can show

/** @type {Cell} */
const EMPTY = { value: null, label: "", href: "", shade: 0 };

/**
 * The table as it stands, each column with what it holds: `number`, `date` or `text`.
 * @param {HTMLTableElement} table
 * @returns {Table}
 */
export function raw(table) {
  const content = readTable(table, Number.POSITIVE_INFINITY);
  return { ...content, columns: content.columns.map((column) => ({ ...column, unit: holds(content.rows.map((row) => row.cells[column.at])) })) };
}

/** @param {(Cell | undefined)[]} cells */
function holds(cells) {
  const values = cells.flatMap((cell) => (cell?.value == null ? [] : [cell.value]));
  if (!values.length) return "text";
  return values.every((value) => Number.isFinite(Number(value))) ? "number" : "date";
}

/**
 * @param {Table} content
 * @param {Record<string, string>} roles names of the columns `row`, `column` and `value`; without a value rows are counted,
 * without a column each row stands by itself, and where several rows meet in a cell their values are added
 * @returns {Table}
 */
export function pivot(content, roles) {
  return roles.value && !roles.column ? eachRow(content, roles) : crossed(content, roles);
}

/** @param {Table} content @param {Record<string, string>} roles @returns {Table} */
function eachRow(content, roles) {
  const [row, value] = [roles.row, roles.value].map((name) => content.columns.findIndex((column) => column.label === name));
  const rows = content.rows.filter((each) => each.cells[value]?.value != null);
  const column = { ...content.columns[value], unit: "number", at: 1 };
  return {
    columns: [{ ...content.columns[row], at: 0 }, column],
    rows: rows.slice(0, MOST).map(({ cells }) => ({ label: cells[row].label, href: cells[row].href, cells: [cells[row], cells[value]] })),
    heading: 0,
    left: Math.max(0, content.rows.length - MOST),
  };
}

/** @param {Table} content @param {Record<string, string>} roles @returns {Table} */
function crossed(content, { row: rowName, column: columnName, value: valueName }) {
  const at = (/** @type {string} */ name) => content.columns.findIndex((column) => column.label === name);
  const [row, column, value] = [at(rowName), at(columnName), at(valueName)];
  const names = distinct(content.rows.map((each) => each.cells[row]?.label ?? ""));
  const heads = column < 0 ? [valueName ?? ""] : distinct(content.rows.map((each) => each.cells[column]?.label ?? ""));
  if (columnName && content.columns[column].unit === "number") heads.sort((one, other) => Number(one) - Number(other));
  const rows = names.slice(0, MOST).map((name) => {
    const own = content.rows.filter((each) => each.cells[row]?.label === name);
    const label = { ...EMPTY, label: name };
    const cells = heads.slice(0, MOST).map((head) => sum(own.filter((each) => column < 0 || each.cells[column]?.label === head), value));
    return { label: name, href: own[0].cells[row].href, cells: [label, ...cells] };
  });
  const columns = ["", ...heads.slice(0, MOST)].map((label, place) => ({ label, x: label, unit: "number", role: "", tone: "", at: place }));
  return { columns, rows, heading: 0, left: Math.max(0, names.length - MOST) };
}

/** @param {string[]} names */
const distinct = (names) => [...new Set(names)].filter(Boolean);

/** @param {Row[]} rows @param {number} at column of the values; -1 to count @returns {Cell} */
function sum(rows, at) {
  const numbers = rows.flatMap((row) => (at < 0 ? [1] : numberOf(row.cells[at]) ?? []));
  if (!numbers.length) return EMPTY;
  const total = numbers.reduce((one, other) => one + other, 0);
  return { ...EMPTY, value: String(total), label: total.toLocaleString("en"), href: rows.length === 1 ? rows[0].cells[at]?.href ?? "" : "" };
}
