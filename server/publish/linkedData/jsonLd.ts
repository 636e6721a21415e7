import type { CslItem } from "../../domain/citation.ts";
import { Html } from "../html.ts";

/** A value of JSON-LD. Undefined fields are left out. */
export type JsonLd = string | number | boolean | undefined | readonly JsonLd[] | JsonLdObject;
export interface JsonLdObject {
  readonly [name: string]: JsonLd;
}

const CONTEXT = { "@context": "https://schema.org" } as const;

/** A description in the words of schema.org, as JSON text. */
export const jsonLdText = (data: JsonLdObject): string => JSON.stringify({ ...CONTEXT, ...data }, null, 2);

/**
 * The description as a block of data in a page. Browsers do not execute blocks of this type, so that the page needs no
 * permission for scripts in its Content-Security-Policy. A `<` could end the block.
 */
export const jsonLdBlock = (data: JsonLdObject): Html =>
  new Html(`<script type="application/ld+json">\n${jsonLdText(data).replaceAll("<", "\\u003c")}\n</script>\n`);

/** A licence: an SPDX identifier or words, and its address if there is one. */
export const licenceOf = ({
  licence,
  licenceUrl,
}: {
  readonly licence: string;
  readonly licenceUrl: string | null;
}): JsonLd => ({ "@type": "CreativeWork", name: licence, url: licenceUrl ?? undefined });

/** The corpora of a cited entry, with their versions of that time. */
export const corporaOf = ({ "container-title": name, version }: CslItem): JsonLd => ({
  "@type": "Dataset",
  name,
  version,
});
