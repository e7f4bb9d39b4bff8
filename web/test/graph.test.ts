import { readFileSync } from "node:fs";

import { buildSchema, parse, print, validate } from "graphql";
import { expect, test } from "vitest";

import { augment } from "../src/graph/augment";
import { extract } from "../src/graph/extract";
import { emptyGraph, linksAt, maxNodes, merged, type Graph } from "../src/graph/graph";
import { layout } from "../src/graph/layout";
import { neighbour } from "../src/graph/neighbour";
import { expansion, inspection } from "../src/graph/queries";

const schema = buildSchema(readFileSync(new URL("../../graph/api.graphqls", import.meta.url), "utf8"));

function augmented(query: string): string {
  const document = augment(schema, parse(query))!;
  expect(validate(schema, document)).toEqual([]);
  return print(document).replaceAll(/\s+/g, " ");
}

test("a picture's query asks for ids, types, names and the relationships that lead somewhere", () => {
  const end = "{ __typename id name }";
  expect(augmented("{ deals { nodes { parties { nodes { isoCode } } } } }")).toBe(
    "{ deals { nodes { parties { nodes { isoCode __typename id name } " +
      `edges { relationship { __typename id type from ${end} to ${end} } } } __typename id name } } }`,
  );
});

test.each([
  "{ deals { edges { node { date signatories(first: 3) { edges { cursor relationship { capacity } } } } } } }",
  '{ nodes(ids: ["a"]) { id ... on Deal { kind } ...F } } fragment F on Relationship { sources { document { name } locator } }',
  '{ document(id: "a") { citedBy(first: 5) { nodes { __typename ... on Signature { from { name } } } } } }',
  "{ relationships(first: 5) { nodes { type } } version datasets { name } }",
  "{ people { totalCount } }",
])("it is valid where the query is: %s", (query) => {
  augmented(query);
});

test("it asks for nothing of sources, which are told beside the picture", () => {
  expect(augmented('{ deal(id: "a") { sources { locator } } }')).toBe('{ deal(id: "a") { sources { locator } __typename id name } }');
});

test("a schema without entities makes no picture", () => {
  expect(augment(buildSchema("type Query { a: Int }"), parse("{ a }"))).toBeUndefined();
});

test("what is asked of a node or a relationship is valid", () => {
  for (const type of ["Deal", "Document", "Signature", "PartyTo", ""]) expect(validate(schema, parse(inspection(schema, type)))).toEqual([]);
  expect(validate(schema, parse(expansion(schema)))).toEqual([]);
  expect(expansion(buildSchema("type Query { a: Int }"))).toBe("");
});

const node = (id: string, more: object = {}) => ({ __typename: "T", id, name: id.toUpperCase(), ...more });
const rel = (id: string, from: string, to: string) => ({ __typename: "R", id, type: "KNOWS", from: node(from), to: node(to) });

test("nodes and relationships are found wherever they stand, each once", () => {
  const graph = extract({
    people: { nodes: [node("a", { knows: { nodes: [node("b")], edges: [{ relationship: rel("r1", "a", "b") }, { relationship: rel("r2", "a", "b") }] } })] },
    paths: { nodes: [{ steps: [{ relationship: rel("r3", "b", "c"), node: node("c") }] }] },
  });
  expect([...graph.nodes.keys()]).toEqual(["a", "b", "c"]);
  expect([...graph.links.values()].map((l) => [l.id, l.from, l.to, l.derived])).toEqual([
    ["r1", "a", "b", false],
    ["r2", "a", "b", false],
    ["r3", "b", "c", false],
  ]);
});

test("where no relationship says why a node stands below another, the field does", () => {
  const graph = extract({ document: node("d", { citedBy: { nodes: [node("a"), rel("r", "a", "b")] }, sources: [{ document: node("x") }] }) });
  expect([...graph.nodes.keys()]).toEqual(["d", "a", "b"]);
  expect([...graph.links.values()].map((l) => [l.type, l.from, l.to, l.derived])).toEqual([
    ["citedBy", "d", "a", true],
    ["KNOWS", "a", "b", false],
  ]);
});

test("what cannot be drawn is passed over", () => {
  for (const data of [null, {}, { version: "1" }, { a: [null, 1, "x", { id: "no-name" }] }]) expect(extract(data).nodes.size).toBe(0);
});

test("a picture has a limit, and says what it left out", () => {
  const graph = extract({ nodes: Array.from({ length: maxNodes + 7 }, (_, i) => node(`n${i}`)) });
  expect([graph.nodes.size, graph.omitted]).toEqual([maxNodes, 7]);
  expect(merged(graph, extract({ node: node("one-more") })).omitted).toBe(8);
});

function star(n: number): Graph {
  return extract({ nodes: Array.from({ length: n }, (_, i) => rel(`r${i}`, "hub", `leaf${i}`)) });
}

test("a layout is the same each time, keeps nodes apart, and keeps them where they were, about", () => {
  const graph = star(12);
  const first = layout(graph);
  expect(layout(star(12))).toEqual(first);
  const places = [...first.values()];
  for (const [i, a] of places.entries()) {
    for (const b of places.slice(i + 1)) expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(40);
  }
  const larger = merged(graph, extract({ nodes: [rel("more", "leaf3", "new")] }));
  const second = layout(larger, first);
  expect(second.size).toBe(14);
  for (const [id, place] of first) expect(Math.hypot(place.x - second.get(id)!.x, place.y - second.get(id)!.y)).toBeLessThan(200);
  expect(layout(emptyGraph()).size).toBe(0);
});

test("an arrow key means the nearest node that way", () => {
  const positions = new Map([
    ["a", { x: 0, y: 0 }],
    ["right", { x: 100, y: 20 }],
    ["far", { x: 300, y: 0 }],
    ["up", { x: 10, y: -80 }],
  ]);
  expect(neighbour(positions, "a", "right")).toBe("right");
  expect(neighbour(positions, "a", "up")).toBe("up");
  expect(neighbour(positions, "a", "left")).toBeUndefined();
  expect(neighbour(positions, "right", "left")).toBe("a");
  expect(neighbour(positions, "gone", "left")).toBeUndefined();
});

test("the links at a node tell their direction", () => {
  expect(linksAt(star(2), "leaf1").map(({ other, forward }) => [other.id, forward])).toEqual([["hub", false]]);
});
