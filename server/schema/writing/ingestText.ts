import { parseTime, TimeFormatError } from "../../domain/time.ts";
import { addressProblem } from "../../domain/webAddress.ts";
import type { ExtractedClaim } from "../../extract/draft.ts";
import { type DraftedText, textForExtraction } from "../../ingest/drafts/draftArticle.ts";
import { ingestText, isIngested } from "../../ingest/drafts/ingestText.ts";
import { textProblem } from "../../ingest/drafts/textProblem.ts";
import type { Outcome } from "../../ingest/request.ts";
import { faultAt } from "../../ingest/request.ts";
import { builder } from "../builder/builder.ts";
import { requireScope, takesScope } from "../builder/caller.ts";
import type { Context } from "../builder/context.ts";
import { costs } from "../builder/extensions.ts";
import { asWritten } from "./givenIds.ts";
import { IngestArticleResult, KEY } from "./ingestArticle.ts";
import { writing } from "./outcome.ts";
import { SourceInput } from "./recordInputs.ts";

const IngestTextInput = builder.inputType("IngestTextInput", {
  description: "A news text in English, and what is known of it.",
  fields: (t) => ({
    source: t.field({ type: SourceInput, required: true, description: "The source of the article, with its licence." }),
    text: t.string({
      required: true,
      description: "The paragraphs, separated by empty lines, without the title. At most 50,000 characters.",
    }),
    title: t.string({ description: "The title. Default: the first sentence of the text." }),
    publishedAt: t.string({
      description:
        "When the text was published: a day such as `2020-09-28`, or an instant such as `2020-09-28T18:00Z`. Without it, claims have no time, and are not joined to events.",
    }),
    publisher: t.string({ description: "The name of the publisher, if the document states it." }),
    url: t.string({ description: "The http or https address where the text was published." }),
    language: t.string({ description: "The language as a BCP 47 tag. Only English can be read." }),
    copyOf: t.id({ description: "The slug or global id of the article whose wording this text repeats." }),
  }),
});

/** Longer texts would keep other requests waiting. An article of this length has some 8,000 words. */
const LONGEST_TEXT = 50_000;

type Given = typeof IngestTextInput.$inferInput;

builder.mutationField("ingestText", (t) =>
  t.field({
    type: IngestArticleResult,
    description:
      "Adds an article with the casualty claims that rules find in its text, completely or not at all. The claims have the review state EXTRACTED: tolls leave them out until a person accepts them (`reviewCasualtyReport`). Claimants, conduits and sides are linked to actors by their names, or to new, provisional actors. The claims join an event of that time whose place or parties the text names, or a new, provisional event; the `note` of a claim says why. If you send the same text again, nothing changes. Requires the scope `ingest`.",
    extensions: { ...takesScope("ingest"), ...costs({ weight: 0, weightOfThousandCharacters: 100 }) },
    args: {
      input: t.arg({
        type: IngestTextInput,
        required: true,
        description: "The text, with its source and what else is known of it.",
      }),
      key: t.arg.string({ description: KEY }),
    },
    resolve: async (_root, { input, key }, context) => {
      requireScope(context, "ingest");
      const given = await asWritten<Given>(context, input, "input");
      const text = textOf(given);
      const faults = faultsOf(text);
      const problem = textProblem(text);
      if (problem !== null) faults.push(faultAt("text", problem));
      if (faults.length > 0) return { faults };
      const claims = await claimsOf(text, context);
      const source = { ...given.source, id: String(given.source.id) };
      const copyOf = given.copyOf == null ? null : String(given.copyOf);
      return writing(context, "ingest", key, async (on, sender): Promise<Outcome> => {
        const title = context.apiCorpusTitle;
        const { outcome } = await ingestText(on, text, claims, { source, copyOf }, { ...sender, title });
        return outcome;
      });
    },
  }),
);

const claimsOf = async (text: DraftedText, { store, extract }: Context): Promise<readonly ExtractedClaim[]> =>
  (await isIngested(store, text)) ? [] : (await extract(textForExtraction(text))).claims;

const textOf = ({ text, title, publishedAt, publisher, url, language }: Given): DraftedText => ({
  text: text.replaceAll("\r\n", "\n").trim(),
  title: title?.trim() || null,
  url: url ?? null,
  publisher: publisher?.trim() || null,
  publishedAt: publishedAt == null ? null : { at: publishedAt.trim(), words: publishedAt, from: "publishedAt" },
  language: language ?? null,
});

function faultsOf({ text, publishedAt, url }: DraftedText) {
  const faults = [];
  if (!/[\p{L}\p{N}]/u.test(text)) faults.push(faultAt("text", "is empty; give the text of an article"));
  if (text.length > LONGEST_TEXT)
    faults.push(
      faultAt(
        "text",
        `has ${text.length} characters; the maximum is ${LONGEST_TEXT} (the command “ingest” takes longer texts)`,
      ),
    );
  if (publishedAt !== null) {
    try {
      parseTime(publishedAt.at ?? "");
    } catch (error) {
      if (!(error instanceof TimeFormatError)) throw error;
      faults.push(faultAt("publishedAt", error.message));
    }
  }
  const wrong = url === null ? null : addressProblem(url);
  if (wrong !== null) faults.push(faultAt("url", wrong));
  return faults;
}
