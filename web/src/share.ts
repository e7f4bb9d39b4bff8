/** What a link shares: the fragment of the page's address, which no server sees. */
export interface Shared {
  query: string;
  variables: string;
}

/** The most characters of a link's fragment: chat programs and browsers cut longer ones. */
export const maxFragment = 8000;

/** The fragment that shares a query, undefined where it would be too long. */
export function fragmentOf({ query, variables }: Shared): string | undefined {
  const parts = new URLSearchParams({ query });
  if (variables.trim() !== "") parts.set("variables", variables);
  const fragment = `#${parts.toString()}`;
  return fragment.length <= maxFragment ? fragment : undefined;
}

/** What a fragment shares, undefined where it shares nothing. A shared query is shown, and runs only when it is told to. */
export function sharedBy(fragment: string): Shared | undefined {
  if (fragment.length > maxFragment) return undefined;
  const parts = new URLSearchParams(fragment.replace(/^#/, ""));
  const query = parts.get("query");
  return query ? { query, variables: parts.get("variables") ?? "" } : undefined;
}
