import { Kind, type DirectiveNode, type DocumentNode, type FieldNode, type OperationDefinitionNode, type SelectionSetNode } from "graphql";

/** A field of the answer: what the document selects under one key, fragments joined. */
export interface Field {
  /** The alias, or the name. */
  key: string;
  name: string;
  /** undefined of a leaf. */
  fields?: Field[];
}

/** The values of variables, as far as they are known. */
export type Variables = Record<string, unknown>;

/** Picks the operation of this name; the only one where none is given. */
export function operation(document: DocumentNode, name?: string | null): OperationDefinitionNode | undefined {
  const all = document.definitions.filter((d) => d.kind === Kind.OPERATION_DEFINITION);
  return name ? all.find((o) => o.name?.value === name) : all[0];
}

/**
 * The name of the operation to run: the given one, if the document has it. GraphiQL reads a document only some time after it was typed, or its
 * tab was opened, and may name one of the document before.
 */
export function operationName(document: DocumentNode, given: string | null | undefined): string | undefined {
  return (operation(document, given) ?? operation(document))?.name?.value;
}

/** The fields of an operation, but those that @skip and @include leave out by a value that is known here. */
export function rootFields(document: DocumentNode, op: OperationDefinitionNode, variables: Variables): Field[] {
  const fragments = new Map(document.definitions.filter((d) => d.kind === Kind.FRAGMENT_DEFINITION).map((f) => [f.name.value, f]));

  function select(set: SelectionSetNode, fields: Field[], open: string[]): Field[] {
    for (const selection of set.selections) {
      if (!included(selection.directives ?? [], op, variables)) continue;
      switch (selection.kind) {
        case Kind.FIELD:
          add(selection, fields, open);
          break;
        case Kind.INLINE_FRAGMENT:
          select(selection.selectionSet, fields, open);
          break;
        case Kind.FRAGMENT_SPREAD: {
          const fragment = fragments.get(selection.name.value);
          if (fragment && !open.includes(fragment.name.value)) select(fragment.selectionSet, fields, [...open, fragment.name.value]);
        }
      }
    }
    return fields;
  }

  function add(node: FieldNode, fields: Field[], open: string[]): void {
    const key = node.alias?.value ?? node.name.value;
    const known = fields.find((f) => f.key === key);
    const below = node.selectionSet && select(node.selectionSet, known?.fields ?? [], open);
    if (known === undefined) fields.push({ key, name: node.name.value, fields: below });
    else if (below) known.fields = below;
  }

  return select(op.selectionSet, [], []);
}

function included(directives: readonly DirectiveNode[], op: OperationDefinitionNode, variables: Variables): boolean {
  return !condition(directives, "skip", false, op, variables) && condition(directives, "include", true, op, variables);
}

/** The value of a directive's argument, or otherwise where there is no directive, or nothing is known of it. */
function condition(directives: readonly DirectiveNode[], name: string, otherwise: boolean, op: OperationDefinitionNode, variables: Variables): boolean {
  const value = directives.find((d) => d.name.value === name)?.arguments?.find((a) => a.name.value === "if")?.value;
  if (value === undefined) return otherwise;
  if (value.kind === Kind.BOOLEAN) return value.value;
  if (value.kind !== Kind.VARIABLE) return otherwise;
  const given = variables[value.name.value];
  if (typeof given === "boolean") return given;
  const preset = op.variableDefinitions?.find((v) => v.variable.name.value === value.name.value)?.defaultValue;
  return preset?.kind === Kind.BOOLEAN ? preset.value : otherwise;
}
