import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

import react from "@vitejs/plugin-react";
import type { Plugin } from "vite";
import { defineConfig } from "vitest/config";

const own = (path: string) => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  plugins: [accessible(), react(), compressed()],
  resolve: {
    alias: [
      { find: "monaco-editor/esm/vs/editor/edcore.main.js", replacement: own("src/monaco.ts") },
      { find: "prettier/plugins/estree", replacement: own("src/prettierJSON.ts") },
      { find: "prettier/parser-babel", replacement: own("src/prettierJSON.ts") },
      { find: "prettier/parser-graphql", replacement: "prettier/plugins/graphql" },
    ],
    dedupe: ["react", "react-dom", "graphql"],
  },
  build: {
    license: { fileName: "licenses.md" }, // what others wrote is served with the terms on which it may be
    assetsInlineLimit: 0, // what is inlined is no file of the server's own
    chunkSizeWarningLimit: 4096,
    modulePreload: { polyfill: false },
    target: "es2022",
    rolldownOptions: {
      output: {
        // What changes seldom is apart from what changes often: in the browser's cache, and in the repository.
        codeSplitting: {
          groups: [
            { name: "editor-base", test: /monaco-editor.esm.vs.(base.common.uri|editor.common.(core.range|standalone.standaloneEnums|services.editorBaseApi))\.js$/ },
            { name: "libraries", test: /node_modules.(?!monaco-|prettier|jsonc-parser)/ },
          ],
        },
      },
      onLog(level, log, handler) {
        if (log.code !== "MODULE_LEVEL_DIRECTIVE") handler(level, log);
      },
    },
  },
  server: { proxy: { "/graphql": "http://127.0.0.1:8080" } },
  test: { include: ["test/*.test.ts"] },
  worker: { format: "es" },
});

/**
 * Mends what of GraphiQL assistive technology or weak eyes can't use. Its tabs are a tablist whose tabs hold two buttons each, which can't
 * be reached: a list of buttons is what they are. Its comments are too dark on a dark ground. Where GraphiQL has changed this fails.
 */
function accessible(): Plugin {
  const changes: Record<string, [string, string][]> = {
    "@graphiql/react/dist/components/tabs/index.js": [
      ['"aria-selected": isActive', '"aria-current": isActive'],
      ['role: "tab"', "role: undefined"],
      ['role: "tablist"', 'role: "list"'],
    ],
    "@graphiql/react/dist/constants.js": [["rules: [{", 'rules: [{ token: "comment", foreground: "#8fbf7a" }, {']], // the first is that of dark
  };
  return {
    name: "accessible",
    apply: "build",
    transform(code, id) {
      const file = Object.keys(changes).find((name) => id.replaceAll("\\", "/").endsWith(name));
      if (file === undefined) return undefined;
      for (const [from, to] of changes[file]) {
        if (!code.includes(from)) this.error(`${file} has no ${from} any more`);
        code = code.replace(from, to);
      }
      return { code, map: null };
    },
  };
}

/** Leaves the built files as they are served and committed: compressed, all but the page, which the server fills in. */
function compressed(): Plugin {
  let out = "";
  return {
    name: "compressed",
    apply: "build",
    configResolved(config) {
      out = resolve(config.root, config.build.outDir);
    },
    closeBundle() {
      for (const entry of readdirSync(out, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || entry.name === "index.html") continue;
        const file = join(entry.parentPath, entry.name);
        writeFileSync(`${file}.gz`, gzipSync(readFileSync(file), { level: 9 }));
        rmSync(file);
      }
    },
  };
}
