import { expect, it } from "vitest";
import { guide } from "../testing/guides.ts";
import { GENERATED_SECTIONS, withGenerated } from "./docsCommand.ts";

it.each(Object.entries(GENERATED_SECTIONS))(
  "The generated section of %s is fresh (if not: npm run codegen)",
  (path, section) => {
    expect(guide(path)).toBe(withGenerated(guide(path), section()));
  },
);
