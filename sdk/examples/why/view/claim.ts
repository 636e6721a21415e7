import type { DenialFields, TimeFields, TollFields } from "@conflict-graph/sdk";
import { type Claim, statedAt } from "../model/claim.ts";
import { differencesOf, type Pair } from "../model/differences.ts";
import { remarksOn } from "../model/remarks.ts";
import { claimantOf, figureAndPeople, HARMS, MATTERS, RELATIONS, REVIEWS, SCOPES, wordFor } from "../model/words.ts";
import type { Article } from "../service.ts";
import { type Child, h } from "./dom.ts";
import { wordsView } from "./words.ts";

type Articles = ReadonlyMap<string, Article> | null;

export interface Opened {
  readonly claim: Claim;
  readonly claims: readonly Claim[];
  /** Null while they are being loaded. */
  readonly articles: Articles;
  /** Null until they are compared. */
  readonly pairs: readonly Pair[] | null;
  readonly toll: TollFields | null;
  readonly asOf: number | null;
  /** Its page. */
  readonly address: string;
  readonly open: (slug: string) => void;
  readonly close: () => void;
}

/** Everything about one claim: its words first, then what is known of it, then why it differs from the others. */
export function claimView(opened: Opened): Child[] {
  const { claim, asOf, address, close, articles } = opened;
  const { denials, retraction, revision } = claim;
  return [
    h("button", { type: "button", class: "close", onclick: close }, "Close"),
    h("h2", { id: "claim-title", tabindex: -1 }, `${figureAndPeople(claim)}, ${wordFor(HARMS, claim.harm)}`),
    h("p", { class: "lead" }, sentence(claim)),
    remarksOn(claim, asOf).map(({ text }) =>
      h("p", { class: "notice" }, `${text.charAt(0).toUpperCase()}${text.slice(1)}.`),
    ),
    h("h3", {}, "At these words"),
    wordsView(claim.evidence, articles),
    denials.length > 0 && [
      h("h3", {}, "Denials"),
      h("p", { class: "quiet" }, "A denial removes nothing and lowers no figure: it stands beside what it denies."),
      denials.map((denial) => denialView(denial, articles)),
    ],
    retraction && [
      h("h3", {}, "Taken back"),
      h(
        "p",
        {},
        [retraction.statedAt && `When: ${retraction.statedAt.label}.`, retraction.note].filter(Boolean).join(" "),
      ),
      wordsView(retraction.evidence, articles),
    ],
    h("h3", {}, "What is known of it"),
    facts(opened),
    h("p", {}, h("a", { href: address }, `The page of this claim, to read and to cite (revision ${revision.number})`)),
    h("h3", {}, "Why it differs from the others"),
    differencesView(opened),
  ];
}

function sentence(claim: Claim): string {
  const { via, event } = claim;
  const through = via ? `, through ${via.actor?.name ?? "a conduit not named"}` : "";
  const who = claim.attributedTo?.actor ? `According to ${claimantOf(claim)}` : "By a report that names no claimant";
  return `${who}${through}, in “${event.title}”. This is one claim, not a finding.`;
}

function facts({ claim, toll }: Opened): HTMLElement {
  const { attributedTo, via, blamed, scope, period, review, reviewRule, note, count, article } = claim;
  // A restated article's words are not the claimant's or the publisher's.
  const worded = (words: string | null | undefined) =>
    words ? (article.wording === "VERBATIM" ? `“${words}”` : `as restated: ${words}`) : null;
  const own = statedAt(claim);
  const rows: readonly (readonly [string, ...(string | null | undefined)[]])[] = [
    ["Figure", count.label, worded(count.text)],
    ["Claimed by", attributedTo?.actor?.name ?? "not named in the article", worded(attributedTo?.words)],
    ["Through", via && (via.actor?.name ?? "not named in the article"), worded(via?.words)],
    ["Blamed by the claimant", blamed && (blamed.actor?.name ?? "not named in the article"), worded(blamed?.words)],
    [
      "Stated",
      own?.label ?? "not known",
      ...(claim.statedAt ? timeNotes(claim.statedAt) : own ? ["when its article was published"] : []),
    ],
    ["Counts", wordFor(SCOPES, scope)],
    ["Time covered", period?.label, ...(period ? timeNotes(period) : [])],
    ["In the toll", sayIn(claim, toll)],
    ["Review", wordFor(REVIEWS, review), reviewRule && `rule: ${reviewRule}`],
    ["Note", note],
  ];
  return h(
    "dl",
    {},
    rows
      .filter(([, value]) => value)
      .map(([name, value, ...more]) => [
        h("dt", {}, name),
        h(
          "dd",
          {},
          value ?? "",
          more.filter(Boolean).map((text) => h("small", {}, text ?? "")),
        ),
      ]),
  );
}

const timeNotes = ({ basis, words, note }: TimeFields): (string | null)[] => [
  basis === "STATED" ? "as the text states it" : "worked out from the text",
  words && `in the words: ${words}`,
  note,
];

/** Whether the claim has a say in the toll, and if not, why. */
function sayIn({ slug }: Claim, toll: TollFields | null): string | null {
  if (!toll) return null;
  const left = toll.leftOut.find(({ report }) => report.slug === slug);
  if (left) return `left out: ${left.explanation}`;
  return toll.positions.some(({ reports }) => reports.some((report) => report.slug === slug)) ? "has a say" : null;
}

function denialView({ deniedBy, matter, statedAt, evidence }: DenialFields, articles: Articles): Child {
  return [
    h(
      "p",
      {},
      h("b", {}, `${deniedBy?.name ?? "A source not named"} denied: ${wordFor(MATTERS, matter)}. `),
      statedAt && `When: ${statedAt.label}.`,
    ),
    wordsView(evidence, articles),
  ];
}

function differencesView({ claim, claims, pairs, open }: Opened): Child {
  if (pairs === null) return h("p", { class: "quiet" }, "Comparing …");
  const known = new Map(claims.map((one) => [one.slug, one]));
  const groups = Map.groupBy(differencesOf(claim.slug, pairs), ({ pair }) => pair.relation);
  if (groups.size === 0) return h("p", {}, "There is no other claim to compare it with.");
  return [...groups].map(([relation, all]) => [
    h("h4", {}, `${wordFor(RELATIONS, relation)} (${all.length})`),
    h(
      "ul",
      { class: "plain" },
      all.map(({ other, pair }) => {
        const one = known.get(other);
        const name = one ? figureAndPeople(one) : other;
        return h(
          "li",
          {},
          h("button", { type: "button", class: "link", onclick: () => open(other) }, name),
          h("small", {}, pair.reason),
        );
      }),
    ),
  ]);
}
