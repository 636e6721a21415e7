import { conventionalFloor, countLabel } from "../domain/count.ts";
import { lazy } from "../domain/lazy.ts";
import { type NumberKind as Kind, NUMBER_KINDS } from "../domain/vocabulary.ts";
import type { ExtractedClaim } from "../extract/draft.ts";
import type { Extraction } from "../extract/extract.ts";
import type { OtherNumber } from "../extract/otherNumbers.ts";
import type { TimeInText } from "../extract/times.ts";
import { namedRecords } from "../store/read/namedRecords.ts";
import { builder } from "./builder/builder.ts";
import type { Context } from "./builder/context.ts";
import { InputError } from "./builder/errors.ts";
import { costs } from "./builder/extensions.ts";
import { READS_NO_RECORD } from "./builder/reads.ts";
import { ClaimStatus, enumOf, Harm, Qualifier, Scope, Victims } from "./enums.ts";

/** A claim with the text in which it stands. */
interface Found extends ExtractedClaim {
  readonly text: string;
}

const START = "Where the words start in the text, as a UTF-16 offset.";
const END = "Where the words end in the text, as a UTF-16 offset (exclusive).";

const ExtractedCount = builder.objectRef<Found>("ExtractedCount").implement({
  description: "The figure of a claim that rules have found in a text. Show `label`, never a bare number.",
  fields: (t) => ({
    label: t.string({
      description: "The figure in words that are hard to misread: “at least 95”, “an unstated number (dozens)”.",
      resolve: (claim) => countLabel(countOf(claim)),
    }),
    qualifier: t.expose("qualifier", { type: Qualifier, description: "How exactly the figure is stated." }),
    min: t.exposeInt("min", { nullable: true, description: "The stated lower number. Null if there is none." }),
    max: t.exposeInt("max", { nullable: true, description: "The stated upper number. Null if there is none." }),
    vague: t.exposeString("vague", {
      nullable: true,
      description: "The word that stands for the number, such as “dozens”. Null if there is a number.",
    }),
  }),
});

const countOf = ({ qualifier, min, max, vague }: ExtractedClaim) => ({
  qualifier,
  min,
  max,
  text: vague,
  conventionMin: conventionalFloor(vague),
});

interface FoundTime extends TimeInText {
  readonly text: string;
}

const ExtractedTime = builder.objectRef<FoundTime>("ExtractedTime").implement({
  description:
    "A time expression in the text, resolved against the day of publication: “on Sunday” is the most recent Sunday.",
  fields: (t) => ({
    quote: t.string({
      description: "The words for the time, as they stand in the text.",
      resolve: ({ text, start, end }) => text.slice(start, end),
    }),
    start: t.exposeInt("start", { description: START }),
    end: t.exposeInt("end", { description: END }),
    at: t.exposeString("at", {
      description:
        "The resolved time, as precise as the words: a year, a month, a day such as `2020-09-28`, or an inclusive range such as `2020-09-27/2020-09-28`.",
    }),
  }),
});

const ExtractedClaimRef = builder.objectRef<Found>("ExtractedClaim").implement({
  description:
    "A casualty claim that rules have found in a text. Nobody has checked it, it is not stored, and no toll counts it.",
  fields: (t) => ({
    id: t.exposeID("id", { description: "“c1”, “c2” and so on, in the order of the text. Valid in this answer only." }),
    quote: t.string({
      description: "The words of the claim, as they stand in the text.",
      resolve: ({ text, start, end }) => text.slice(start, end),
    }),
    start: t.exposeInt("start", { description: START }),
    end: t.exposeInt("end", { description: END }),
    harm: t.expose("harm", {
      type: Harm,
      description: "What happened to the people. CASUALTIES does not separate the killed from the wounded.",
    }),
    count: t.field({ type: ExtractedCount, description: "How many people.", resolve: (claim) => claim }),
    victims: t.expose("victims", {
      type: Victims,
      description: "The kind of people counted. UNSPECIFIED unless the words say so.",
    }),
    side: t.exposeString("side", {
      nullable: true,
      description:
        "The side that the people belong to, if the text states it: a country, or a name as written in the text.",
    }),
    claimant: t.exposeString("claimant", {
      nullable: true,
      description: "The source of the claim, in the words of the text. Null if the text names no source.",
    }),
    conduit: t.exposeString("via", {
      nullable: true,
      description: "Who relayed the claim, in the words of the text: “Reuters” in “told Reuters”.",
    }),
    scope: t.expose("scope", { type: Scope, description: "Whether the figure is a running total or an increment." }),
    status: t.expose("status", { type: ClaimStatus, description: "The sense in which the figure is stated." }),
    place: t.string({
      nullable: true,
      description: "Where the people were harmed, in the words of the text. Null if the sentence names no place.",
      resolve: ({ place, text }) => place && text.slice(place.start, place.end),
    }),
    statedAt: t.field({
      type: ExtractedTime,
      nullable: true,
      description:
        "When the claim was stated: “the ministry said on Monday”. Null if the sentence does not say, or if the day of publication is not known.",
      resolve: ({ statedAt, text }) => statedAt && { ...statedAt, text },
    }),
    period: t.field({
      type: ExtractedTime,
      nullable: true,
      description:
        "The period that the figure covers: “killed on Sunday”, “since 1984”. Null if the sentence does not say, or if the day of publication is not known.",
      resolve: ({ period, text }) => period && { ...period, text },
    }),
    partOf: t.exposeID("partOf", {
      nullable: true,
      description: "The `id` of the claim in this answer that counts these people too.",
    }),
    rule: t.exposeString("rule", {
      description: "The rule that found the claim, with an example: “passive: people were killed”.",
    }),
  }),
});

