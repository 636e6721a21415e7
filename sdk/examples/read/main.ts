import { createClient } from "@conflict-graph/sdk";
import { byId } from "../shared/dom.ts";
import { startApp } from "./app.ts";

const base = new URL(document.documentElement.dataset.service ?? "../", location.href);
byId("home", HTMLAnchorElement).href = base.href;
startApp(createClient({ url: new URL("graphql", base) }));
