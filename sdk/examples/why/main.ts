import { byId } from "../shared/dom.ts";
import { startApp } from "./app.ts";
import { serviceAt } from "./service.ts";

const base = new URL(document.documentElement.dataset.service ?? "../", location.href);
byId("home", HTMLAnchorElement).href = base.href;
startApp(serviceAt(new URL("graphql", base)), base);
