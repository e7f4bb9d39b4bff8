import { ToolbarButton, useGraphiQL } from "@graphiql/react";
import { useState } from "react";

import { fragmentOf, maxFragment } from "../share";

/** Puts the query and its variables into the address, and copies that. */
export function ShareButton() {
  const { queryEditor, variableEditor } = useGraphiQL(({ queryEditor, variableEditor }) => ({ queryEditor, variableEditor }));
  const [said, say] = useState("");

  async function share() {
    const fragment = fragmentOf({ query: queryEditor?.getValue() ?? "", variables: variableEditor?.getValue() ?? "" });
    if (fragment === undefined) {
      say(`Too long for a link: it would have more than ${maxFragment.toLocaleString("en")} characters.`);
      return;
    }
    history.replaceState(null, "", fragment);
    try {
      await navigator.clipboard.writeText(location.href);
      say("Link copied.");
    } catch {
      say("The link is in the address bar."); // the browser lets no page without https copy
    }
  }

  return (
    <>
      <ToolbarButton label="Copy a link to this query" onClick={() => void share()}>
        <LinkIcon />
      </ToolbarButton>
      <span className={said === "" ? "visually-hidden" : "said"} role="status" key={said} onAnimationEnd={() => say("")}>
        {said}
      </span>
    </>
  );
}

function LinkIcon() {
  return (
    <svg className="graphiql-toolbar-icon" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" aria-hidden="true">
      <path d="M10 14a4.2 4.2 0 0 0 6 0l3-3a4.2 4.2 0 0 0-6-6l-1.2 1.2M14 10a4.2 4.2 0 0 0-6 0l-3 3a4.2 4.2 0 0 0 6 6l1.2-1.2" />
    </svg>
  );
}
