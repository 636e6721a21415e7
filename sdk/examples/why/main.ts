import { startApp } from "./app.ts";
import { serviceAt } from "./service.ts";
import { byId } from "./view/dom.ts";

const base = new URL(document.documentElement.dataset.service ?? "../", location.href);
byId("home", HTMLAnchorElement).href = base.href;
startApp(serviceAt(new URL("graphql", base)), base);
