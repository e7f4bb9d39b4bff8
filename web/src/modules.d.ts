// Modules that bring no types: of Monaco's own, only its main one does.
declare module "monaco-editor/esm/vs/*";
declare module "monaco-editor/esm/vs/editor/editor.api.js" {
  export * from "monaco-editor";
}
declare module "*.css";
