import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";

import type { Graph } from "./graph";

/** A place in the picture, in pixels at scale 1. */
export interface Point {
  x: number;
  y: number;
}

export type Positions = ReadonlyMap<string, Point>;

const ticks = 300;
const stretch = 1.45; // names are wider than high: what the forces make round becomes an ellipse
const golden = Math.PI * (3 - Math.sqrt(5));

/**
 * Places the nodes, the same for the same graph. Nodes that had a place begin there, and new ones beside a neighbour, so that a
 * picture that grows can still be recognised.
 */
export function layout(graph: Graph, before: Positions = new Map()): Positions {
  const placed = [...graph.nodes.keys()].map((id, index) => ({ id, index, ...start(graph, id, index, before) }));
  const links = [...graph.links.values()].filter((l) => l.from !== l.to).map((l) => ({ source: l.from, target: l.to }));
  const simulation = forceSimulation(placed)
    .force("charge", forceManyBody().strength(-450).distanceMax(400))
    .force("link", forceLink<(typeof placed)[number], (typeof links)[number]>(links).id((n) => n.id).distance(120).strength(0.4))
    .force("collide", forceCollide(52))
    .force("x", forceX(0).strength(0.09))
    .force("y", forceY(0).strength(0.12))
    .stop();
  if (before.size > 0) simulation.alpha(0.3);
  simulation.tick(ticks);
  return new Map(placed.map(({ id, x, y }) => [id, { x: Math.round((x ?? 0) * stretch), y: Math.round(y ?? 0) }]));
}

/** Where a node begins; without a place d3 puts it on a spiral, by its index. */
function start(graph: Graph, id: string, index: number, before: Positions): Partial<Point> {
  const own = before.get(id);
  if (own) return { x: own.x / stretch, y: own.y };
  for (const link of graph.links.values()) {
    const other = before.get(link.from === id ? link.to : link.to === id ? link.from : "");
    if (!other) continue;
    const angle = index * golden; // nodes that begin at one place would come to stand in rows
    return { x: other.x / stretch + 120 * Math.cos(angle), y: other.y + 120 * Math.sin(angle) };
  }
  return {};
}
