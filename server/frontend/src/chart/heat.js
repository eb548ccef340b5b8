/** Rows × columns as shades; what is missing is a dashed, empty cell. */
import { printed, say } from "../words.js";
import { ground, names, nameWidth } from "./axes.js";
import { shade } from "./look.js";
import { numberOf, seriesOf } from "./table.js";

const CELL = 34;

/**
 * @param {import("./table.js").Table} table @param {import("./look.js").Look} look
 * @param {{width: number}} space
 * @returns {import("./axes.js").Drawing}
 */
export function heat(table, look, { width }) {
  const columns = seriesOf(table);
  const most = Math.max(1e-9, ...table.rows.flatMap((row) => columns.map((each) => numberOf(row.cells[each.at]) ?? 0)));
  const side = nameWidth(width);
  const upright = columns.some((each) => each.label.length * 13 > (width - side) / columns.length);
  const rise = upright ? 14 + Math.max(...columns.map((each) => each.label.length)) * 10 : 8; // room above for names at 50°
  const cells = table.rows.flatMap((row, y) =>
    columns.map((column, x) => {
      const cell = row.cells[column.at];
      const value = numberOf(cell) ?? 0;
      const shown = cell?.shade ? look.shades[cell.shade - 1] : shade(look, value / most);
      const gap = { color: look.sheet, borderColor: look.gap, borderType: "dashed" };
      return {
        value: [x, y, value],
        told: `${row.label} · ${column.label}\n${cell?.label || say("无", "none")}`,
        href: cell?.href ?? "",
        itemStyle: value ? { color: shown.colour, borderColor: look.sheet, borderWidth: 2 } : gap,
        label: { color: value ? shown.on : look.quiet, formatter: value ? printed(value, column.unit) : say("无", "–") },
      };
    }),
  );
  return {
    height: table.rows.length * CELL + rise + 32,
    width: side + columns.length * CELL + (upright ? 70 : 0),
    option: {
      ...ground(look),
      grid: { left: 4, right: upright ? 64 : 12, top: rise, bottom: 4, containLabel: true },
      xAxis: topAxis(look, columns.map((each) => each.label), upright),
      yAxis: names(look, table.rows.map((row) => row.label), { inverse: true, width: side }),
      series: [
        filled(look, cells.filter((cell) => cell.value[2])),
        filled(look, cells.filter((cell) => !cell.value[2])), // above the others, so that no side is hidden
      ],
    },
  };
}

/** Names above, rising to the right where they are too long. @param {import("./look.js").Look} look @param {string[]} labels @param {boolean} upright */
function topAxis(look, labels, upright) {
  const axis = names(look, labels, { rotate: upright ? -50 : 0 });
  const align = /** @type {"left" | "center"} */ (upright ? "left" : "center");
  return { ...axis, position: /** @type {const} */ ("top"), axisLabel: { ...axis.axisLabel, align, width: undefined, overflow: undefined } };
}

/**
 * A series of cells that bring their own colours; echarts asks for a visual map where they do not.
 * @param {import("./look.js").Look} look @param {object[]} data
 * @returns {import("echarts").HeatmapSeriesOption}
 */
function filled(look, data) {
  return {
    type: "heatmap",
    cursor: "default",
    label: { show: true, fontSize: 12 },
    emphasis: { itemStyle: { borderColor: look.ink, borderType: "solid" } },
    data: /** @type {any} */ (data),
  };
}
