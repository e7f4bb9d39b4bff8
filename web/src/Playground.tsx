import { explorerPlugin } from "@graphiql/plugin-explorer";
import { HISTORY_PLUGIN } from "@graphiql/plugin-history";
import type { Fetcher } from "@graphiql/toolkit";
import { GraphiQL } from "graphiql";
import { useMemo, useRef, useState } from "react";

import { Answers } from "./answer/answers";
import { parsed } from "./answer/document";
import { operationName } from "./answer/fields";
import { ask, askExplained, isForbidden } from "./ask";
import { sharedBy } from "./share";
import type { Example, Settings } from "./settings";
import { AnswerViews, type View } from "./views/AnswerViews";
import { Questions } from "./views/Questions";
import { ShareButton } from "./views/ShareButton";

const plugins = [explorerPlugin({ showAttribution: false }), HISTORY_PLUGIN];
const introspection = "IntrospectionQuery";

/** GraphiQL, with ready questions, links that share a query, and other ways to look at an answer. */
export function Playground({ settings }: { settings: Settings }) {
  const answers = useMemo(() => new Answers(), []);
  const shared = useMemo(() => sharedBy(location.hash), []);
  const [view, setView] = useState<View>("json");
  const explaining = useRef(false);
  explaining.current = view === "explain";
  const fetcher = useMemo(() => newFetcher(settings.endpoint, answers, explaining), [settings.endpoint, answers]);

  return (
    <main className={`playground answer-as-${view}`} aria-label="Playground">
      <h1 className="visually-hidden">Dealgraph</h1>
      <GraphiQL
        fetcher={fetcher}
        plugins={plugins}
        defaultTabs={tabs(settings.examples, shared)}
        initialQuery={shared?.query}
        initialVariables={shared?.variables}
        defaultEditorToolsVisibility="variables"
        inputValueDeprecation
        schemaDescription
      >
        <GraphiQL.Logo>
          <span className="brand">Dealgraph</span> <span className="version">{settings.version}</span>
        </GraphiQL.Logo>
        <GraphiQL.Toolbar>
          {({ prettify, copy, merge }) => (
            <>
              <Questions examples={settings.examples} />
              <ShareButton />
              {prettify}
              {merge}
              {copy}
            </>
          )}
        </GraphiQL.Toolbar>
        <GraphiQL.Footer>
          <AnswerViews view={view} onView={setView} answers={answers} endpoint={settings.endpoint} />
        </GraphiQL.Footer>
      </GraphiQL>
    </main>
  );
}

function tabs(examples: Example[], shared: { query: string; variables: string } | undefined) {
  const all = shared ? [shared, ...examples] : examples;
  return all.length > 0 ? all.map(({ query, variables }) => ({ query, variables })) : undefined;
}

/** What GraphiQL asks by. It keeps the questions, so that the other views can tell what an answer is of. */
function newFetcher(endpoint: string, answers: Answers, explaining: { current: boolean }): Fetcher {
  return async (params, options) => {
    const headers = (options?.headers ?? {}) as Record<string, string>;
    const document = parsed(params.query);
    const question = {
      query: params.query,
      variables: params.variables as unknown,
      operationName: document ? operationName(document, params.operationName) : params.operationName,
    };
    if (params.operationName === introspection) return (await ask(endpoint, question, headers)).body as never;
    let reply = explaining.current ? await askExplained(endpoint, question, headers) : undefined;
    const refused = reply !== undefined && isForbidden(reply);
    if (reply === undefined || refused) reply = await ask(endpoint, question, headers); // without what may not be known
    answers.keep({ question, headers, reply, refused });
    return reply.body as never;
  };
}
