import { expect, test } from "vitest";

import { fragmentOf, maxFragment, sharedBy } from "../src/share";

test("a link gives back what was shared", () => {
  const shared = { query: 'query A($id: ID!) { node(id: $id) { id } } # "정우" & + #', variables: '{ "id": "a" }' };
  const fragment = fragmentOf(shared);
  expect(fragment).toMatch(/^#query=/);
  expect(sharedBy(fragment!)).toEqual(shared);
});

test("variables may be absent", () => {
  expect(fragmentOf({ query: "{ a }", variables: " " })).toBe("#query=%7B+a+%7D");
  expect(sharedBy("#query=%7Ba%7D")).toEqual({ query: "{a}", variables: "" });
});

test("what is too long is no link, and a link that is too long shares nothing", () => {
  expect(fragmentOf({ query: "x".repeat(maxFragment), variables: "" })).toBeUndefined();
  expect(sharedBy(`#query=${"x".repeat(maxFragment)}`)).toBeUndefined();
});

test("other fragments share nothing", () => {
  for (const fragment of ["", "#", "#top", "#variables=%7B%7D", "#query="]) expect(sharedBy(fragment)).toBeUndefined();
});
