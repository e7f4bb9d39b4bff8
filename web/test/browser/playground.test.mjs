// The playground as people use it. Runs by `npm run try`; `make playground` and CI build it first.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";

import { startServer } from "../server.mjs";
import { open, startBrowser } from "./harness.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let server;
let browser;
before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});
after(async () => {
  await browser?.close();
  await server?.stop();
});

/** A test that opens the playground, and fails if anything happened that may not. */
function playground(name, options, use) {
  test(name, { timeout: 120_000 }, async () => {
    const { page, context, faults } = await open(browser, server, options);
    try {
      await use(page, context, faults);
      assert.deepEqual(faults, []);
    } finally {
      await context.close();
    }
  });
}

const button = (page, name) => page.getByRole("button", { name, exact: true });
const status = (page) => page.locator(".answer-status");
const answerText = async (page) => (await page.locator(".result-window .view-lines").innerText()).replaceAll("\u00a0", " ");

async function run(page) {
  await button(page, "Execute query (Ctrl-Enter)").click();
  await status(page).filter({ hasText: " ms" }).waitFor();
}

/** Puts a query into a tab of its own. */
async function write(page, query) {
  await button(page, "New tab").click();
  await page.locator(".graphiql-query-editor .monaco-editor").click();
  await page.keyboard.insertText(query);
}

playground("ready questions stand in tabs", {}, async (page) => {
  const tabs = await page.locator(".graphiql-tab-button").allInnerTexts();
  assert.deepEqual(tabs.slice(0, 4), ["WhoSignedWhat", "WhatBothDealsCover", "HowBaeAndOnodaAreConnected", "WhatThisDocumentSays"]);
  for (const tab of tabs) {
    await page.locator(".graphiql-tab-button", { hasText: tab }).click();
    await run(page);
    assert.match(await status(page).innerText(), /^200 in \d+ ms$/, tab);
    assert.match(await answerText(page), /"data"/);
  }
});

playground("a query is typed with completion, run by its key, and answered", {}, async (page) => {
  await button(page, "New tab").click();
  await page.locator(".graphiql-query-editor .monaco-editor").click();
  await page.keyboard.type("{ deals", { delay: 40 });
  await page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "deals" }).first().waitFor();
  await page.keyboard.press("Escape");
  await page.keyboard.type("(first: 1) { nodes { na", { delay: 40 });
  await page.locator(".suggest-widget.visible .monaco-list-row", { hasText: "name" }).first().waitFor();
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Enter");
  await status(page).filter({ hasText: "200 in" }).waitFor();
  assert.match(await answerText(page), /"name": "\S/);
});

playground("a mistake in a query is underlined before it runs", {}, async (page) => {
  await write(page, "{ deals { nodes { nam } } }");
  await page.locator(".graphiql-query-editor .squiggly-error").first().waitFor();
});

playground("the docs tell what types and fields mean", {}, async (page) => {
  await button(page, "Show Documentation Explorer").click();
  const docs = page.locator(".graphiql-plugin");
  await docs.getByRole("link", { name: "Query", exact: true }).click();
  await docs.getByText("deals", { exact: true }).waitFor();
  await docs.getByRole("link", { name: "Deal", exact: true }).first().click();
  await docs.getByText("An understanding or agreement on technology").waitFor();
  await docs.getByText("The people who put a signature to it.").waitFor();
});

playground("the explorer builds a query", {}, async (page) => {
  await button(page, "New tab").click();
  await button(page, "Show GraphiQL Explorer").click();
  await page.locator(".graphiql-explorer-root, .graphiql-plugin").getByText("version", { exact: true }).click();
  await page.locator(".graphiql-query-editor .view-line", { hasText: "version" }).waitFor();
});

