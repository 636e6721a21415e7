import type { StoredTable } from "./columns.ts";
import {
  type Composite,
  type CompositeName,
  type FieldTable,
  integer,
  LANGUAGE,
  LARGEST_INTEGER,
  LINE,
  list,
  oneOf,
  reference,
  TERM,
  TEXT,
  WORDS,
} from "./kinds.ts";

/** The composite values in records, field by field. */

const composite = <const Is extends CompositeName, const Fields extends FieldTable>(
  is: Is,
  of: Omit<Composite<Is, Fields>, "is">,
): Composite<Is, Fields> => ({ ...of, is });

export const TIME = composite("time", {
  name: "KnownTime",
  meaning: "A time as exact as the source states it.",
  short: "at",
  fields: {
    at: {
      kind: TEXT,
      required: true,
      meaning:
        "A year `2020`, a month `2020-09`, a day `2020-09-28`, an instant with its zone such as `2020-09-28T18:00Z`, or a span from one of these to another, both included: `2020-09-27/2020-09-29`. Years, months and days are in UTC.",
    },
    basis: {
      kind: oneOf("TimeBasis"),
      default: "STATED",
      meaning: "Whether the text states the time, or you inferred the time.",
    },
    words: { kind: WORDS, meaning: "The text's own words for the time, such as “on Monday evening”." },
    note: { kind: TEXT, meaning: "How the time was inferred, or what to be careful about." },
  },
});

export const QUOTE = composite("quote", {
  name: "Quotation",
  meaning:
    "Words copied exactly from one paragraph of an article or from its title. If they are there more than once, `prefix`, `suffix` or `occurrence` says which place is meant.",
  short: "quote",
  fields: {
    quote: { kind: WORDS, required: true, meaning: "The words themselves." },
    prefix: {
      kind: WORDS,
      meaning:
        "The text right before the words, if the words occur more than once in the article. The prefix may begin in an earlier paragraph.",
    },
    suffix: {
      kind: WORDS,
      meaning:
        "The text right after the words, if the words occur more than once in the article. The suffix may end in a later paragraph.",
    },
    occurrence: {
      kind: integer(1, Number.MAX_SAFE_INTEGER),
      since: "0.5.0",
      meaning:
        "Which place is meant if several match, such as two equal paragraphs: 1 for the first place in the text, 2 for the second.",
    },
    article: {
      kind: reference("Article"),
      meaning: "The article that contains the words. The default is the record's own article.",
    },
  },
});

/** A cell of a table that an article publishes, such as a row of a dataset. */
export const TABLE_CELL = composite("part", {
  name: "TableCell",
  meaning: "A cell of a table, if the article publishes a table such as a dataset.",
  fields: {
    file: { kind: TERM, required: true, meaning: "The name of the file that contains the table." },
    row: {
      kind: integer(1, LARGEST_INTEGER),
      required: true,
      meaning: "The row, from 1. The header counts as a row; in GeoJSON, features count from 1.",
    },
    column: { kind: TERM, required: true, meaning: "The name of the column, as in the header." },
  },
});

/** The words that support a record: one quotation or more. */
export const EVIDENCE = composite("evidence", {
  ...QUOTE,
  fields: {
    ...QUOTE.fields,
    cell: {
      kind: TABLE_CELL,
      since: "0.5.0",
      meaning:
        "The cell that contains the words, if they are in a table. The words are then the whole text of the cell, and are not searched in the text of the article.",
    },
  },
});

export const ATTRIBUTION = composite("attribution", {
  name: "Attribution",
  meaning: "An actor with a role in a claim, the article's words for the actor, or both.",
  short: "actor",
  fields: {
    actor: { kind: reference("Actor"), meaning: "The actor. Leave it out if the words name nobody." },
    words: { kind: WORDS, meaning: "The words, as they are in the article." },
  },
});

export const COUNT = composite("count", {
  name: "Count",
  meaning:
    "A figure as it was claimed. BETWEEN needs `min` and `max`. VAGUE has no number. Every other qualifier needs `value`. A figure that is stated by bounds can also have a `best` estimate.",
  fields: {
    qualifier: { kind: oneOf("Qualifier"), required: true, meaning: "How exactly the figure was stated." },
    value: { kind: integer(0, Number.POSITIVE_INFINITY), meaning: "The number that was stated." },
    min: { kind: integer(0, Number.POSITIVE_INFINITY), meaning: "The lower number of BETWEEN." },
    max: { kind: integer(0, Number.POSITIVE_INFINITY), meaning: "The upper number of BETWEEN." },
    best: {
      kind: integer(0, Number.POSITIVE_INFINITY),
      since: "0.5.0",
      meaning:
        "The claimant's own best estimate, if the claim gives one beside its bounds: 15 for “between 10 and 20, most likely 15”. It lies within the bounds. Not for EXACTLY and ABOUT, whose value is the claimant's best estimate already, and not for VAGUE.",
    },
    text: {
      kind: WORDS,
      meaning:
        "Only the words of the figure, as in the evidence: “at least 95”. Leave the field out if the figure has no words (for VAGUE, as in “reports of dead”).",
    },
  },
});

export const ALIAS = composite("part", {
  name: "Name",
  meaning: "Another name or spelling.",
  short: "name",
  fields: {
    name: { kind: LINE, required: true, meaning: "The name, in any script." },
    language: {
      kind: LANGUAGE,
      meaning: "The language of the name: a BCP 47 tag such as `hy`, or `az-Cyrl` if the script matters.",
    },
  },
});

