// A Chromium that reaches nothing but a server of our own.
import { chromium } from "playwright-core";

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
