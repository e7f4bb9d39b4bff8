/** A question that the page offers: one that the served schema can answer. */
export interface Example {
  title: string;
  query: string;
  /** A JSON object, or "". */
  variables: string;
}

/** What the server puts into the page. */
export interface Settings {
  endpoint: string;
  version: string;
  examples: Example[];
}

/** Reads what the server put into the page; what Vite's own server leaves unfilled is a page without examples. */
export function readSettings(): Settings {
  try {
    return JSON.parse(document.getElementById("settings")?.textContent ?? "") as Settings;
  } catch {
    return { endpoint: "/graphql", version: "", examples: [] };
  }
}
