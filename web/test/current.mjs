// Builds the playground aside, and fails where dist is not what comes of it. Files are compared unpacked: compressors differ.
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";

import { build } from "vite";

const root = fileURLToPath(new URL("../", import.meta.url));
const aside = mkdtempSync(join(tmpdir(), "dealgraph-dist-"));
try {
  await build({ root, logLevel: "warn", build: { outDir: aside, emptyOutDir: true } });
  const [built, committed] = [files(aside), files(join(root, "dist"))];
  const names = [...new Set([...built.keys(), ...committed.keys()])].sort();
  const differ = names.filter((name) => !built.has(name) || !committed.has(name) || !built.get(name).equals(committed.get(name)));
  if (differ.length > 0) {
    console.error(`web/dist is not what web/src gives: run "npm run build" in web, and commit what changes:\n  ${differ.join("\n  ")}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(aside, { recursive: true });
}

/** The files below a folder, unpacked, by their names. */
function files(folder) {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    found.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const bytes = readFileSync(path);
      return [relative(folder, path), path.endsWith(".gz") ? gunzipSync(bytes) : bytes];
    }),
  );
}
