// Generates all clients anew, says where that gives something else than what is committed, and runs them.
import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { startServer } from "../../web/test/server.mjs";

const here = fileURLToPath(new URL("..", import.meta.url));
const generated = ["generated", "genqlient/generated.go", "relay/persisted.json", "relay/src/__generated__"];

const run = (command, args, { cwd = here, url } = {}) =>
  execFileSync(command, args, { cwd, stdio: "inherit", env: { ...process.env, ...(url && { DEALGRAPH_URL: url }) } });

/** Generated files by name. */
function read() {
  const files = new Map();
  const visit = (path) => {
    if (!existsSync(join(here, path))) return;
    if (statSync(join(here, path)).isDirectory()) for (const name of readdirSync(join(here, path))) visit(`${path}/${name}`);
    else files.set(path, readFileSync(join(here, path), "utf8"));
  };
  generated.forEach(visit);
  return files;
}

function generate() {
  const before = read();
  for (const path of generated) rmSync(join(here, path), { recursive: true, force: true });
  writeFileSync(join(here, "relay/persisted.json"), "{}\n"); // relay-compiler adds to what is there
  run("npm", ["run", "--silent", "generate"]);
  run("go", ["generate", "."], { cwd: join(here, "genqlient") });
  const after = read();
  const changed = [...new Set([...before.keys(), ...after.keys()])].filter((path) => before.get(path) !== after.get(path));
  if (changed.length) throw new Error(`not what was committed: ${changed.join(", ")}`);
}

/** Runs programs against a server of their own. */
async function against(flags, programs) {
  const server = await startServer(...flags);
  try {
    await programs(server.url);
  } finally {
    await server.stop();
  }
}

await against([], async (url) => {
  writeFileSync(join(here, "schema.graphql"), await (await fetch(`${url}/schema.graphql`)).text());
  generate();
  run("npm", ["run", "--silent", "build"]);
  for (const name of ["codegen", "apollo", "urql"]) {
    console.log(`\n${name}`);
    run("node", [`build/${name}/main.js`], { url });
  }
  console.log("\ngenqlient");
  run("go", ["vet", "./..."], { cwd: join(here, "genqlient") });
  run("go", ["run", "."], { cwd: join(here, "genqlient"), url });
});
await against(["--trusted-documents", join(here, "relay/persisted.json")], (url) => {
  console.log("\nrelay");
  run("node", ["build/relay/src/main.js"], { url });
});
