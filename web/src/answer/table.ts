// The rules by which an answer becomes a table are those of `dealgraph query` (docs/scripts.md): internal/query/rows.go has
// them in Go, and both are judged by the cases in internal/query/testdata.
import type { DocumentNode } from "graphql";
import { isLosslessNumber } from "lossless-json";

import { operation, rootFields, type Field, type Variables } from "./fields";

/** Joins the values of a list in one cell. */
const separator = "; ";

/** An answer as rows of texts. */
export interface Table {
  columns: string[];
  rows: string[][];
  /** The page says that there are more rows than these. */
  more: boolean;
}

type Path = string[];

/** An operation of several root fields makes no table: the message says so. */
export class NoTable extends Error {}

/** Flattens an answer to an operation with one root field. Numbers may be plain, or as lossless-json has them. */
export function flatten(document: DocumentNode, operationName: string | null | undefined, variables: Variables, data: Record<string, unknown>): Table {
  const op = operation(document, operationName);
  const roots = op ? rootFields(document, op, variables) : [];
  if (roots.length !== 1) {
    const keys = roots.map((r) => r.key).join(", ");
    throw new NoTable(`a table shows one root field, and the operation has ${roots.length} (${keys}): ask for them one at a time, or for json`);
  }
  const [root] = roots;
  const value = data[root.key];
  if (root.fields === undefined) return { columns: [root.key], rows: [[cell(value, [])]], more: false };
  const { path, field } = findRows(root, value);
  const beside = besideRows(root, path);
  const within = leaves(field, []);
  return {
    columns: names(root, path, beside, within),
    rows: items(value, path).map((item) => [...beside.map((p) => cell(value, p)), ...within.map((p) => cell(item, p))]),
    more: hasMore(root, value, path),
  };
}

/** The path from the root field to the list that makes the rows, undefined where there is none, and the field that it is. */
function findRows(root: Field, value: unknown): { path: Path | undefined; field: Field } {
  const queue: { path: Path; field: Field; value: unknown }[] = [{ path: [], field: root, value }];
  for (let place = queue.shift(); place; place = queue.shift()) {
    if (isRows(place.field, place.value)) return place;
    for (const f of place.field.fields ?? []) {
      if (f.fields) queue.push({ path: [...place.path, f.key], field: f, value: entry(place.value, f.key) });
    }
  }
  return { path: undefined, field: root };
}

/** Whether a field is a list of objects. Where the answer has nothing there, its name decides. */
function isRows(field: Field, value: unknown): boolean {
  if (value === null || value === undefined) return field.name === "nodes" || field.name === "edges";
  return Array.isArray(value);
}

function items(value: unknown, path: Path | undefined): unknown[] {
  const found = (path ?? []).reduce(entry, value);
  if (found === null || found === undefined) return [];
  if (path === undefined) return [found];
  return Array.isArray(found) ? found : [];
}

/** The names of the columns. Where two would have one name, those within the rows get their whole path. */
function names(root: Field, rows: Path | undefined, beside: Path[], within: Path[]): string[] {
  const outer = beside.map((p) => [root.key, ...p].join("."));
  const clash = within.some((p) => outer.includes(p.join(".")));
  const prefix = clash ? [root.key, ...(rows ?? [])] : [];
  return [...outer, ...within.map((p) => [...prefix, ...p].join("."))];
}

/** The paths of the leaves under the root field that are not below the rows. */
function besideRows(root: Field, rows: Path | undefined): Path[] {
  if (rows === undefined) return [];
  const found: Path[] = [];
  function look(at: Field, path: Path): void {
    if (path.join(".") === rows?.join(".")) return;
    for (const f of at.fields ?? []) {
      if (f.name === "pageInfo") continue;
      if (f.fields === undefined) found.push([...path, f.key]);
      else look(f, [...path, f.key]);
    }
  }
  look(root, []);
  return found;
}

function leaves(at: Field, path: Path): Path[] {
  return (at.fields ?? []).flatMap((f) => (f.fields === undefined ? [[...path, f.key]] : leaves(f, [...path, f.key])));
}

/** Whether the connection of the rows says that there are more: by its page's hasNextPage, or by totalCount. */
function hasMore(root: Field, value: unknown, rows: Path | undefined): boolean {
  if (rows === undefined || rows.length === 0) return false;
  const above = rows.slice(0, -1);
  const connection = above.reduce(entry, value);
  const field = above.reduce<Field | undefined>((at, key) => at?.fields?.find((f) => f.key === key), root);
  return (field?.fields ?? []).some((f) => {
    const found = entry(connection, f.key);
    if (f.name === "totalCount") return found !== undefined && found !== null && Number(found) !== items(value, rows).length;
    return f.name === "pageInfo" && (f.fields ?? []).some((leaf) => leaf.name === "hasNextPage" && entry(found, leaf.key) === true);
  });
}

function entry(value: unknown, key: string): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
  return (value as Record<string, unknown>)[key];
}

/** The text of what stands at a path, the values of lists on the way joined. */
function cell(value: unknown, path: Path): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "string") return value;
  if (isLosslessNumber(value)) return value.value;
  if (Array.isArray(value)) return value.map((v) => cell(v, path)).join(separator);
  if (typeof value === "object" && path.length > 0) return cell(entry(value, path[0]), path.slice(1));
  return JSON.stringify(value);
}
