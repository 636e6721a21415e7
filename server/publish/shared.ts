import { capitalised, formatDay } from "../domain/english.ts";
import { BLOCK } from "../domain/names/mask.ts";

/** From a page one folder below the start page. */
export const graphiqlLink = (query: string): string => `../graphql?query=${encodeURIComponent(query)}`;

/** Whether a page may link to an address. One from which a withdrawn name was removed leads nowhere. */
export const isLink = (address: string): boolean => /^https?:/i.test(address) && !address.includes(BLOCK);

/** “2 March 2021”, in UTC. */
export const dayOf = (iso: string): string => formatDay(Date.parse(iso));

/** `AT_LEAST` as “At least”. */
export const enumWords = (value: string): string => capitalised(value.toLowerCase().replaceAll("_", " "));
