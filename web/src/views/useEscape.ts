import { KeyCode, useGraphiQL } from "@graphiql/react";
import { useEffect } from "react";

// Where Escape has something else to close first.
const nothingOpen =
  "!suggestWidgetVisible && !findWidgetVisible && !editorHoverVisible && !markersNavigationVisible && !inSnippetMode && !hasMultipleSelections";

/** Lets Escape leave an editor for its frame, from where Tab goes on: inside, Tab indents, and would be a trap. */
export function useEscape(): void {
  const editors = useGraphiQL(({ queryEditor, variableEditor, headerEditor, responseEditor }) => [queryEditor, variableEditor, headerEditor, responseEditor]);
  useEffect(() => {
    const actions = editors.map((editor) =>
      editor?.addAction({
        id: "leave-editor",
        label: "Leave the Editor",
        keybindings: [KeyCode.Escape],
        precondition: nothingOpen,
        run: () => editor.getContainerDomNode().focus(),
      }),
    );
    return () => actions.forEach((action) => action?.dispose());
  }, editors);
}