const NumberKind = enumOf("NumberKind", "What a number means if it is not part of a casualty claim.", NUMBER_KINDS);

const OtherNumberRef = builder.objectRef<OtherNumber>("OtherNumber").implement({
  description: "A number of a text that is not part of any claim.",
  fields: (t) => ({
    start: t.exposeInt("start", { description: START }),
    end: t.exposeInt("end", { description: END }),
    kind: t.expose("kind", { type: NumberKind, description: "What the number says instead." }),
    reason: t.string({
      description: "The kind as a readable sentence.",
      resolve: ({ kind }) => NUMBER_KINDS[kind satisfies Kind],
    }),
  }),
});

interface Extracted {
  /** Extracts when first called, since the corpus format alone does not need it. */
  readonly found: () => Extraction;
  readonly text: string;
  readonly publishedAt: string | null;
}

interface CorpusFile {
  readonly name: string;
  readonly content: string;
}

const CorpusFileRef = builder.objectRef<CorpusFile>("CorpusFile").implement({
  description: "A file of a corpus folder, in the format that `load` and `validate` read.",
  fields: (t) => ({
    name: t.exposeString("name", { description: "The path of the file within the folder." }),
    content: t.exposeString("content", { description: "The content of the file, as text." }),
  }),
});

/** The text as an article of a corpus folder, with its claims linked to the records of the store. */
async function corpusFilesOf({ text, publishedAt }: Extracted, { store, extract }: Context): Promise<CorpusFile[]> {
  const [{ draftArticle, textForExtraction }, { windowAround }, { articleFile, recordsFile }] = await Promise.all([
    import("../ingest/drafts/draftArticle.ts"),
    import("../ingest/drafts/ingestText.ts"),
    import("../ingest/drafts/corpusFiles.ts"),
  ]);
  const published = publishedAt === null ? null : { at: publishedAt, words: publishedAt, from: "publishedAt" };
  const known = await namedRecords(store, windowAround(publishedAt));
  const article = { title: null, text, url: null, publisher: null, publishedAt: published, language: "en" };
  const { claims } = await extract(textForExtraction(article));
  const { input } = draftArticle(article, claims, known, { source: { id: "texts" } });
  return [
    { name: `articles/${input.article.id}.md`, content: articleFile(input.article, false) },
    { name: `records/${input.article.id}.yaml`, content: recordsFile(input) },
  ];
}

const ExtractionRef = builder.objectRef<Extracted>("Extraction").implement({
  description: "What rules have found in a text.",
  fields: (t) => ({
    claims: t.field({
      type: [ExtractedClaimRef],
      description: "The casualty claims, in the order of the text.",
      resolve: ({ found, text }) => found().claims.map((claim) => ({ ...claim, text })),
    }),
    otherNumbers: t.field({
      type: [OtherNumberRef],
      description: "The numbers that are not part of any claim, in the order of the text, each with the reason.",
      resolve: ({ found }) => [...found().otherNumbers],
    }),
    corpusFiles: t.field({
      type: [CorpusFileRef],
      extensions: costs({ weight: 2000 }),
      description:
        "The text and its claims as files of a corpus folder, for `load`: the claims are linked to the actors and events of this store, and wait for review (EXTRACTED).",
      resolve: (extracted, _args, context) => corpusFilesOf(extracted, context),
    }),
  }),
});

/** A day, a month or a year. */
const dateOf = ({ earliest, latest }: { readonly earliest: number; readonly latest: number }): string => {
  const days = (latest - earliest) / 86_400_000;
  return new Date(earliest).toISOString().slice(0, days < 2 ? 10 : days < 32 ? 7 : 4);
};

builder.queryField("extractClaims", (t) =>
  t.field({
    type: ExtractionRef,
    // Measured: a thousand characters take about 2 ms.
    extensions: { ...costs({ weight: 0, weightOfThousandCharacters: 100, loadsModel: true }), ...READS_NO_RECORD },
    description:
      "Finds the casualty claims of an English news text with rules: the same text always gives the same claims. Nothing is stored. Rules miss some claims and misread others, so a person must check what they find.",
    args: {
      text: t.arg.string({
        required: true,
        description:
          "The text, with an empty line between paragraphs. Only the size of the request limits it (see LIMIT_BODY_BYTES).",
      }),
      publishedAt: t.arg({
        type: "PartialTime",
        description:
          "When the text was published. If it is missing, no times are extracted, and only the words decide whether a claim is HISTORIC. Times are extracted only if the exact day is given, not a month or a year.",
      }),
      language: t.arg.string({
        description:
          "The language of the text as a BCP 47 tag. Only English (`en`, also `en-GB` and the like) can be read. Default: English is assumed, and a text that does not look like English is an error.",
      }),
    },
    resolve: async (_root, { text, publishedAt, language }) => {
      const { extract } = await import("../extract/extract.ts");
      const { canBeEnglish } = await import("../extract/language.ts");
      if (text.trim() === "") throw new InputError("text", "is empty; give the text of an article");
      if (language != null && !/^en(?:-|$)/i.test(language))
        throw new InputError("language", `is “${language.slice(0, 40)}”; only English texts (“en”) can be read`);
      if (language == null && !canBeEnglish(text))
        throw new InputError(
          "text",
          'does not look like English, and only English texts can be read. If it is English, set `language: "en"`',
        );
      return {
        found: lazy(() => extract(text, { published: publishedAt ?? null })),
        text,
        publishedAt: publishedAt == null ? null : dateOf(publishedAt),
      };
    },
  }),
);
