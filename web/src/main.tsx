import "./workers";
import "@graphiql/react/style.css";
import "@graphiql/plugin-doc-explorer/style.css";
import "@graphiql/plugin-history/style.css";
import "@graphiql/plugin-explorer/style.css";
import "graphiql/graphiql.css";
import "./style.css";

import { createRoot } from "react-dom/client";

import { Playground } from "./Playground";
import { readSettings } from "./settings";

const root = document.getElementById("playground");
if (root) createRoot(root).render(<Playground settings={readSettings()} />);
