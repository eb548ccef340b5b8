/**
 * Draws each `<figure class="chart" data-chart="KIND" data-table="ID">` from the table with that id (chart/table.js).
 *
 * KIND: `bars`, `stacked`, `lines`, `heat`, `dumbbell`, `network`, `timeline`, `scatter`. `data-top` on the figure: that
 * many rows; `data-scale="log"`: a logarithmic axis, `"near"`: a dumbbell's axis need not begin at zero. The caption names the picture; the table says in words what it shows, so
 * the picture takes no keys: all its links are in the table.
 */
import { BarChart, GraphChart, HeatmapChart, LineChart, LinesChart, ScatterChart } from "echarts/charts";
import { GridComponent, LegendComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { LabelLayout } from "echarts/features";
import { SVGRenderer } from "echarts/renderers";
import { bars, lines, stacked } from "./chart/bars.js";
import { heat } from "./chart/heat.js";
import { lookOf, onLookChange } from "./chart/look.js";
import { network } from "./chart/network.js";
import { dumbbell, scatter, timeline } from "./chart/points.js";
import { readTable } from "./chart/table.js";
import { explore } from "./explore.js";
import { say } from "./words.js";

use([BarChart, GraphChart, HeatmapChart, LineChart, LinesChart, ScatterChart, SVGRenderer]);
use([GridComponent, LegendComponent, LabelLayout, TooltipComponent]);

/** @type {Record<string, (table: import("./chart/table.js").Table, look: import("./chart/look.js").Look, space: {width: number, scale: string}) => import("./chart/axes.js").Drawing>} */
const KINDS = { bars, stacked, lines, heat, dumbbell, network, timeline, scatter };

/** Draws a figure from its table. @param {HTMLElement} figure */
function drawFigure(figure) {
  const table = document.getElementById(figure.dataset.table ?? "");
  if (!(table instanceof HTMLTableElement)) throw new Error(`there is no such table: ${figure.outerHTML}`);
  const content = readTable(table, Number(figure.dataset.top ?? 1000));
  if (content.rows.length) draw(figure, content);
  else figure.remove();
}

/** Draws a table into a figure. @param {HTMLElement} figure @param {import("./chart/table.js").Table} content */
function draw(figure, content) {
  const kind = KINDS[figure.dataset.chart ?? ""];
  if (!kind) throw new Error(`there is no such kind of chart: ${figure.outerHTML}`);
  const picture = pictureIn(figure, content.left);
  const chart = init(picture, null, { renderer: "svg", height: 100, width: 300 });
  const redraw = () => {
    const look = lookOf(figure);
    const room = picture.parentElement?.clientWidth ?? 0;
    const { option, height, width = 0 } = kind(content, look, { width: room, scale: figure.dataset.scale ?? "" });
    chart.resize({ width: Math.max(room, width), height });
    scrolls(picture.parentElement, width > room);
    chart.setOption(option, { notMerge: true });
  };
  chart.on("click", ({ data }) => follow(data));
  onLookChange(redraw);
  watchWidth(picture.parentElement ?? figure, redraw);
}

/** Where the picture is drawn: one image for those who hear it. @param {HTMLElement} figure @param {number} left */
function pictureIn(figure, left) {
  const picture = document.createElement("div");
  const caption = figure.querySelector("figcaption")?.textContent?.trim() ?? "";
  picture.className = "picture";
  picture.setAttribute("role", "img");
  picture.setAttribute("aria-label", `${caption} ${say("（图表；数据见表格）", "(chart; its data are in the table)")}`.trim());
  const scroller = document.createElement("div");
  scroller.className = "wide";
  scroller.append(picture);
  figure.append(scroller);
  if (left) figure.append(note(say(`图中省略 ${left} 行，见表格`, `${left} more rows are in the table`)));
  figure.classList.add("drawn");
  return picture;
}

/** Lets keys reach a picture that is wider than its place. @param {HTMLElement | null} scroller @param {boolean} wider */
function scrolls(scroller, wider) {
  if (wider) scroller?.setAttribute("tabindex", "0");
  else scroller?.removeAttribute("tabindex");
}

/** @param {string} words */
function note(words) {
  const line = document.createElement("p");
  line.className = "note";
  line.textContent = words;
  return line;
}

/** @param {unknown} data of the mark that was clicked */
function follow(data) {
  if (data && typeof data === "object" && "href" in data && data.href) window.location.assign(String(data.href));
}

/** Calls back now and when the width changes. @param {HTMLElement} place @param {() => void} back */
function watchWidth(place, back) {
  let width = -1;
  new ResizeObserver(() => {
    if (place.clientWidth === width || !place.clientWidth) return;
    width = place.clientWidth;
    back();
  }).observe(place);
}

for (const figure of document.querySelectorAll("figure.chart[data-chart]")) {
  if (figure instanceof HTMLElement && !figure.classList.contains("drawn")) drawFigure(figure);
}
for (const table of document.querySelectorAll("table[data-explore]")) {
  if (table instanceof HTMLTableElement) explore(table, draw);
}
