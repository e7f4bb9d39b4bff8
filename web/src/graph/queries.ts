import { isEnumType, isListType, isNonNullType, isObjectType, isScalarType, type GraphQLOutputType, type GraphQLSchema } from "graphql";

/** The most neighbours that one step of expanding asks for. */
const neighbours = 30;

const end = "{ __typename id name }";
const relationship = `{ __typename id type from ${end} to ${end} }`;
const sources = "sources { document { id name url } locator }";
const told = new Set(["id", "name", "type", "from", "to", "sources"]); // what every record has, told in its own place

/** Asks for what a record of a type holds itself, and who says so. */
export function inspection(schema: GraphQLSchema, type: string): string {
  const own = schema.getType(type);
  const fields = isObjectType(own) ? Object.values(own.getFields()) : [];
  const held = fields.filter((f) => !told.has(f.name) && f.args.every((a) => !isNonNullType(a.type)) && isLeaf(f.type)).map((f) => f.name);
  const url = has(schema, "Document", "url") ? sources : sources.replace(" url", "");
  return `query Inspect($id: ID!) {
  node(id: $id) {
    __typename
    id
    ... on Entity { name ${url} }
    ... on Relationship { type from ${end} to ${end} ${url} }
    ${held.length > 0 ? `... on ${type} { ${held.join(" ")} }` : ""}
  }
}`;
}

/** Asks for what surrounds a node: by neighborhood, else by the relationships that start or end there; "" without either. */
export function expansion(schema: GraphQLSchema): string {
  if (has(schema, "Query", "neighborhood")) {
    return `query Expand($id: ID!) {
  neighborhood(of: [$id], limit: ${neighbours}) {
    nodes ${end}
    relationships ${relationship}
    truncated
  }
}`;
  }
  if (!has(schema, "Query", "relationships")) return "";
  return `query Expand($id: ID!) {
  relationships(first: ${neighbours}, where: {OR: [{from: {id: {eq: $id}}}, {to: {id: {eq: $id}}}]}) {
    nodes ${relationship}
    pageInfo { hasNextPage }
  }
}`;
}

function has(schema: GraphQLSchema, type: string, field: string): boolean {
  const found = schema.getType(type);
  return isObjectType(found) && field in found.getFields();
}

function isLeaf(type: GraphQLOutputType): boolean {
  if (isNonNullType(type) || isListType(type)) return isLeaf(type.ofType as GraphQLOutputType);
  return isScalarType(type) || isEnumType(type);
}
