import { parse, type DocumentNode } from "graphql";

/** A document, undefined where it does not parse: the server says why. */
export function parsed(query: string): DocumentNode | undefined {
  try {
    return parse(query, { noLocation: true });
  } catch {
    return undefined;
  }
}
