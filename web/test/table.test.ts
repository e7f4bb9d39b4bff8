// The cases are those of `dealgraph query`: one set of rules, two languages.
import { readdirSync, readFileSync } from "node:fs";

import { parse } from "graphql";
import { parse as parseExact } from "lossless-json";
import { expect, test } from "vitest";

import { csv } from "../src/answer/csv";
import { flatten, NoTable } from "../src/answer/table";

const cases = new URL("../../internal/query/testdata/", import.meta.url);
const files = readdirSync(cases).filter((name) => name.endsWith(".txtar"));

test("there are cases", () => expect(files.length).toBeGreaterThan(5));

test.each(files)("%s", (file) => {
  const sections = readSections(readFileSync(new URL(file, cases), "utf8"));
  const variables = JSON.parse(sections["variables.json"] ?? "{}") as Record<string, unknown>;
  const { data } = parseExact(sections["answer.json"]) as { data: Record<string, unknown> };
  expect(printed(sections["query.graphql"], variables, data)).toEqual({ csv: sections.csv, more: sections.table.endsWith("(there are more)\n") });
});

function printed(query: string, variables: Record<string, unknown>, data: Record<string, unknown>) {
  try {
    const table = flatten(parse(query), undefined, variables, data);
    return { csv: csv(table), more: table.more };
  } catch (error) {
    if (error instanceof NoTable) return { csv: `${error.message}\n`, more: false };
    throw error;
  }
}

/** The files of a txtar archive, by name. */
function readSections(text: string): Record<string, string> {
  const sections: Record<string, string> = {};
  let name = "";
  for (const line of text.split(/(?<=\n)/)) {
    const marker = /^-- (.+) --\n$/.exec(line);
    if (marker) sections[(name = marker[1])] = "";
    else if (name !== "") sections[name] += line;
  }
  return sections;
}

test("what a spreadsheet could misread is quoted, as Go's encoding/csv does", () => {
  const table = { columns: ["a", "b"], rows: [[" x", "\\."], ["", 'say "x"'], ["\u3000y", "1\r2"]], more: false };
  expect(csv(table)).toBe('a,b\n" x","\\."\n,"say ""x"""\n"\u3000y","1\r2"\n');
});
