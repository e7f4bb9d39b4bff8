// A plugin for Prettier that lays out JSON by the parser that GraphiQL has anyway. It stands in for Prettier's parser and
// printer of JavaScript (vite.config.ts), which GraphiQL would load to lay out variables.
import { applyEdits, format } from "jsonc-parser";

const astFormat = "laid-out-json";

export const parsers = {
  jsonc: {
    astFormat,
    parse: (text: string) => ({ text }),
    locStart: () => 0,
    locEnd: (node: { text: string }) => node.text.length,
  },
};

export const printers = {
  [astFormat]: {
    print: ({ node }: { node: { text: string } }) =>
      applyEdits(node.text, format(node.text, undefined, { insertSpaces: true, tabSize: 2, eol: "\n" })),
  },
};
