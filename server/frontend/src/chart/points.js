/** Rows as points: from a baseline to a target, on a time line, or by two values. */
import { printed } from "../words.js";
import { ground, legend, names, nameWidth, rowsOf, values } from "./axes.js";
import { colourOf } from "./look.js";
import { cellOf, numberOf, unitOf } from "./table.js";

/**
 * @typedef {import("./table.js").Table} Table
 * @typedef {import("./table.js").Row} Row
 * @typedef {import("./axes.js").Drawing} Drawing
 * @typedef {import("./look.js").Look} Look
 */

/** @param {Table} table @param {Row} row @param {...string} roles */
const toldOf = (table, row, ...roles) =>
  [row.label, roles.map((role) => cellOf(table, row, role)?.label).filter(Boolean).join(" → ")].filter(Boolean).join("\n");

/** The kinds named in a column, and the place of a row's. @param {Table} table @param {string} role */
function kindsOf(table, role) {
  const names = [...new Set(table.rows.map((row) => cellOf(table, row, role)?.label ?? ""))];
  return { names, at: (/** @type {Row} */ row) => names.indexOf(cellOf(table, row, role)?.label ?? "") };
}

/** @param {Table} table @param {Look} look @param {{width: number, scale: string}} space @returns {Drawing} */
export function dumbbell(table, look, { width, scale }) {
  const unit = unitOf(table, "target");
  const groups = kindsOf(table, "group");
  const named = groups.names.some(Boolean);
  const top = named && groups.names.length > 1 ? 30 : 6;
  const starts = table.rows.flatMap((row, y) => endOf(table, row, y, "baseline", unit));
  const ends = table.rows.flatMap((row, y) => endOf(table, row, y, "target", unit));
  const ways = starts.flatMap((start) => {
    const end = ends.find((each) => each.y === start.y);
    return end ? [{ coords: [start.value, end.value], told: start.told, href: start.href, row: start.row }] : [];
  });
  /** @param {string} position */
  const label = (position) => ({ show: true, position, color: look.quiet, fontSize: 12, formatter: "{b}" });
  const colour = (/** @type {Row} */ row) => colourOf(look, named ? groups.at(row) : 0);
  const { axis, row, frame } = rowsOf(look, table.rows.map((each) => each.label), width, { marks: 18, least: 38 });
  return {
    height: top + table.rows.length * row + 34,
    option: {
      ...ground(look),
      grid: { ...frame, left: 14, right: 96, top },
      xAxis: { ...values(look, unit, scale === "log" ? "log" : "value"), scale: scale === "near" },
      yAxis: axis,
      legend: legend(look, named ? groups.names : []),
      series: /** @type {any} */ ([
        { type: "lines", coordinateSystem: "cartesian2d", cursor: "default", symbol: ["none", "none"],
          data: ways.map((way) => ({ ...way, lineStyle: { color: colour(way.row), width: 3, opacity: 0.55 } })) },
        { type: "scatter", cursor: "default", symbolSize: 11, label: { ...label("top"), position: [0, axis.z ? 15 : -17] },
          data: starts.map((each) => ({ ...each, itemStyle: { color: look.sheet, borderColor: colour(each.row), borderWidth: 2 } })) },
        ...groups.names.map((name, at) => ({
          type: "scatter", name, cursor: "default", symbolSize: 13, label: label("right"),
          itemStyle: { color: colourOf(look, named ? at : 0) }, data: ends.filter((each) => groups.at(each.row) === at) })),
      ]),
    },
  };
}

/**
 * The point of a row's baseline or target; none where it has no number.
 * @param {Table} table @param {Row} row @param {number} y @param {string} role @param {string} unit
 */
function endOf(table, row, y, role, unit) {
  const value = numberOf(cellOf(table, row, role));
  if (value === null) return [];
  const year = cellOf(table, row, `${role}-year`)?.label ?? "";
  const told = toldOf(table, row, "baseline", "target");
  return [{ value: [value, y], y, row, name: [printed(value, unit), year].filter(Boolean).join(" · "), told, href: row.href }];
}

