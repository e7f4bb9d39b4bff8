import { isInterfaceType, type GraphQLSchema } from "graphql";
import { useMemo, useState } from "react";

import { ask } from "../ask";
import { extract } from "../graph/extract";
import { merged, type Graph } from "../graph/graph";
import { layout, type Positions } from "../graph/layout";
import { expansion } from "../graph/queries";
import { Details } from "./Details";
import { NodeList } from "./NodeList";
import { Picture } from "./Picture";

/** A picture on the way: what is on it, where, and what is chosen. */
interface Scene {
  graph: Graph;
  positions: Positions;
  chosen: string | undefined;
}

/** The most pictures to go back to. */
const kept = 30;

interface Props {
  schema: GraphQLSchema;
  first: Graph;
  endpoint: string;
  headers: Record<string, string>;
}

/** A picture that one can walk in: inspect a node or a relationship, expand a node, go back. */
export function Explore({ schema, first, endpoint, headers }: Props) {
  const [scenes, setScenes] = useState<Scene[]>(() => [{ graph: first, positions: layout(first), chosen: undefined }]);
  const [asList, setAsList] = useState(false);
  const [said, say] = useState("");
  const scene = scenes[scenes.length - 1];
  const query = useMemo(() => expansion(schema), [schema]);
  const types = useMemo(() => entityTypes(schema), [schema]);

  const go = (next: Scene) => setScenes([...scenes, next].slice(-kept));
  const choose = (chosen: string | undefined) => {
    if (chosen === scene.chosen) return;
    go({ ...scene, chosen });
    say("");
  };

  async function expand(id: string) {
    say("Expanding …");
    const { body } = await ask(endpoint, { query, variables: { id }, operationName: "Expand" }, headers);
    if (!body.data) {
      say(body.errors?.[0]?.message ?? "There was no answer.");
      return;
    }
    const graph = merged(scene.graph, extract(body.data));
    const added = graph.nodes.size - scene.graph.nodes.size;
    const links = graph.links.size - scene.graph.links.size;
    say(added + links === 0 ? "Nothing more is known of its neighbours." : `${counted(added, "node")} and ${counted(links, "relationship")} more.`);
    if (added + links > 0) go({ graph, positions: layout(graph, scene.positions), chosen: id });
  }

  function back() {
    setScenes(scenes.slice(0, -1));
    say("");
  }

  const View = asList ? NodeList : Picture;
  return (
    <div className="explore">
      <div className="explore-bar">
        <button type="button" onClick={back} disabled={scenes.length === 1}>
          Back
        </button>
        <div role="group" aria-label="Show the graph as">
          <button type="button" aria-pressed={!asList} onClick={() => setAsList(false)}>
            Drawing
          </button>
          <button type="button" aria-pressed={asList} onClick={() => setAsList(true)}>
            List
          </button>
        </div>
        <p role="status" className="hint">
          {said || sizes(scene.graph)}
        </p>
      </div>
      <div className="explore-panes">
        <View graph={scene.graph} types={types} positions={scene.positions} chosen={scene.chosen} onChoose={choose} />
        {scene.chosen !== undefined && (
          <Details
            key={scene.chosen}
            schema={schema}
            graph={scene.graph}
            id={scene.chosen}
            endpoint={endpoint}
            headers={headers}
            onChoose={choose}
            onExpand={query === "" ? undefined : expand}
          />
        )}
      </div>
    </div>
  );
}

function entityTypes(schema: GraphQLSchema): string[] {
  const entity = schema.getType("Entity");
  return isInterfaceType(entity) ? schema.getPossibleTypes(entity).map((t) => t.name).sort() : [];
}

function sizes({ nodes, links, omitted }: Graph): string {
  const left = omitted > 0 ? ` ${counted(omitted, "node")} left out: a picture has at most ${nodes.size}.` : "";
  return `${counted(nodes.size, "node")}, ${counted(links.size, "relationship")}.${left}`;
}

function counted(n: number, what: string): string {
  return n === 1 ? `1 ${what}` : `${n} ${what}s`;
}
