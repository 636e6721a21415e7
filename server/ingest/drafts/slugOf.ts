import { fold } from "../../domain/fold.ts";

/** An id of the corpus format made of a name: “Ministry of Défense” is “ministry-of-defense”. Empty if no letter is left. */
export const slugOf = (name: string, longest = 80): string =>
  fold(name)
    .replace(/['’]/g, "")
    .replace(/[^a-z0-9]+/g, "-")
    .slice(0, longest)
    .replace(/^-+|-+$/g, "");
