import type { GraphQLSchema } from "graphql";
import { useEffect, useState } from "react";

import { ask, type Refusal } from "../ask";
import { linksAt, reading, words, type Graph } from "../graph/graph";
import { inspection } from "../graph/queries";
import { ErrorList } from "./ErrorList";

interface Source {
  document: { id: string; name: string; url?: string | null };
  locator?: string | null;
}

type Held = Record<string, unknown> & { sources?: Source[] };

interface Props {
  schema: GraphQLSchema;
  graph: Graph;
  id: string;
  endpoint: string;
  headers: Record<string, string>;
  onChoose: (id: string | undefined) => void;
  onExpand: ((id: string) => Promise<void>) | undefined;
}

/** What is known of a node or a relationship, and who says so. */
export function Details({ schema, graph, id, endpoint, headers, onChoose, onExpand }: Props) {
  const [held, setHeld] = useState<Held | { errors: Refusal[] }>();
  const node = graph.nodes.get(id);
  const link = graph.links.get(id);

  useEffect(() => {
    const stop = new AbortController();
    find(schema, node?.type ?? "", id, endpoint, headers, stop.signal).then(setHeld, () => undefined); // it fails only where it was stopped
    return () => stop.abort();
  }, [schema, node?.type, id, endpoint, headers]);

  return (
    <section className="details" aria-label="Details">
      <header>
        <h2>{node?.name ?? (link ? claim(graph, link.from, link.type, link.to) : id)}</h2>
        <button type="button" aria-label="Close the details" onClick={() => onChoose(undefined)}>
          ×
        </button>
      </header>
      <p className="hint">{node?.type ?? "Relationship"}</p>
      {node && onExpand && (
        <button type="button" className="primary" onClick={() => void onExpand(id)}>
          Expand
        </button>
      )}
      {held === undefined ? <p className="hint">Loading …</p> : isRefused(held) ? <ErrorList errors={held.errors} /> : <Properties held={held} id={id} />}
      {node && <Relationships graph={graph} id={id} onChoose={onChoose} />}
      {link && (
        <ul className="ends">
          {[link.from, link.to].map((end) => (
            <li key={end}>
              <button type="button" onClick={() => onChoose(end)}>
                {graph.nodes.get(end)?.name}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function isRefused(held: Held | { errors: Refusal[] }): held is { errors: Refusal[] } {
  return Array.isArray(held.errors);
}

async function find(schema: GraphQLSchema, type: string, id: string, endpoint: string, headers: Record<string, string>, signal: AbortSignal): Promise<Held | { errors: Refusal[] }> {
  const inspect = async (of: string) => {
    const { body } = await ask(endpoint, { query: inspection(schema, of), variables: { id }, operationName: "Inspect" }, headers, signal);
    return body;
  };
  let body = await inspect(type);
  const found = body.data?.node as Held | null | undefined;
  if (found && type === "" && typeof found.__typename === "string") body = await inspect(found.__typename); // a relationship's own type is known only now
  if (!body.data) return { errors: body.errors ?? [] };
  return (body.data.node as Held | null) ?? { errors: [{ message: "There is no such record any more." }] };
}

const apart = new Set(["__typename", "id", "name", "type", "from", "to", "sources", "summary"]);

function Properties({ held, id }: { held: Held; id: string }) {
  const properties = Object.entries(held).filter(([key, value]) => !apart.has(key) && text(value) !== "");
  return (
    <>
      {typeof held.summary === "string" && <p>{held.summary}</p>}
      <dl>
        <dt>id</dt>
        <dd>
          <code>{id}</code>
        </dd>
        {properties.map(([key, value]) => (
          <div key={key}>
            <dt>{key}</dt>
            <dd>{text(value)}</dd>
          </div>
        ))}
      </dl>
      {held.sources && held.sources.length > 0 && <Sources sources={held.sources} />}
    </>
  );
}

function text(value: unknown): string {
  if (value === null || value === undefined) return "";
  return Array.isArray(value) ? value.map(text).join("; ") : String(value);
}

function Sources({ sources }: { sources: Source[] }) {
  return (
    <>
      <h3>Sources</h3>
      <ul className="sources">
        {sources.map(({ document, locator }, i) => (
          <li key={i}>
            {document.url && /^https?:/.test(document.url) ? (
              <a href={document.url} rel="noreferrer noopener" target="_blank">
                {document.name}
              </a>
            ) : (
              document.name
            )}
            {locator && <span className="locator"> {locator}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}

function Relationships({ graph, id, onChoose }: { graph: Graph; id: string; onChoose: (id: string) => void }) {
  const links = linksAt(graph, id);
  if (links.length === 0) return null;
  return (
    <>
      <h3>In this picture</h3>
      <ul className="relationships">
        {links.map(({ link, other, forward }) => (
          <li key={link.id}>
            <button type="button" onClick={() => onChoose(link.derived ? other.id : link.id)}>
              {reading(link, other, forward)}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function claim(graph: Graph, from: string, type: string, to: string): string {
  return [graph.nodes.get(from)?.name, words(type), graph.nodes.get(to)?.name].join(" ");
}
