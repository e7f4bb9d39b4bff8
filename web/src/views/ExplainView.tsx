import { useState } from "react";

import type { Asked } from "../answer/answers";
import { askExplained, isForbidden, type Reply } from "../ask";
import { ErrorList } from "./ErrorList";

/** What a server that explains its answers says of one root field. */
interface Explained {
  field: string;
  steps: Step[];
}

interface Step {
  plan?: string;
  statement?: string;
  parameters?: Record<string, string>;
  rows?: number;
  milliseconds?: number;
}

/** How the server came by an answer: plans, statements, rows and times. */
export function ExplainView({ asked, endpoint }: { asked: Asked; endpoint: string }) {
  const [again, setAgain] = useState<Reply>();
  const reply = again ?? asked.reply;
  const fields = explained(reply);
  if (fields.length > 0) {
    return (
      <div className="explain" role="region" aria-label="How the answer came about" tabIndex={0}>
        {fields.map((f, i) => (
          <Field key={i} explained={f} />
        ))}
      </div>
    );
  }
  if (asked.refused || (again && isForbidden(again))) {
    return <p className="hint">This server does not tell how it came by its answers. Its operators can start it with --explain.</p>;
  }
  if (again) return <ErrorList errors={again.body.errors ?? []} />;
  const explain = async () => setAgain(await askExplained(endpoint, asked.question, asked.headers));
  return (
    <p className="hint">
      This answer was not explained.{" "}
      <button type="button" onClick={() => void explain()}>
        Ask again, with an explanation
      </button>
    </p>
  );
}

function explained(reply: Reply): Explained[] {
  const found = reply.body.extensions?.explain;
  return Array.isArray(found) ? (found as Explained[]) : [];
}

function Field({ explained: { field, steps } }: { explained: Explained }) {
  return (
    <section>
      <h2>{field}</h2>
      {(steps ?? []).map((step, i) => (
        <div className="step" key={i}>
          <p className="hint">{[count(step.rows), time(step.milliseconds)].filter((part) => part !== "").join(", ")}</p>
          {step.plan && <Text title="Plan" text={step.plan} />}
          {step.statement && <Text title="Statement" text={step.statement} />}
          {step.parameters && Object.keys(step.parameters).length > 0 && (
            <Text
              title="Parameters"
              text={Object.entries(step.parameters)
                .map(([name, type]) => `${name}: ${type}`)
                .join("\n")}
            />
          )}
        </div>
      ))}
    </section>
  );
}

function count(rows: number | undefined): string {
  return rows === undefined ? "" : rows === 1 ? "1 row" : `${rows} rows`;
}

function time(milliseconds: number | undefined): string {
  return milliseconds === undefined ? "" : `${milliseconds} ms`;
}

function Text({ title, text }: { title: string; text: string }) {
  return (
    <>
      <h3>{title}</h3>
      <pre>{text}</pre>
    </>
  );
}
