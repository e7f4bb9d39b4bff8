import { emptyGraph, maxLinks, maxNodes, type Graph, type GraphNode } from "./graph";

/**
 * Finds the nodes and relationships in an answer to what `augment` made. An object with `from` and `to` is a relationship; one
 * with an id, a type and a name is a node. A node that stands below another, where no relationship says why, gets a derived
 * link, called by the field that leads to it.
 */
export function extract(data: unknown): Graph {
  const graph = emptyGraph();
  const seen = new Set<string>();

  function node(object: Record<string, unknown>): GraphNode | undefined {
    const { id, __typename: type, name } = object;
    if (typeof id !== "string" || typeof type !== "string" || typeof name !== "string" || isEnd(object.from)) return undefined;
    if (!seen.has(id)) {
      seen.add(id);
      if (graph.nodes.size < maxNodes) graph.nodes.set(id, { id, type, name });
      else graph.omitted++;
    }
    return graph.nodes.get(id);
  }

  function link(id: string, type: string, from: string, to: string, derived: boolean): void {
    if (graph.links.size < maxLinks && graph.nodes.has(from) && graph.nodes.has(to)) graph.links.set(id, { id, type, from, to, derived });
  }

  function walk(value: unknown, above: GraphNode | undefined, field: string): void {
    if (Array.isArray(value)) {
      for (const v of value) walk(v, above, field);
      return;
    }
    if (typeof value !== "object" || value === null) return;
    const object = value as Record<string, unknown>;
    if (isEnd(object.from) && isEnd(object.to)) {
      const from = node(object.from);
      const to = node(object.to);
      if (from && to && typeof object.id === "string") link(object.id, typeof object.type === "string" ? object.type : String(object.__typename), from.id, to.id, false);
      walkEntries(object, undefined, "");
      return;
    }
    const found = node(object);
    if (found && above) link(`${above.id} ${field} ${found.id}`, field, above.id, found.id, true);
    if (found) walkEntries(object, found, "");
    else walkEntries(object, above !== undefined && !saysWhy(object) ? above : undefined, field);
  }

  function walkEntries(object: Record<string, unknown>, above: GraphNode | undefined, field: string): void {
    for (const [key, value] of Object.entries(object)) {
      if (key === "sources") continue; // where a claim is made is told beside the picture
      walk(value, above, field || key);
    }
  }

  walk(data, undefined, "");
  return graph;
}

function isEnd(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && typeof (value as Record<string, unknown>).id === "string";
}

/** Whether an object is a connection whose edges have their relationships. */
function saysWhy(object: Record<string, unknown>): boolean {
  const { edges } = object;
  return "relationship" in object || (Array.isArray(edges) && edges.some((e) => typeof e === "object" && e !== null && "relationship" in e));
}
