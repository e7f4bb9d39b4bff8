import { parse } from "lossless-json";

/** A GraphQL request. */
export interface Question {
  query: string;
  variables?: unknown;
  operationName?: string | null;
  extensions?: Record<string, unknown>;
}

/** An error as the server tells it. */
export interface Refusal {
  message: string;
  path?: (string | number)[];
  extensions?: { code?: string; argument?: string; variable?: string; requestId?: string } & Record<string, unknown>;
}

/** A response body. */
export interface Body {
  data?: Record<string, unknown> | null;
  errors?: Refusal[];
  extensions?: Record<string, unknown>;
}

/** What came back, or what kept it from coming. */
export interface Reply {
  /** The status of HTTP; 0 where there was no answer at all. */
  status: number;
  milliseconds: number;
  /** With plain numbers, as programs have them. */
  body: Body;
  /** With numbers as they were written. */
  exact: Body;
}

const accept = "application/graphql-response+json, application/json;q=0.9";

/** Sends a question. It throws only what abort throws: everything else is a reply with an error in it. */
export async function ask(endpoint: string, question: Question, headers: Record<string, string> = {}, signal?: AbortSignal): Promise<Reply> {
  const start = performance.now();
  let status = 0;
  let body: Body;
  let exact: Body;
  try {
    const response = await fetch(endpoint, {
      method: "POST",
      headers: { ...headers, "Content-Type": "application/json", Accept: accept },
      body: JSON.stringify(question),
      signal,
    });
    status = response.status;
    const text = await response.text();
    ({ body, exact } = read(response, text));
  } catch (error) {
    if (signal?.aborted) throw error;
    body = exact = failed(`No answer: ${error instanceof Error ? error.message : String(error)}.`);
  }
  return { status, milliseconds: performance.now() - start, body, exact };
}

/** Asks how the answer came about, too. Servers that do not tell refuse the question as a whole. */
export function askExplained(endpoint: string, question: Question, headers: Record<string, string>): Promise<Reply> {
  return ask(endpoint, { ...question, extensions: { explain: true } }, headers);
}

export function isForbidden({ body }: Reply): boolean {
  return body.errors?.some((e) => e.extensions?.code === "FORBIDDEN") ?? false;
}

function read(response: Response, text: string): { body: Body; exact: Body } {
  try {
    const body: unknown = JSON.parse(text);
    if (typeof body === "object" && body !== null && ("data" in body || "errors" in body)) {
      return { body: body as Body, exact: parse(text) as Body };
    }
  } catch {
    // Something in between has answered.
  }
  const body = failed(`The server answered ${response.status} ${response.statusText}`.trimEnd() + `, and nothing of GraphQL.${later(response)}`);
  return { body, exact: body };
}

function later(response: Response): string {
  const seconds = response.headers.get("Retry-After");
  return seconds === null ? "" : ` Try again in ${seconds} s.`;
}

function failed(message: string): Body {
  return { errors: [{ message }] };
}

/** The code, the argument and the place of an error, as one line. */
export function tell(error: Refusal): string {
  const { code, argument, variable } = error.extensions ?? {};
  const where = [
    error.path && error.path.length > 0 ? `at ${error.path.join(".")}` : "",
    argument ? `argument ${argument}` : "",
    variable ? `variable $${variable}` : "",
  ].filter((part) => part !== "");
  return `${code ? `${code}: ` : ""}${error.message}${where.length > 0 ? ` (${where.join(", ")})` : ""}`;
}

