import { Html } from "../html.ts";

/** A value of JSON-LD. Undefined fields are left out. */
export type JsonLd = string | number | boolean | undefined | readonly JsonLd[] | { readonly [name: string]: JsonLd };

const CONTEXT = { "@context": "https://schema.org" } as const;

/** A description in the words of schema.org, as JSON text. */
export const jsonLdText = (data: { readonly [name: string]: JsonLd }): string =>
  JSON.stringify({ ...CONTEXT, ...data }, null, 2);

/**
 * The description as a block of data in a page. Browsers do not execute blocks of this type, so that the page needs no
 * permission for scripts in its Content-Security-Policy. A `<` could end the block.
 */
export const jsonLdBlock = (data: { readonly [name: string]: JsonLd }): Html =>
  new Html(`<script type="application/ld+json">\n${jsonLdText(data).replaceAll("<", "\\u003c")}\n</script>\n`);

/** A licence: an SPDX identifier or words, and its address if there is one. */
export const licenceOf = ({
  licence,
  licenceUrl,
}: {
  readonly licence: string;
  readonly licenceUrl: string | null;
}): JsonLd => ({ "@type": "CreativeWork", name: licence, url: licenceUrl ?? undefined });
