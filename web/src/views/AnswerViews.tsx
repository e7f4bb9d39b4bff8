import { useGraphiQL } from "@graphiql/react";
import { useEffect, useRef } from "react";

import type { Answers, Asked } from "../answer/answers";
import { csv } from "../answer/csv";
import { parsed } from "../answer/document";
import { flatten, NoTable, type Table } from "../answer/table";
import type { Variables } from "../answer/fields";
import { ErrorList } from "./ErrorList";
import { ExplainView } from "./ExplainView";
import { PictureView } from "./PictureView";
import { save } from "./save";
import { TableView } from "./TableView";
import { useEscape } from "./useEscape";

const views = ["json", "table", "picture", "explain"] as const;

/** A way to look at an answer. */
export type View = (typeof views)[number];

const titles: Record<View, string> = { json: "JSON", table: "Table", picture: "Picture", explain: "Explain" };

interface Props {
  view: View;
  onView: (view: View) => void;
  answers: Answers;
  endpoint: string;
}

/** The bar above an answer, and the answer as something other than JSON, which GraphiQL shows itself. */
export function AnswerViews({ view, onView, answers, endpoint }: Props) {
  const { shown, fetching } = useGraphiQL(({ tabs, activeTabIndex, isFetching }) => ({ shown: tabs[activeTabIndex]?.response, fetching: isFetching }));
  useEscape();
  const asked = answers.of(shown);
  const made = asked ? tableOf(asked) : undefined;
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (asked) reveal(place.current);
  }, [asked]);

  return (
    <section className="answer" aria-label="Answer" ref={place}>
      <div className="answer-bar">
        <div role="group" aria-label="Show the answer as" className="answer-views">
          {views.map((v) => (
            <button type="button" key={v} aria-pressed={v === view} onClick={() => onView(v)}>
              {titles[v]}
            </button>
          ))}
        </div>
        <p role="status" className={asked?.reply.body.errors ? "answer-status failed" : "answer-status"}>
          {fetching ? "Running …" : asked ? summary(asked) : shown ? "" : "Not run yet: Ctrl Enter runs the query."}
        </p>
        {asked && (
          <div className="answer-downloads">
            {made?.table && (
              <button type="button" aria-label="Download CSV" onClick={() => save(`${made.name}.csv`, "text/csv", csv(made.table!))}>
                ↓ CSV
              </button>
            )}
            <button type="button" aria-label="Download JSON" onClick={() => save(`${made?.name ?? "answer"}.json`, "application/json", `${shown}\n`)}>
              ↓ JSON
            </button>
          </div>
        )}
      </div>
      {view !== "json" && (
        <div className="answer-panel">
          {asked ? (
            <Panel view={view} asked={asked} table={made} endpoint={endpoint} key={shown} />
          ) : (
            <p className="hint">{fetching ? "" : "The answer will stand here."}</p>
          )}
        </div>
      )}
    </section>
  );
}

/** In one column the answer stands below the fold: what a click on Run does must be seen. */
function reveal(place: HTMLElement | null): void {
  const top = place?.getBoundingClientRect().top ?? 0;
  if (top >= 0 && top < window.innerHeight / 2) return;
  const still = matchMedia("(prefers-reduced-motion: reduce)").matches;
  place?.scrollIntoView({ behavior: still ? "auto" : "smooth", block: "start" });
}

function Panel({ view, asked, table, endpoint }: { view: View; asked: Asked; table: Made | undefined; endpoint: string }) {
  const { data, errors } = asked.reply.body;
  if (view === "explain") return <ExplainView asked={asked} endpoint={endpoint} />;
  if (!data) return <ErrorList errors={errors ?? []} />;
  if (view === "picture") return <PictureView asked={asked} endpoint={endpoint} />;
  return table?.table ? <TableView table={table.table} /> : <p className="hint">{table?.why}</p>;
}

function summary({ reply: { status, milliseconds, body } }: Asked): string {
  const errors = body.errors?.length ?? 0;
  const told = errors === 0 ? "" : errors === 1 ? ", 1 error" : `, ${errors} errors`;
  return `${status === 0 ? "no answer" : status} in ${Math.round(milliseconds)} ms${told}`;
}

/** An answer's table, or why there is none, and what a file of it is called. */
interface Made {
  name: string;
  table?: Table;
  why?: string;
}

function tableOf({ question, reply }: Asked): Made | undefined {
  const { data } = reply.exact;
  if (!data) return undefined;
  const name = question.operationName || "answer";
  const document = parsed(question.query);
  if (!document) return { name, why: "This document does not parse." };
  try {
    return { name, table: flatten(document, question.operationName, (question.variables ?? {}) as Variables, data) };
  } catch (error) {
    if (error instanceof NoTable) return { name, why: `${error.message[0].toUpperCase()}${error.message.slice(1)}.` };
    throw error;
  }
}
