/**
 * What a chart shows: read from the cells of a table of the page, so that both say the same.
 *
 * Columns: the last row of the head; `data-unit` and `data-role` of a heading say what a column holds. Values: the
 * `data-value` of the cells; a cell without one has no value, which is not zero. `data-role="none"` leaves a column or a
 * row out. Rows are named by their `data-words`, else by their `<th>`.
 *
 * @typedef {{label: string, unit: string, role: string, tone: string, x: string, at: number}} Column
 * @typedef {{value: string | null, label: string, href: string, shade: number}} Cell `shade`: 1 to 5, as its class says; 0 by none
 * @typedef {{label: string, href: string, cells: Cell[]}} Row
 * @typedef {{columns: Column[], rows: Row[], heading: number, left: number}} Table `heading`: the column
 * that names the rows, or -1; `left`: rows that are not shown
 */

/**
 * @param {HTMLTableElement} table
 * @param {number} top rows that are read
 * @returns {Table}
 */
export function readTable(table, top) {
  const heads = [...(table.tHead?.rows[table.tHead.rows.length - 1]?.cells ?? [])];
  const bodies = [...table.tBodies].flatMap((body) => [...body.rows]);
  const rows = bodies.filter((row) => row.dataset.role !== "none" && row.cells.length > 1);
  const heading = [...(rows[0]?.cells ?? [])].findIndex((cell) => cell.tagName === "TH");
  return { columns: heads.map(readColumn), rows: rows.slice(0, top).map(readRow), heading, left: Math.max(0, rows.length - top) };
}

/** @param {HTMLTableCellElement} head @param {number} at @returns {Column} */
function readColumn(head, at) {
  const { unit = "number", role = "", tone = "", value } = head.dataset;
  return { label: wordsOf(head), unit, role, tone, x: value ?? wordsOf(head), at };
}

/** @param {HTMLTableRowElement} row @returns {Row} */
function readRow(row) {
  const cells = [...row.cells];
  const head = cells.find((cell) => cell.tagName === "TH");
  const href = head ? linkOf(head) : "";
  return { label: row.dataset.words ?? (head ? wordsOf(head) : ""), href, cells: cells.map((cell) => readCell(cell, href)) };
}

/** @param {HTMLTableCellElement} cell @param {string} href of its row @returns {Cell} */
function readCell(cell, href) {
  const shade = Number(/\bheat-([1-5])\b/.exec(cell.className)?.[1] ?? 0);
  return { value: cell.dataset.value || null, label: wordsOf(cell), href: linkOf(cell) || href, shade };
}

/** @param {HTMLElement} cell */
function wordsOf(cell) {
  return (cell.dataset.words ?? cell.textContent ?? "").replace(/\s+/g, " ").trim();
}

/** @param {HTMLElement} cell */
function linkOf(cell) {
  return cell.querySelector("a")?.href ?? "";
}

/**
 * The columns that are series: all but the rows' headings and those without a part in the chart.
 * @param {Table} table
 */
export function seriesOf(table) {
  return table.columns.filter((column) => column.at !== table.heading && column.role !== "none");
}

/**
 * The cell of a row in the column with a role; undefined where there is none.
 * @param {Table} table @param {Row} row @param {string} role
 */
export function cellOf(table, row, role) {
  const column = table.columns.find((each) => each.role === role);
  return column && row.cells[column.at];
}

/** The number of a cell; null where it has none. @param {Cell | undefined} cell */
export function numberOf(cell) {
  const value = cell?.value == null ? Number.NaN : Number(cell.value);
  return Number.isFinite(value) ? value : null;
}

/**
 * The unit of the first column with a role, or of the first series.
 * @param {Table} table @param {string} [role]
 */
export function unitOf(table, role) {
  const column = role ? table.columns.find((each) => each.role === role) : seriesOf(table)[0];
  return column?.unit ?? "number";
}
