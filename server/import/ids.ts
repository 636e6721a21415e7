import { sha256 } from "../domain/text.ts";

/** A part of an id that is made from the dataset's own value: equal values give equal ids. */
export const slugPart = (value: string): string =>
  value
    .normalize("NFKD")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "");

/** The same for texts of any length and script: a hash. */
export const hashPart = (value: string): string => sha256(value).slice(0, 16);