export const AFFILIATION = composite("part", {
  name: "Affiliation",
  meaning: "An actor's affiliation with another actor, such as a ministry's with its state.",
  fields: {
    to: {
      kind: reference("Actor"),
      required: true,
      meaning: "The actor that this actor belongs to.",
      columns: { value: "organisation" },
    },
    as: { kind: TEXT, meaning: "The role, such as “spokesman”.", columns: { value: "role" } },
    during: {
      kind: TIME,
      meaning: "When the affiliation is valid. Leave the field out if the affiliation is always valid.",
      columns: { json: "duringJson", from: "validFrom", until: "validUntil" },
    },
  } as const satisfies StoredTable,
});

export const STATUS_NOTE = composite("statusNote", {
  name: "StatusNote",
  meaning: "An article's words about a place's status: data with a source, never our own sentence.",
  fields: {
    words: {
      kind: WORDS,
      required: true,
      meaning:
        "The words, exactly as they are in the article. If they are there more than once, `prefix`, `suffix` or `occurrence` says which place is meant.",
    },
    prefix: QUOTE.fields.prefix,
    suffix: QUOTE.fields.suffix,
    occurrence: QUOTE.fields.occurrence,
    article: { kind: reference("Article"), required: true, meaning: "The article that contains the words." },
    by: {
      kind: reference("Actor"),
      meaning: "The actor whom the article quotes, if the words are not the article's own.",
    },
  },
});

export const PARTICIPANT = composite("part", {
  name: "Participant",
  meaning: "An actor's role in an event.",
  fields: {
    actor: { kind: reference("Actor"), required: true, meaning: "The actor." },
    role: { kind: oneOf("ParticipantRole"), required: true, meaning: "The role that the actor had." },
    party: {
      kind: oneOf("Party"),
      meaning: "The actor's side, if there are two sides. An actor can be on only one side.",
    },
    assertedBy: {
      kind: reference("Actor"),
      meaning:
        "The actor who says that the participant had this role. Leave the field out if the article itself says so.",
    },
  } as const satisfies StoredTable,
});

export const DENIAL = composite("part", {
  name: "Denial",
  meaning: "A denial of a claim or an event, or of one aspect of it.",
  fields: {
    by: {
      kind: ATTRIBUTION,
      required: true,
      meaning: "The actor that denies the record.",
      columns: { actor: "deniedBy", words: "words" },
    },
    of: {
      kind: oneOf("DeniedMatter"),
      required: true,
      meaning: "The aspect that is denied.",
      columns: { value: "matter" },
    },
    statedAt: {
      kind: TIME,
      meaning: "When the denial was made, if the article says so.",
      columns: { json: "statedJson" },
    },
    evidence: { kind: EVIDENCE, required: true, meaning: "The words that report the denial.", rows: "evidence" },
  } as const satisfies StoredTable,
});

export const RETRACTION = composite("part", {
  name: "Retraction",
  meaning: "The claimant's own retraction of the claim. A statement against the claim by anybody else is a denial.",
  fields: {
    statedAt: { kind: TIME, meaning: "When the claim was retracted, if the article says so." },
    words: { kind: WORDS, meaning: "The article's words for the retraction." },
    evidence: { kind: EVIDENCE, required: true, meaning: "The words that report the retraction." },
    note: { kind: TEXT, meaning: "A remark by the author of the record." },
  },
});

export const BASIS = composite("part", {
  name: "Basis",
  meaning: "What the claimant says that the figure is based on, such as the reports that a dataset names for an event.",
  fields: {
    words: {
      kind: WORDS,
      meaning: "The claimant's words for what the figure is based on, such as “army statement”.",
    },
    articles: { kind: list(reference("Article")), meaning: "The articles that the claimant names." },
  },
});

export const MENTION = composite("part", {
  name: "Mention",
  meaning:
    "The words with which an article names an actor or a place, as in the source, even if the rest of the article is restated.",
  fields: {
    article: { kind: reference("Article"), required: true, meaning: "The article that contains the words." },
    actor: { kind: reference("Actor"), meaning: "The actor that is named. A mention has an actor or a place." },
    place: { kind: reference("Place"), meaning: "The place that is named." },
    words: {
      kind: QUOTE,
      required: true,
      meaning: "The words, at most 200 characters.",
      columns: {
        start: "start",
        end: "end",
        paragraph: "paragraph",
        quote: "quote",
        prefix: "prefix",
        suffix: "suffix",
        folded: "foldedQuote",
      },
    },
    voice: {
      kind: reference("Actor"),
      meaning: "The actor who used the words. Leave the field out if the words are the outlet's own.",
    },
  } as const satisfies StoredTable,
});

/** The last change of a record, if the corpus gives it. */
export const REVISED = composite("part", {
  name: "Revised",
  meaning: "The author and the reason of the record's last change, for the record's history.",
  fields: {
    by: { kind: TEXT, meaning: "The author of the change." },
    reason: { kind: TEXT, meaning: "The reason for the change." },
    at: { kind: TIME, meaning: "The time from which the change is valid." },
  },
});

/** How a record was read and checked: fields of events and casualty reports. */
export const REVIEW = {
  review: {
    kind: oneOf("ReviewState"),
    default: "REVIEWED",
    meaning: "Whether a person has checked the record against the article's words.",
  },
  rule: { kind: TERM, meaning: "The extraction rule, if a program read the record." },
  note: { kind: TEXT, meaning: "A remark by the author of the record." },
} as const satisfies StoredTable;

export const DENIALS = {
  kind: list(DENIAL),
  meaning: "Denials of the record, each with the actor and the aspect.",
  rows: "denial",
} as const;
