/** A node of the picture. */
export interface GraphNode {
  id: string;
  type: string;
  name: string;
}

/** A relationship of the picture, or (derived) that one record was found below another. */
export interface GraphLink {
  id: string;
  type: string;
  from: string;
  to: string;
  derived: boolean;
}

/** Nodes and what joins them, in the order in which they were found. */
export interface Graph {
  nodes: Map<string, GraphNode>;
  links: Map<string, GraphLink>;
  /** How many nodes were found and left out, as there is a limit. */
  omitted: number;
}

/** The most nodes and relationships of one picture. More is no picture, and keeps the browser busy. */
export const maxNodes = 150;
export const maxLinks = 400;

export function emptyGraph(): Graph {
  return { nodes: new Map(), links: new Map(), omitted: 0 };
}

/** A graph with another's nodes and links added, within the limits; links need both of their ends. */
export function merged(graph: Graph, other: Graph): Graph {
  const nodes = new Map(graph.nodes);
  const links = new Map(graph.links);
  let omitted = graph.omitted + other.omitted;
  for (const node of other.nodes.values()) {
    if (nodes.size < maxNodes || nodes.has(node.id)) nodes.set(node.id, node);
    else omitted++;
  }
  for (const link of other.links.values()) {
    if (links.size < maxLinks && nodes.has(link.from) && nodes.has(link.to)) links.set(link.id, link);
  }
  return { nodes, links, omitted };
}

/** The links at a node, and where each leads. */
export function linksAt(graph: Graph, id: string): { link: GraphLink; other: GraphNode; forward: boolean }[] {
  const found = [];
  for (const link of graph.links.values()) {
    if (link.from !== id && link.to !== id) continue;
    const forward = link.from === id;
    const other = graph.nodes.get(forward ? link.to : link.from);
    if (other) found.push({ link, other, forward });
  }
  return found;
}

/** The claims of one type from one node to another: they are shown as one. */
export interface Bundle {
  /** The first of them. */
  link: GraphLink;
  claims: number;
}

export function bundles(links: Iterable<GraphLink>): Bundle[] {
  const found = new Map<string, Bundle>();
  for (const link of links) {
    const name = `${link.from} ${link.type} ${link.to}`;
    const known = found.get(name);
    if (known) known.claims++;
    else found.set(name, { link, claims: 1 });
  }
  return [...found.values()];
}

/** Where a link leads, read from one of its ends. */
export function reading(link: GraphLink, other: GraphNode, forward: boolean): string {
  return forward ? `${words(link.type)} → ${other.name}` : `${other.name} → ${words(link.type)}`;
}

/** A type of relationship as words: SIGNED_AT is "signed at". */
export function words(type: string): string {
  return type.replaceAll("_", " ").toLowerCase();
}
