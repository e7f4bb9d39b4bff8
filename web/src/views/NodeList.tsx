import { linksAt, words } from "../graph/graph";
import type { ViewProps } from "./Picture";

/** The same as the drawing, as a list: each node, and below it where its relationships lead. */
export function NodeList({ graph, chosen, onChoose }: ViewProps) {
  return (
    <ul className="node-list" aria-label="Nodes">
      {[...graph.nodes.values()].map((node) => (
        <li key={node.id}>
          <button type="button" aria-pressed={node.id === chosen} onClick={() => onChoose(node.id)}>
            {node.name} <span className="hint">{node.type}</span>
          </button>
          <ul>
            {linksAt(graph, node.id).map(({ link, other, forward }) => (
              <li key={link.id}>
                {forward ? `${words(link.type)} →` : `← ${words(link.type)}`} {other.name}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  );
}
