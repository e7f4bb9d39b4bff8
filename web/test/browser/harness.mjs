// A server of our own over the project's data, and a Chromium that reaches nothing else.
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

import { chromium } from "playwright-core";

const root = fileURLToPath(new URL("../../../", import.meta.url));

/** Builds dealgraph and serves the project's data from a port that is free. */
export async function startServer(...flags) {
  const dir = mkdtempSync(join(tmpdir(), "dealgraph-playground-"));
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

/** Chromium as Debian has it; DEALGRAPH_CHROMIUM names another. */
export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.DEALGRAPH_CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ],
  });
}

/** Opens the playground in a context of its own, and notes what may not happen: other hosts, errors, breaches of the policy. */
export async function open(browser, server, { fragment = "", ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: "reduce", ...options });
  const faults = [];
  context.on("request", (request) => {
    const { protocol, host } = new URL(request.url());
    if (protocol !== "blob:" && `http://${host}` !== server.url) faults.push(`a request to ${request.url()}`);
  });
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(`an error: ${error.stack}`));
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") faults.push(`the console: ${message.text()}`);
  });
  await page.goto(`${server.url}/${fragment}`);
  await page.locator(".graphiql-query-editor .view-line").first().waitFor();
  return { page, context, faults };
}
