import type { DenialFields, TimeFields, TollFields } from "@conflict-graph/sdk";
import { type Child, h } from "../../shared/dom.ts";
import { HARMS, labelFor, SCOPES } from "../../shared/labels.ts";
import { caveatsOf } from "../model/caveats.ts";
import { type Claim, statedAt } from "../model/claim.ts";
import { differencesOf, type Pair } from "../model/differences.ts";
import { claimantOf, figureAndPeople, MATTERS, RELATIONS, REVIEWS } from "../model/labels.ts";
import type { Article } from "../service.ts";
import { evidenceView } from "./evidence.ts";

type Articles = ReadonlyMap<string, Article> | null;

export interface Opened {
  readonly claim: Claim;
  readonly claims: readonly Claim[];
  /** Null while the articles are loading. */
  readonly articles: Articles;
  /** Null until the claims are compared. */
  readonly pairs: readonly Pair[] | null;
  readonly toll: TollFields | null;
  readonly asOf: number | null;
  /** The URL of the claim's page. */
  readonly address: string;
  readonly open: (slug: string) => void;
  readonly close: () => void;
}

/** One claim: its source text, its details, and how it differs from the others. */
export function claimView(opened: Opened): Child[] {
  const { claim, asOf, address, close, articles } = opened;
  const { denials, retraction, revision } = claim;
  return [
    h("button", { type: "button", class: "close", onclick: close }, "Close"),
    h("h2", { id: "claim-title", tabindex: -1 }, `${figureAndPeople(claim)} ${labelFor(HARMS, claim.harm)}`),
    h("p", { class: "lead" }, sentence(claim)),
    caveatsOf(claim, asOf).map(({ text }) =>
      h("p", { class: "notice" }, `${text.charAt(0).toUpperCase()}${text.slice(1)}.`),
    ),
    h("h3", {}, "Source text"),
    evidenceView(claim.evidence, articles),
    denials.length > 0 && [
      h("h3", {}, "Denials"),
      h("p", { class: "quiet" }, "A denial does not remove a claim or lower its figure. Both are shown."),
      denials.map((denial) => denialView(denial, articles)),
    ],
    retraction && [
      h("h3", {}, "Retracted"),
      h(
        "p",
        {},
        [retraction.statedAt && `When: ${retraction.statedAt.label}.`, retraction.note].filter(Boolean).join(" "),
      ),
      evidenceView(retraction.evidence, articles),
    ],
    h("h3", {}, "Details"),
    facts(opened),
    h("p", {}, h("a", { href: address }, `Page for this claim, to read and cite (revision ${revision.number})`)),
    h("h3", {}, "How it differs from the other claims"),
    differencesView(opened),
  ];
}

function sentence(claim: Claim): string {
  const { via, event } = claim;
  const through = via ? `, via ${via.actor?.name ?? "an unnamed source"}` : "";
  const who = claim.attributedTo?.actor ? `According to ${claimantOf(claim)}` : "From a report that names no claimant";
  return `${who}${through}, in “${event.title}”. This is one claim, not a finding.`;
}

function facts({ claim, toll }: Opened): HTMLElement {
  const { attributedTo, via, blamed, scope, period, review, reviewRule, note, count, article } = claim;
  // Restated words are not a quotation.
  const worded = (words: string | null | undefined) =>
    words ? (article.wording === "VERBATIM" ? `“${words}”` : `restated as: ${words}`) : null;
  const own = statedAt(claim);
  const rows: readonly (readonly [string, ...(string | null | undefined)[]])[] = [
    ["Figure", count.label, worded(count.text)],
    ["Claimed by", attributedTo?.actor?.name ?? "not named in the article", worded(attributedTo?.words)],
    ["Reported via", via && (via.actor?.name ?? "not named in the article"), worded(via?.words)],
    ["Blamed by the claimant", blamed && (blamed.actor?.name ?? "not named in the article"), worded(blamed?.words)],
    [
      "Stated",
      own?.label ?? "not known",
      ...(claim.statedAt ? timeNotes(claim.statedAt) : own ? ["taken from the article's publication date"] : []),
    ],
    ["What it counts", labelFor(SCOPES, scope)],
    ["Period covered", period?.label, ...(period ? timeNotes(period) : [])],
    ["In the toll", useInToll(claim, toll)],
    ["Review", labelFor(REVIEWS, review), reviewRule && `rule: ${reviewRule}`],
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
  basis === "STATED" ? "stated in the text" : "inferred from the text",
  words && `in the words: ${words}`,
  note,
];

/** Whether the claim is used in the toll, and if not, why. */
function useInToll({ slug }: Claim, toll: TollFields | null): string | null {
  if (!toll) return null;
  const left = toll.leftOut.find(({ report }) => report.slug === slug);
  if (left) return `left out: ${left.explanation}`;
  return toll.positions.some(({ reports }) => reports.some((report) => report.slug === slug)) ? "used" : null;
}

function denialView({ deniedBy, matter, statedAt, evidence }: DenialFields, articles: Articles): Child {
  return [
    h(
      "p",
      {},
      h("b", {}, `Denied by ${deniedBy?.name ?? "an unnamed source"}: ${labelFor(MATTERS, matter)}. `),
      statedAt && `When: ${statedAt.label}.`,
    ),
    evidenceView(evidence, articles),
  ];
}

function differencesView({ claim, claims, pairs, open }: Opened): Child {
  if (pairs === null) return h("p", { class: "quiet" }, "Comparing the claims…");
  const known = new Map(claims.map((one) => [one.slug, one]));
  const groups = Map.groupBy(differencesOf(claim.slug, pairs), ({ pair }) => pair.relation);
  if (groups.size === 0) return h("p", {}, "There is no other claim to compare it with.");
  return [...groups].map(([relation, all]) => [
    h("h4", {}, `${labelFor(RELATIONS, relation)} (${all.length})`),
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
