// A server of our own over the project's data.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));

/** Builds dealgraph and serves the project's data from a port that is free. */
export async function startServer(...flags) {
  const dir = mkdtempSync(join(tmpdir(), "dealgraph-"));
  const binary = join(dir, "dealgraph");
  execFileSync("go", ["build", "-o", binary, "./cmd/dealgraph"], { cwd: root, stdio: "inherit" });
  const server = spawn(binary, ["serve", "--addr", "127.0.0.1:0", "--db", join(dir, "test.db"), ...flags], { cwd: dir, stdio: ["ignore", "ignore", "pipe"] });
  const lines = createInterface({ input: server.stderr });
  const url = await new Promise((resolve, reject) => {
    const heard = [];
    lines.on("line", (line) => {
      heard.push(line);
      const address = /127\.0\.0\.1:[1-9]\d*/.exec(line);
      if (address) resolve(`http://${address[0]}`);
    });
    server.on("exit", (code) => reject(new Error(`the server ended with ${code}:\n${heard.join("\n")}`)));
  });
  return {
    url,
    /** What `dealgraph query` prints of a document. */
    query: (document, ...flags) => execFileSync(binary, ["query", "-", "--url", `${url}/graphql`, ...flags], { input: document, encoding: "utf8" }),
    async stop() {
      server.removeAllListeners("exit");
      server.kill();
      await once(server, "exit");
      rmSync(dir, { recursive: true });
    },
  };
}
