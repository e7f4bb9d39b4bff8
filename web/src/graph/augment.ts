import {
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  TypeInfo,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionNode,
  type SelectionSetNode,
} from "graphql";

const endOf = "{ __typename id name }";
const relationship = `__typename id type from ${endOf} to ${endOf}`;

/** What a selection has besides, so that a picture can be drawn of the answer. */
const additions = {
  entity: selected("__typename id name"),
  relationship: selected(relationship),
  node: selected(`__typename id ... on Entity { name } ... on Relationship { ${relationship} }`),
  edge: selected(`relationship { ${relationship} }`),
  connection: selected(`edges { relationship { ${relationship} } }`),
};

/**
 * Makes the document that asks for what a picture needs besides: ids, types and names of nodes, and the relationships by which
 * they were found. It asks for no records that the document doesn't ask for. undefined where the schema knows no entities.
 */
export function augment(schema: GraphQLSchema, document: DocumentNode): DocumentNode | undefined {
  if (!schema.getType("Entity") || !schema.getType("Relationship")) return undefined;
  const info = new TypeInfo(schema);
  return visit(
    document,
    visitWithTypeInfo(info, {
      SelectionSet: {
        leave(set) {
          const type = info.getParentType();
          if (!type || type.name === "Source") return undefined;
          return { ...set, selections: [...set.selections, ...missing(set, additionsFor(type))] };
        },
      },
    }),
  );
}

function additionsFor(type: GraphQLCompositeType): readonly SelectionNode[] {
  if (type.name === "Node") return additions.node;
  if (is(type, "Entity")) return additions.entity;
  if (is(type, "Relationship")) return additions.relationship;
  if (leadsToRelationship(type)) return additions.edge;
  if (isObjectType(type) && leadsToRelationship(named(type.getFields().edges?.type))) return additions.connection;
  return [];
}

function is(type: GraphQLCompositeType, name: string): boolean {
  return type.name === name || ((isObjectType(type) || isInterfaceType(type)) && type.getInterfaces().some((i) => i.name === name));
}

/** Whether a type is that of an edge with its relationship: a step of a path has its own node beside it, and is one, too. */
function leadsToRelationship(type: GraphQLNamedType | undefined): boolean {
  const found = isObjectType(type) ? named(type.getFields().relationship?.type) : undefined;
  return (isObjectType(found) || isInterfaceType(found)) && is(found, "Relationship");
}

function named(type: unknown): GraphQLNamedType | undefined {
  let inner = type as { ofType?: unknown } | undefined;
  while (inner?.ofType) inner = inner.ofType as { ofType?: unknown };
  return inner as GraphQLNamedType | undefined;
}

/** The additions that a selection lacks. What it has of one is left as it is: its own additions were made below it. */
function missing(set: SelectionSetNode, wanted: readonly SelectionNode[]): SelectionNode[] {
  const keys = new Set(set.selections.filter((s): s is FieldNode => s.kind === Kind.FIELD).map((f) => f.alias?.value ?? f.name.value));
  return wanted.filter((w) => w.kind !== Kind.FIELD || !keys.has(w.name.value));
}

function selected(fields: string): readonly SelectionNode[] {
  const [definition] = parse(`{ ${fields} }`, { noLocation: true }).definitions;
  return definition.kind === Kind.OPERATION_DEFINITION ? definition.selectionSet.selections : [];
}
