import type { TollVariables } from "@conflict-graph/sdk";
import { type Child, h } from "../../shared/dom.ts";
import { graphiqlLink, tollLink } from "../model/links.ts";
import { TOLL_QUERY } from "../queries.ts";
import { announce } from "./messages.ts";

export interface Actions {
  /** The URL of the service. */
  readonly base: URL;
  /** The variables of the toll on the page. */
  readonly variables: TollVariables;
  readonly citation: () => Promise<string>;
}

/** The links to cite, download and query the toll. */
export function actionsView({ base, variables, citation }: Actions): Child[] {
  const text = h("p", { class: "cite", tabindex: -1 }, "Loading the citation…");
  let asked: Promise<string> | null = null;
  const load = () => {
    asked ??= citation();
    asked.then(
      (found) => text.replaceChildren(found),
      (error: unknown) => {
        asked = null;
        text.replaceChildren(`The citation could not be loaded: ${error instanceof Error ? error.message : error}`);
      },
    );
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text.textContent);
      announce("The citation is copied.");
    } catch {
      // The browser may forbid copying, for example on pages without HTTPS.
      getSelection()?.selectAllChildren(text);
      announce("The citation is selected. Press Ctrl+C to copy it.");
    }
  };
  return [
    h(
      "details",
      { ontoggle: load },
      h("summary", {}, "How to cite this"),
      text,
      h(
        "p",
        { class: "buttons" },
        h("button", { type: "button", onclick: copy }, "Copy"),
        link(tollLink(base, variables, ".bib"), "BibTeX"),
        link(tollLink(base, variables, ".ris"), "RIS"),
      ),
    ),
    h(
      "p",
      { class: "buttons" },
      link(tollLink(base, variables), "Page to cite"),
      link(tollLink(base, variables, ".csv"), "CSV"),
      link(graphiqlLink(base, TOLL_QUERY, variables), "Open this query in GraphiQL"),
    ),
  ];
}

const link = (href: string, text: string): HTMLElement => h("a", { class: "button", href }, text);
