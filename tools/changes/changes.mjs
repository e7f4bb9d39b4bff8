// What changed between two published schemas, in words. `node main.mjs OLD NEW [MEANT]` says it on the command line.
import { CriticalityLevel, diff } from "@graphql-inspector/core";
import { buildSchema } from "graphql";

/** Reads a list of changes that are meant: one a line, as they are told; lines with # are comments. */
export const readMeant = (text) => text.split("\n").map((line) => line.trim()).filter((line) => line && !line.startsWith("#"));

/**
 * Compares two schemas (SDL). Breaking changes make documents invalid that were valid, or answers other than clients were
 * made for; dangerous ones may surprise clients. What is meant must be one of the breaking ones.
 */
export async function compare(before, after, meant = []) {
  const changes = await diff(buildSchema(before), buildSchema(after));
  const told = (level) => changes.filter((change) => change.criticality.level === level).map((change) => change.message);
  const breaking = told(CriticalityLevel.Breaking);
  return {
    breaking: breaking.filter((message) => !meant.includes(message)),
    meant: breaking.filter((message) => meant.includes(message)),
    stale: meant.filter((message) => !breaking.includes(message)),
    dangerous: told(CriticalityLevel.Dangerous),
    other: told(CriticalityLevel.NonBreaking).length,
  };
}
