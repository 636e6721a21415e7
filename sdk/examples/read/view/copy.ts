import { type Child, h, replace } from "../../shared/dom.ts";
import type { Extraction } from "../model/extraction.ts";

/** A file of a corpus folder. */
export interface CorpusFile {
  readonly name: string;
  readonly content: string;
}

const filesText = (files: readonly CorpusFile[]): string =>
  files.map(({ name, content }) => `# ${name}\n${content}`).join("\n");

/**
 * A button for each form in which a reader can take the claims along.
 * @param corpusFiles asks the service for the text and its claims in the corpus format
 */
export function copyView(extraction: Extraction, corpusFiles: () => Promise<readonly CorpusFile[]>): Child[] {
  const forms = [
    { name: "Copy as JSON", text: async () => `${JSON.stringify(extraction, null, 2)}\n` },
    { name: "Copy in the corpus format", text: async () => filesText(await corpusFiles()) },
  ];
  const said = h("p", { role: "status", class: "quiet" });
  const fallback = h("div");
  const copy = async (textOf: () => Promise<string>) => {
    replace(fallback);
    const text = await textOf().catch((error: Error) => {
      replace(said, `The claims could not be fetched: ${error.message}`);
      return null;
    });
    if (text === null) return;
    try {
      await navigator.clipboard.writeText(text);
      replace(said, "Copied.");
    } catch {
      // The browser may forbid copying, for example on pages without HTTPS.
      const area = h("textarea", { readonly: true, rows: 8, "aria-label": "The claims" }, text);
      replace(fallback, area);
      area.select();
      replace(said, "This browser does not allow copying. The text is selected: press Ctrl+C.");
    }
  };
  const buttons = forms.map(({ name, text }) => h("button", { type: "button", onclick: () => copy(text) }, name));
  return [
    h(
      "p",
      { class: "quiet" },
      "The JSON contains what the GraphQL query ",
      h("code", {}, "extractClaims"),
      " returns. Offsets are UTF-16 code units of your text. The corpus format has two files: the article, and its records, linked to the actors and events of this service.",
    ),
    h("div", { class: "buttons" }, buttons),
    said,
    fallback,
  ];
}
