import { useGraphiQL } from "@graphiql/react";
import { parse, print, type GraphQLSchema } from "graphql";
import { useEffect, useState } from "react";

import type { Asked } from "../answer/answers";
import { operation } from "../answer/fields";
import { ask, type Refusal } from "../ask";
import { augment } from "../graph/augment";
import { extract } from "../graph/extract";
import type { Graph } from "../graph/graph";
import { ErrorList } from "./ErrorList";
import { Explore } from "./Explore";

/** What became of the question for a picture. */
type Drawn = { graph: Graph } | { hint: string } | { errors: Refusal[] };

/** The nodes and relationships of an answer. The question is asked once more, with what a picture needs besides. */
export function PictureView({ asked, endpoint }: { asked: Asked; endpoint: string }) {
  const schema = useGraphiQL((state) => state.schema);
  const [drawn, setDrawn] = useState<Drawn>();

  useEffect(() => {
    if (!schema) return;
    const stop = new AbortController();
    draw(schema, asked, endpoint, stop.signal).then(setDrawn, () => undefined); // it fails only where it was stopped
    return () => stop.abort();
  }, [schema, asked, endpoint]);

  if (!schema) return <p className="hint">The schema is not known yet.</p>;
  if (!drawn) return <p className="hint">Drawing …</p>;
  if ("hint" in drawn) return <p className="hint">{drawn.hint}</p>;
  if ("errors" in drawn) return <ErrorList errors={drawn.errors} />;
  return <Explore schema={schema} first={drawn.graph} endpoint={endpoint} headers={asked.headers} />;
}

async function draw(schema: GraphQLSchema, { question, headers }: Asked, endpoint: string, signal: AbortSignal): Promise<Drawn> {
  const document = parse(question.query);
  if (operation(document, question.operationName)?.operation !== "query") return { hint: "Only the answers to queries are drawn." };
  const wider = augment(schema, document);
  if (!wider) return { hint: "This server's schema has no nodes and relationships that could be drawn." };
  const { body } = await ask(endpoint, { ...question, query: print(wider) }, headers, signal);
  if (!body.data) return { errors: body.errors ?? [] };
  const graph = extract(body.data);
  return graph.nodes.size > 0 ? { graph } : { hint: "There are no nodes in this answer to draw." };
}
