/** Rows as edges between named nodes, arranged by their ties; the same table gives the same picture. */
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import { ground, legend } from "./axes.js";
import { colourOf } from "./look.js";
import { cellOf, numberOf } from "./table.js";

const MARGIN = 28;
const TICKS = 300;

/**
 * @typedef {{name: string, kind: string, href: string, weight: number, edges: number, x?: number, y?: number}} Node
 * @typedef {{source: string, target: string, weight: number, told: string, href: string}} Edge
 */

/**
 * @param {import("./table.js").Table} table @param {import("./look.js").Look} look
 * @param {{width: number}} space
 * @returns {import("./axes.js").Drawing}
 */
export function network(table, look, { width }) {
  const { nodes, edges } = readEdges(table);
  const kinds = [...new Set(nodes.map((node) => node.kind))];
  const [heaviest, thickest] = [most(nodes), most(edges)];
  const height = Math.round(Math.min(820, Math.max(380, width * 0.5, nodes.length * 14)));
  const top = kinds.filter(Boolean).length > 1 ? 44 : 20;
  arrange(nodes, edges, { left: MARGIN, right: width - MARGIN, top, bottom: height - 24 });
  return {
    height,
    option: {
      ...ground(look),
      legend: legend(look, kinds.filter(Boolean)),
      series: [
        {
          type: "graph",
          layout: "none",
          cursor: "default",
          left: MARGIN, // where the outermost nodes lie, so that echarts neither stretches nor moves
          top,
          width: width - 2 * MARGIN,
          height: height - 24 - top,
          categories: kinds.map((name, at) => ({ name, itemStyle: { color: colourOf(look, at, name ? "" : "quiet") } })),
          lineStyle: { color: look.quiet, opacity: 0.4, curveness: 0.08 },
          label: { show: true, position: "right", color: look.ink, fontSize: 12, textBorderColor: look.sheet, textBorderWidth: 3 },
          labelLayout: { hideOverlap: true },
          emphasis: { focus: look.moves ? "adjacency" : "none", lineStyle: { opacity: 0.9 } },
          data: nodes.map((node) => ({
            name: node.name,
            label: { position: (node.x ?? 0) + 20 + node.name.length * 12.5 > width ? "left" : "right" },
            x: node.x,
            y: node.y,
            value: node.weight,
            category: kinds.indexOf(node.kind),
            symbolSize: 7 + 26 * Math.sqrt(node.weight / heaviest),
            told: `${node.name}\n${node.weight} · ${node.edges} ↔`,
            href: node.href,
          })),
          edges: edges.map((edge) => ({ ...edge, value: edge.weight, lineStyle: { width: 1 + (5 * edge.weight) / thickest } })),
        },
      ],
    },
  };
}

/**
 * Places the nodes: those with ties near each other, none upon another, all within the frame.
 * @param {Node[]} nodes @param {Edge[]} edges @param {{left: number, right: number, top: number, bottom: number}} frame
 */
function arrange(nodes, edges, frame) {
  const strongest = most(edges);
  const links = edges.map(({ source, target, weight }) => ({ source, target, weight }));
  const ties = forceLink(links).id((node) => /** @type {Node} */ (node).name);
  forceSimulation(nodes)
    .force("ties", ties.distance(({ weight }) => 90 - (50 * weight) / strongest))
    .force("charge", forceManyBody().strength(-220))
    .force("room", forceCollide(26))
    .force("x", forceX().strength(0.06))
    .force("y", forceY().strength(0.09))
    .stop()
    .tick(TICKS);
  stretch(nodes, "x", frame.left, frame.right);
  stretch(nodes, "y", frame.top, frame.bottom);
}

/** @param {Node[]} nodes @param {"x" | "y"} axis @param {number} from @param {number} to */
function stretch(nodes, axis, from, to) {
  const places = nodes.map((node) => node[axis] ?? 0);
  const [least, size] = [Math.min(...places), Math.max(...places) - Math.min(...places) || 1];
  for (const node of nodes) node[axis] = from + (((node[axis] ?? 0) - least) / size) * (to - from);
}

/** @param {{weight: number}[]} things */
const most = (things) => Math.max(1, ...things.map((each) => each.weight));

/**
 * @param {import("./table.js").Table} table
 * @returns {{nodes: Node[], edges: Edge[]}}
 */
function readEdges(table) {
  /** @type {Map<string, Node>} */
  const nodes = new Map();
  const edges = table.rows.flatMap((row) => {
    const [from, to] = [cellOf(table, row, "from"), cellOf(table, row, "to")];
    if (!from?.label || !to?.label) return [];
    const weight = numberOf(cellOf(table, row, "weight")) ?? 1;
    for (const [cell, role] of /** @type {const} */ ([[from, "from-kind"], [to, "to-kind"]])) {
      const kind = cellOf(table, row, role)?.label ?? "";
      const node = nodes.get(cell.label) ?? { name: cell.label, kind, href: cell.href, weight: 0, edges: 0 };
      nodes.set(cell.label, { ...node, weight: node.weight + weight, edges: node.edges + 1 });
    }
    const told = `${from.label} – ${to.label}\n${cellOf(table, row, "weight")?.label ?? ""}`;
    return [{ source: from.label, target: to.label, weight, told, href: cellOf(table, row, "weight")?.href ?? "" }];
  });
  return { nodes: [...nodes.values()], edges };
}