/** @param {Table} table @param {Look} look @param {{width: number}} space @returns {Drawing} */
export function timeline(table, look, { width }) {
  const lanes = [...new Set(table.rows.flatMap((row) => ["row", "to-row"].map((role) => cellOf(table, row, role)?.label ?? "")))];
  const laneNames = lanes.filter(Boolean);
  const heaviest = Math.max(1, ...table.rows.map((row) => numberOf(cellOf(table, row, "weight")) ?? 1));
  const size = (/** @type {Row} */ row) => (numberOf(cellOf(table, row, "weight")) ?? 1) / heaviest;
  /** @param {Row} row @param {string} day @param {string} lane */
  const place = (row, day, lane) => {
    const [date, name] = [cellOf(table, row, day)?.value, cellOf(table, row, lane)?.label ?? ""];
    return date ? [date, laneNames.indexOf(name)] : null;
  };
  const events = table.rows.flatMap((row) => {
    const told = [row.label || cellOf(table, row, "label")?.label, toldOf(table, { ...row, label: "" }, "row", "to-row"),
      toldOf(table, { ...row, label: "" }, "date", "to-date"), cellOf(table, row, "weight")?.label].filter(Boolean).join("\n");
    const [from, to] = [place(row, "date", "row"), place(row, "to-date", "to-row")];
    return from ? [{ from, to, told, href: row.href || (cellOf(table, row, "label")?.href ?? ""), size: size(row) }] : [];
  });
  const dots = events.map(({ from, to, told, href, size: part }) => ({ value: from, told, href, symbolSize: to ? 9 : 8 + 14 * part }));
  return {
    height: laneNames.length * 46 + 50,
    option: {
      ...ground(look),
      grid: { left: 4, right: 28, top: 12, bottom: 4, containLabel: true },
      xAxis: values(look, "date", "time"),
      yAxis: { ...names(look, laneNames, { inverse: true, width: nameWidth(width) }), splitLine: { show: true, lineStyle: { color: look.line } } },
      series: /** @type {any} */ ([
        { type: "lines", coordinateSystem: "cartesian2d", cursor: "default", symbol: ["none", "arrow"], symbolSize: 7,
          data: events.filter((each) => each.to).map(({ from, to, told, href, size: part }) => ({ coords: [from, to], told, href,
            lineStyle: { color: look.accent, width: 1 + 4 * part, opacity: 0.45, curveness: from[1] === to?.[1] ? 0.25 : 0.12 } })) },
        { type: "scatter", cursor: "default", itemStyle: { color: look.accent, borderColor: look.sheet, borderWidth: 1 }, data: dots },
      ]),
    },
  };
}

/** @param {Table} table @param {Look} look @param {{width: number, scale: string}} space @returns {Drawing} */
export function scatter(table, look, { width, scale }) {
  const groups = kindsOf(table, "group");
  const named = groups.names.length > 1;
  const largest = Math.max(1e-9, ...table.rows.map((row) => numberOf(cellOf(table, row, "size")) ?? 0));
  const type = scale === "log" ? "log" : "value";
  const points = table.rows.flatMap((row) => {
    const [x, y, size] = ["x", "y", "size"].map((role) => numberOf(cellOf(table, row, role)));
    if (x === null || y === null) return [];
    const told = [row.label, cellOf(table, row, "x")?.label, cellOf(table, row, "y")?.label].filter(Boolean).join("\n");
    return [{ value: [x, y], row, told, name: row.label, href: row.href, symbolSize: size ? 8 + 24 * Math.sqrt(size / largest) : 11 }];
  });
  const labelled = points.length <= 30 && width > 520;
  /** @param {string} role */
  const title = (role) => ({ name: table.columns.find((each) => each.role === role)?.label, nameTextStyle: { color: look.quiet } });
  return {
    height: Math.round(Math.min(480, Math.max(300, width * 0.5))),
    option: {
      ...ground(look),
      legend: legend(look, named ? groups.names : []),
      grid: { left: 8, right: labelled ? 100 : 30, top: named ? 60 : 34, bottom: 30, containLabel: true },
      xAxis: { ...values(look, unitOf(table, "x"), type), ...title("x"), nameLocation: "middle", nameGap: 28, scale: true },
      yAxis: { ...values(look, unitOf(table, "y"), type), ...title("y"), scale: true },
      series: groups.names.map((name, at) => ({
        type: /** @type {const} */ ("scatter"),
        name,
        cursor: "default",
        itemStyle: { color: colourOf(look, at), opacity: 0.8 },
        label: { show: labelled, position: "right", color: look.quiet, fontSize: 12, formatter: "{b}" },
        labelLayout: { hideOverlap: true },
        data: points.filter((each) => groups.at(each.row) === at),
      })),
    },
  };
}