playground("the CSV is the one of dealgraph query, and the table shows it", { acceptDownloads: true }, async (page) => {
  await run(page);
  await button(page, "Table").click();
  const heads = await page.getByRole("columnheader").allInnerTexts();
  assert.deepEqual(heads.slice(0, 3), ["name", "date", "signatories.edges.node.name"]);
  const [download] = await Promise.all([page.waitForEvent("download"), button(page, "Download CSV").click()]);
  assert.equal(download.suggestedFilename(), "WhoSignedWhat.csv");
  const question = readFileSync(new URL("../../examples/1-signed.graphql", import.meta.url), "utf8");
  assert.equal(readFileSync(await download.path(), "utf8"), server.query(question, "--format", "csv"));
  const [json] = await Promise.all([page.waitForEvent("download"), button(page, "Download JSON").click()]);
  assert.equal(readFileSync(await json.path(), "utf8"), server.query(question));
});

playground("one walks through the picture by keyboard: inspects, expands, sees sources, goes back", {}, async (page) => {
  await run(page);
  await button(page, "Picture").click();
  const nodes = page.locator(".picture .node");
  await nodes.first().waitFor();
  const before = await nodes.count();

  await button(page, "List").press("Tab"); // the drawing is one stop
  const first = await page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  assert.match(first, /, (Deal|Person), \d+ relationships?$/);
  const visited = new Set([first]);
  for (const key of ["ArrowRight", "ArrowDown", "ArrowLeft", "ArrowUp"]) {
    await page.keyboard.press(key);
    visited.add(await page.evaluate(() => document.activeElement.getAttribute("aria-label")));
  }
  assert.ok(visited.size > 1, "the arrow keys lead nowhere");

  await page.getByRole("button", { name: /^U\.S\.-Korea Technology Prosperity Deal, Deal/ }).focus();
  await page.keyboard.press("Enter");
  const details = page.getByRole("region", { name: "Details" });
  await details.getByRole("heading", { name: "U.S.-Korea Technology Prosperity Deal" }).waitFor();
  await details.getByText("us-korea-tpd", { exact: true }).waitFor();
  await details.getByRole("heading", { name: "Sources" }).waitFor();

  await details.getByRole("button", { name: "Expand" }).press("Enter");
  await page.getByText(/nodes and \d+ relationships more/).waitFor();
  assert.ok((await nodes.count()) > before, "nothing was added");

  await details.getByRole("button", { name: /^signed|→ signed/ }).first().click();
  await details.getByText("Relationship", { exact: true }).waitFor();
  await details.getByRole("heading", { name: "Sources" }).waitFor();

  await button(page, "Back").click();
  await details.getByRole("heading", { name: "U.S.-Korea Technology Prosperity Deal" }).waitFor();
  await button(page, "Back").click();
  await button(page, "Back").click();
  assert.equal(await nodes.count(), before);

  await button(page, "List").click();
  assert.equal(await page.locator(".node-list > li").count(), before);
});

playground("all questions that are drawn have nodes", {}, async (page) => {
  const tabs = await page.locator(".graphiql-tab-button").allInnerTexts();
  await button(page, "Picture").click();
  for (const tab of tabs) {
    await page.locator(".graphiql-tab-button", { hasText: tab }).click();
    await run(page);
    await page.locator(".picture .node").first().waitFor();
  }
});

playground("a link shares a query with its variables", {}, async (page, context) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.locator(".graphiql-tab-button", { hasText: "WhatThisDocumentSays" }).click();
  await button(page, "Copy a link to this query").click();
  await page.getByText("Link copied.").waitFor();
  const link = await page.evaluate(() => navigator.clipboard.readText());
  assert.ok(link.startsWith(`${server.url}/#query=`));

  const other = await open(browser, server, { fragment: link.slice(server.url.length + 1) });
  await other.page.locator(".graphiql-tab-active", { hasText: "WhatThisDocumentSays" }).waitFor();
  assert.match(await other.page.locator(".graphiql-editor-tool .view-lines").first().innerText(), /us-korea-tpd-text/);
  await run(other.page);
  assert.match(await status(other.page).innerText(), /^200 /);
  assert.deepEqual(other.faults, []);
  await other.context.close();
});

