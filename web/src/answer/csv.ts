import type { Table } from "./table";

/** Prints a table by RFC 4180, but with a line feed at each line's end, the names of the columns first. */
export function csv(table: Table): string {
  return [table.columns, ...table.rows].map((cells) => cells.map(quoted).join(",") + "\n").join("");
}

// A text that begins with one of these needs quotes, as Go's encoding/csv has it: some readers drop such a beginning.
const space = /^[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/;

/** Quotes what a reader could misread. */
function quoted(text: string): string {
  return text === "\\." || /[",\r\n]/.test(text) || space.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
