import assert from "node:assert/strict";
import { test } from "node:test";

import { compare, readMeant } from "./changes.mjs";

const oneOf = "directive @oneOf on INPUT_OBJECT\n";
const base = `${oneOf}
type Query { deals(first: Int, order: Order, where: Where, sort: Direction = ASC): [Deal!]! node(id: ID!): Node }
interface Node { id: ID! }
type Deal implements Node { id: ID! name: String! date: String status: Status }
type Event { id: ID! }
enum Status { HELD PLANNED }
enum Direction { ASC DESC }
input Order { name: Direction date: Direction }
input Where { id: ID name: String }
`;

const cases = [
  ["a type removed", "type Event { id: ID! }\n", "", "breaking", "Type 'Event' was removed"],
  ["a field removed", " date: String status", " status", "breaking", "Field 'date' was removed from object type 'Deal'"],
  ["a field that may be null now", "name: String! date", "name: String date", "breaking", "Field 'Deal.name' changed type from 'String!' to 'String'"],
  ["a field of another type", "date: String status", "date: Int status", "breaking", "Field 'Deal.date' changed type from 'String' to 'Int'"],
  ["an argument removed", "first: Int, ", "", "breaking", "Argument 'first: Int' was removed from field 'Query.deals'"],
  ["an argument that is required now", "first: Int,", "first: Int!,", "breaking", "Type for argument 'first' on field 'Query.deals' changed from 'Int' to 'Int!'"],
  ["a required argument", "deals(first", "deals(of: ID!, first", "breaking", "Argument 'of: ID!' added to field 'Query.deals'"],
  ["an enum's value removed", "HELD PLANNED", "HELD", "breaking", "Enum value 'PLANNED' was removed from enum 'Status'"],
  ["a filter removed", "id: ID name: String }", "id: ID }", "breaking", "Input field 'name' was removed from input object type 'Where'"],
  ["a filter that is required now", "id: ID name: String }", "id: ID! name: String }", "breaking", "Input field 'Where.id' changed type from 'ID' to 'ID!'"],
  ["one key of an input at a time", "input Order {", "input Order @oneOf {", "breaking", "Directive 'oneOf' was added to input object 'Order'"],
  ["an interface given up", "Deal implements Node", "Deal", "breaking", "'Deal' object type no longer implements 'Node' interface"],
  ["another kind of type", "input Where { id: ID name: String }", "scalar Where", "breaking", "'Where' kind changed from 'InputObjectTypeDefinition' to 'ScalarTypeDefinition'"],
  ["another default", "= ASC", "= DESC", "dangerous", "Default value for argument 'sort' on field 'Query.deals' changed from '\"ASC\"' to '\"DESC\"'"],
  ["another value of an enum", "HELD PLANNED", "HELD PLANNED CANCELLED", "dangerous", "Enum value 'CANCELLED' was added to enum 'Status'"],
];

for (const [name, old, changed, kind, message] of cases) {
  test(`${name} is ${kind}`, async () => {
    assert.ok(base.includes(old));
    const found = await compare(base, base.replace(old, changed));
    assert.deepEqual(found[kind], [message]);
  });
}

test("what only adds breaks nothing", async () => {
  const more = base.replace("type Event {", "type Person { id: ID! } type Event { name: String").replace("id: ID name: String }", "id: ID name: String date: String }").replace("first: Int,", "first: Int, after: String,");
  const { breaking, other } = await compare(base, more);
  assert.deepEqual(breaking, []);
  assert.ok(other > 0);
});

test("what is meant is no mistake, and what is meant but not there is one", async () => {
  const meant = readMeant("# Events are gone, as nobody asked for them.\nType 'Event' was removed\n\nType 'Deal' was removed\n");
  const { breaking, stale, ...found } = await compare(base, base.replace("type Event { id: ID! }\n", ""), meant);
  assert.deepEqual([breaking, found.meant, stale], [[], ["Type 'Event' was removed"], ["Type 'Deal' was removed"]]);
});
