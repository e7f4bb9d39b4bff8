import { DropdownMenu, Tooltip, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect } from "react";

import type { Example } from "../settings";
import { sharedBy, type Shared } from "../share";

/** Opens a query in a tab of its own. */
export function useOpen(): (shared: Shared) => void {
  const { addTab } = useGraphiQLActions();
  const { queryEditor, variableEditor } = useGraphiQL(({ queryEditor, variableEditor }) => ({ queryEditor, variableEditor }));
  return ({ query, variables }) => {
    addTab();
    queryEditor?.setValue(query);
    variableEditor?.setValue(variables);
    queryEditor?.focus();
  };
}

/** A menu of the ready questions, and the one that opens a shared link on a page that is open already. */
export function Questions({ examples }: { examples: Example[] }) {
  const open = useOpen();
  useEffect(() => {
    const onHash = () => {
      const shared = sharedBy(location.hash);
      if (shared) open(shared);
    };
    window.addEventListener("hashchange", onHash);
    return () => window.removeEventListener("hashchange", onHash);
  });

  if (examples.length === 0) return null;
  return (
    <DropdownMenu>
      <Tooltip label="Ready questions">
        <DropdownMenu.Button className="graphiql-un-styled graphiql-toolbar-button" aria-label="Ready questions">
          <QuestionIcon />
        </DropdownMenu.Button>
      </Tooltip>
      <DropdownMenu.Content>
        {examples.map((example) => (
          <DropdownMenu.Item key={example.title} onSelect={() => open(example)}>
            {example.title}
          </DropdownMenu.Item>
        ))}
      </DropdownMenu.Content>
    </DropdownMenu>
  );
}

function QuestionIcon() {
  return (
    <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden="true">
      <circle cx="12" cy="12" r="9.25" />
      <path d="M9.2 9.4a2.8 2.8 0 1 1 4.1 2.5c-.8.4-1.3 1-1.3 1.9v.4M12 17.2v.1" strokeLinecap="round" />
    </svg>
  );
}

