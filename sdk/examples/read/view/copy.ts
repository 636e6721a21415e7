import { type Child, h, replace } from "../../shared/dom.ts";
import type { Extraction } from "../model/extraction.ts";

/** The forms in which a reader can take the claims along. Another form is another entry. */
const FORMS: readonly { readonly name: string; readonly textOf: (extraction: Extraction) => string }[] = [
  { name: "Copy as JSON", textOf: (extraction) => `${JSON.stringify(extraction, null, 2)}\n` },
];

/** A button for each form. */
export function copyView(extraction: Extraction): Child[] {
  const said = h("p", { role: "status", class: "quiet" });
  const fallback = h("div");
  const copy = async (text: string) => {
    replace(fallback);
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
  const buttons = FORMS.map(({ name, textOf }) =>
    h("button", { type: "button", onclick: () => copy(textOf(extraction)) }, name),
  );
  return [
    h(
      "p",
      { class: "quiet" },
      "The JSON contains what the GraphQL query ",
      h("code", {}, "extractClaims"),
      " returns. Offsets are UTF-16 code units of your text.",
    ),
    h("div", { class: "buttons" }, buttons),
    said,
    fallback,
  ];
}
