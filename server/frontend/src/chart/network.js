/** Rows as edges between named nodes, arranged by their ties; the same table gives the same picture. */
import { ground, legend } from "./axes.js";
import { colourOf } from "./look.js";
import { cellOf, numberOf } from "./table.js";

/**
 * @typedef {{name: string, kind: string, href: string, weight: number, edges: number}} Node
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
  const height = Math.round(Math.min(760, Math.max(380, width * 0.62)));
  const [heaviest, thickest] = [most(nodes), most(edges)];
  return {
    height,
    option: {
      ...ground(look),
      legend: legend(look, kinds.filter(Boolean)),
      series: [
        {
          type: "graph",
          layout: "force",
          cursor: "default",
          top: kinds.length > 1 ? 60 : 36,
          bottom: 30,
          left: 60,
          right: 60,
          force: {
            initLayout: "circular", // the other one begins by chance
            layoutAnimation: false,
            repulsion: Math.sqrt((width * height) / nodes.length) * 4,
            edgeLength: [width / 16, width / 5], // the heaviest edge is the shortest
            gravity: 0.08,
          },
          categories: kinds.map((name, at) => ({ name, itemStyle: { color: colourOf(look, at, name ? "" : "quiet") } })),
          lineStyle: { color: look.quiet, opacity: 0.4, curveness: 0.08 },
          label: { show: true, position: "right", color: look.ink, fontSize: 12, textBorderColor: look.sheet, textBorderWidth: 3 },
          labelLayout: { hideOverlap: true },
          emphasis: { focus: look.moves ? "adjacency" : "none", lineStyle: { opacity: 0.9 } },
          data: nodes.map((node) => ({
            name: node.name,
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