playground("an error tells its code, its argument and its place", {}, async (page, _context, faults) => {
  await write(page, "{ deals(first: 0) { totalCount } }");
  await button(page, "Table").click();
  await button(page, "Execute query (Ctrl-Enter)").click();
  await page.locator(".errors", { hasText: "BAD_USER_INPUT: " }).filter({ hasText: "argument first" }).filter({ hasText: "at deals" }).waitFor();
  assert.match(await status(page).innerText(), /^400 in \d+ ms, 1 error$/);
  faults.splice(0); // the browser's console has the 400, too
});

for (const { name, answer, want } of [
  { name: "turned away by the server", answer: { status: 503, contentType: "application/json", headers: { "Retry-After": "1" }, body: '{"errors":[{"message":"Too many.","extensions":{"code":"OVERLOADED"}}]}' }, want: "OVERLOADED: Too many." },
  { name: "turned away by a proxy", answer: { status: 429, contentType: "text/html", headers: { "Retry-After": "7" }, body: "<h1>Slow down</h1>" }, want: "The server answered 429 Too Many Requests, and nothing of GraphQL. Try again in 7 s." },
]) {
  playground(`a question may be ${name}`, {}, async (page, _context, faults) => {
    await page.route("**/graphql", (route) => route.fulfill(answer));
    await button(page, "Table").click();
    await button(page, "Execute query (Ctrl-Enter)").click();
    await page.locator(".errors", { hasText: want }).waitFor();
    faults.splice(0); // the browser says of such an answer, too, that it is none
  });
}

test("an answer's explanation is shown where the server tells it", { timeout: 120_000 }, async () => {
  const telling = await startServer("--explain");
  const { page, context, faults } = await open(browser, telling);
  try {
    await run(page);
    await button(page, "Explain").click();
    await button(page, "Ask again, with an explanation").click();
    const explained = page.locator(".explain", { hasText: "SELECT" }).filter({ hasText: "Plan" }).filter({ hasText: /\d+ rows?, [\d.]+ ms/ });
    await explained.waitFor();
    await page.locator(".graphiql-tab-button", { hasText: "WhatBothDealsCover" }).click();
    await run(page);
    await explained.filter({ hasText: "technologies" }).waitFor();
    assert.deepEqual(faults, []);
  } finally {
    await context.close();
    await telling.stop();
  }
});

playground("where explanations are refused, the question is answered without", {}, async (page, _context, faults) => {
  await button(page, "Explain").click();
  await run(page);
  assert.match(await status(page).innerText(), /^200 in \d+ ms$/);
  await page.getByText("This server does not tell how it came by its answers.").waitFor();
  faults.splice(0); // the console has the 403
});

playground("Escape leaves an editor, so that Tab is no trap", {}, async (page) => {
  await page.locator(".graphiql-query-editor .monaco-editor").click();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.closest(".monaco-editor")), null);
});

for (const colorScheme of ["light", "dark"]) {
  for (const viewport of [{ width: 1280, height: 800 }, { width: 390, height: 800 }]) {
    playground(`axe finds nothing serious: ${colorScheme}, ${viewport.width} wide`, { colorScheme, viewport, bypassCSP: true }, async (page, _context) => {
      await run(page);
      for (const view of ["JSON", "Table", "Explain", "Picture"]) {
        await button(page, view).click();
        if (view === "Picture") {
          await page.locator(".picture .node").first().click();
          await page.getByRole("region", { name: "Details" }).getByRole("heading", { name: "Sources" }).waitFor();
        }
        await assertAccessible(page, view);
      }
      await button(page, "List").click();
      await assertAccessible(page, "List");
      await button(page, "Show Documentation Explorer").click();
      await page.locator(".graphiql-doc-explorer").waitFor();
      await assertAccessible(page, "the docs");
    });
  }
}

async function assertAccessible(page, where) {
  await page.evaluate(axe);
  const { violations } = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const serious = violations.filter(({ impact }) => impact === "serious" || impact === "critical");
  assert.deepEqual(
    serious.map(({ id, nodes }) => `${where}: ${id}: ${nodes.slice(0, 3).map((n) => `${n.html.slice(0, 160)} (${n.failureSummary?.split("\n")[1]?.trim()})`).join(" | ")}`),
    [],
  );
}
