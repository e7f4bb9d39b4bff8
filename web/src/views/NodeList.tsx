import { bundles, linksAt, reading, type Graph } from "../graph/graph";
import type { ViewProps } from "./Picture";

/** The same as the drawing, as a list: each node, and below it where its relationships lead. */
export function NodeList({ graph, chosen, onChoose }: ViewProps) {
  return (
    <ul className="node-list" aria-label="Nodes">
      {[...graph.nodes.values()].map((node) => (
        <li key={node.id}>
          <button type="button" aria-pressed={node.id === chosen} onClick={() => onChoose(node.id)}>
            {node.name} <span className="hint">({node.type})</span>
          </button>
          <ul>
            {readings(graph, node.id).map((text, i) => (
              <li key={i}>{text}</li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}

function readings(graph: Graph, id: string): string[] {
  const places = linksAt(graph, id);
  return bundles(places.map(({ link }) => link)).map(({ link, claims }) => {
    const place = places.find((p) => p.link === link);
    const text = place ? reading(link, place.other, place.forward) : link.type;
    return claims > 1 ? `${text} (${claims} claims)` : text;
  });
}
