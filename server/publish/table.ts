import { type Html, html } from "./html.ts";

/** An HTML table. If it is wider than a phone, it scrolls by itself, also with the keyboard. */
export function table(caption: string, columns: readonly string[], rows: readonly Html[]): Html {
  const heads = columns.map((name) => html`<th scope="col">${name}</th>`);
  return html`<div class="scroll" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${heads}</tr></thead>
<tbody>
${rows}</tbody>
</table></div>`;
}

/** The first cell is the row's header. */
export const row = (head: Html | string, ...cells: readonly (Html | string)[]): Html =>
  html`<tr><th scope="row">${head}</th>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>\n`;
