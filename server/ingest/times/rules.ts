import { isCertainlyAfter } from "../../domain/time.ts";
import { type Checker, leadingFrom } from "../checker.ts";
import type { Parsed, WrittenArticle, WrittenCorpus } from "../parse.ts";
import { wholesOf } from "../parts.ts";
import type { Written } from "../shapes.ts";
import { type Moment, type Moments, momentsOf, notAfter, notBefore, type Rule, reportOrders } from "./moments.ts";

type Article = Parsed<WrittenArticle>;
type Event = Parsed<Written<"events">>;
type Claim = Parsed<Written<"casualtyReports">>;
type Statement = Pick<Written<"events">["denials"][number], "statedAt" | "evidence">;

/**
 * Reports times in an impossible order. The three lists below have every order that the format can express; inferred times
 * count too. Two times are compared with nothing: an affiliation's, which may lie anywhere, and that of `revised`, which says
 * from when a change of our record is valid.
 */
export function checkTimes(checker: Checker, { articles, lists }: WrittenCorpus): void {
  reportOrders(checker, [
    ...articles.flatMap((article) => articleRules(checker, article)),
    ...lists.events.flatMap((event) => eventRules(checker, event)),
    ...lists.casualtyReports.flatMap((claim) => claimRules(checker, claim)),
  ]);
}

const CORRECT = "correct the time that is wrong";
const UPDATED = `${CORRECT}, or give the article's later change as \`updated\``;
const ANNOUNCED = `${CORRECT}, or say assertion: ANNOUNCED if the event was still to come`;
const OTHER_EVENT = `${CORRECT}, name the event that is meant, or say status: HISTORIC or HYPOTHETICAL if the figure is not of this event`;
const FORECAST = `${CORRECT}, or say status: HYPOTHETICAL if the figure is a forecast`;
const COPY = `${CORRECT}, or correct \`copyOf\``;
const PART = `${CORRECT}, or correct \`partOf\``;

function articleRules(checker: Checker, article: Article): Rule[] {
  const { published, updated } = article.value;
  const originals = leadingFrom(article, ({ copyOf }) => checker.article.get(copyOf ?? ""));
  return [
    notBefore(
      momentsOf(article, ["updated"], updated, "").last,
      momentsOf(article, ["published"], published, "the article was published").first,
      CORRECT,
    ),
    // An article that is older than its original may have become a copy when it was updated.
    ...originals.map((original) => {
      const what = `its original “${original.value.id}” was published`;
      const { first } = momentsOf(original, ["published"], original.value.published, what);
      return notBefore(lastVersion(article), first, COPY);
    }),
  ];
}

function eventRules(checker: Checker, event: Event): Rule[] {
  const { evidence, denials } = event.value;
  const time = timeOf(event);
  const hasBegun = event.value.assertion !== "ANNOUNCED" && !event.isFaulty("assertion");
  const articles = evidence.map(({ article }) => article);
  const wholes = leadingFrom(event, ({ partOf }) => checker.event.get(partOf ?? ""));
  return [
    ...(hasBegun ? articles : []).map((article) =>
      notAfter(time.first, lastVersion(checker.article.get(article ?? "")), ANNOUNCED),
    ),
    ...wholes.flatMap((whole) => [
      notAfter(time.first, timeOf(whole).last, PART),
      notBefore(time.last, timeOf(whole).first, PART),
    ]),
    ...denials.flatMap((denial, at) =>
      statementRules(checker, event, ["denials", at], denial, articles, [
        [hasBegun ? beginningOf(checker, event) : null, ANNOUNCED],
      ]),
    ),
  ];
}

function claimRules(checker: Checker, claim: Claim): Rule[] {
  const { value } = claim;
  const stated = momentsOf(claim, ["statedAt"], value.statedAt, "the claim was stated");
  const period = periodOf(claim);
  const appeared = lastVersion(checker.article.get(value.article));
  const isCurrent = value.status === "CURRENT" && !claim.isFaulty("status");
  const began = isCurrent ? beginningOf(checker, checker.event.get(value.event)) : null;
  const mayBeAhead = value.status === "HYPOTHETICAL" || claim.isFaulty("status");
  return [
    notAfter(stated.first, appeared, UPDATED),
    notBefore(earlierOf(stated.last, seenFrom(claim, ["article"], appeared)), began, OTHER_EVENT),
    ...(mayBeAhead ? [] : [stated.last, appeared]).flatMap((known) => [
      notAfter(period.first, known, FORECAST),
      notAfter(period.last, known, FORECAST),
    ]),
    notBefore(period.last, began, OTHER_EVENT),
    ...wholesOf(checker, claim).flatMap((whole, above) => [
      notAfter(period.first, periodOf(whole).last, PART),
      notBefore(period.last, periodOf(whole).first, PART),
      ...(above === 0 && value.partKind === "PERIOD" && !claim.isFaulty("partKind")
        ? [notBefore(period.first, periodOf(whole).first, PART), notAfter(period.last, periodOf(whole).last, PART)]
        : []),
    ]),
    ...(value.retraction
      ? statementRules(
          checker,
          claim,
          ["retraction"],
          value.retraction,
          [value.article],
          [
            [stated.first, CORRECT],
            [began, OTHER_EVENT],
          ],
        )
      : []),
    ...value.denials.flatMap((denial, at) =>
      statementRules(checker, claim, ["denials", at], denial, [value.article], [[began, OTHER_EVENT]]),
    ),
  ];
}

/**
 * A denial or a retraction was stated before the articles that report it were last changed, and after some moments.
 * @param own the articles that the record's own evidence is from: the first one is also that of evidence that names none
 */
function statementRules(
  checker: Checker,
  record: Parsed<unknown>,
  path: readonly PropertyKey[],
  { statedAt, evidence }: Statement,
  own: readonly (string | undefined)[],
  earlier: readonly (readonly [Moment | null, advice: string])[],
): Rule[] {
  const stated = momentsOf(record, [...path, "statedAt"], statedAt, "");
  return [
    ...earlier.map(([moment, advice]) => notBefore(stated.last, moment, advice)),
    ...evidence.flatMap(({ article = own[0] }, at) => {
      const appeared = lastVersion(checker.article.get(article ?? ""));
      const isOther = !own.includes(article);
      const reported = isOther ? seenFrom(record, [...path, "evidence", at], appeared) : null;
      return [
        notAfter(stated.first, appeared, UPDATED),
        ...earlier.map(([moment, advice]) => notBefore(reported, moment, advice)),
      ];
    }),
  ];
}

const timeOf = (event: Event): Moments => {
  const name = `the event “${event.value.id}”`;
  return momentsOf(event, ["time"], event.value.time, [`${name} began`, `${name} ended`]);
};

const periodOf = (claim: Claim): Moments => {
  const name = `the period of its whole “${claim.value.id}”`;
  return momentsOf(claim, ["period"], claim.value.period, [`${name} begins`, `${name} ends`]);
};

/** The beginning of an event or, if its time is unknown, of the nearest event that it is part of. */
function beginningOf(checker: Checker, event: Event | undefined): Moment | null {
  if (!event) return null;
  const wholes = leadingFrom(event, ({ partOf }) => checker.event.get(partOf ?? ""));
  return [event, ...wholes].map((whole) => timeOf(whole).first).find((moment) => moment !== null) ?? null;
}

/** The time from which an article's text is: of its last update, or of its publication. Null if that is unknown. */
function lastVersion(article: Article | undefined): Moment | null {
  if (!article || article.isFaulty("updated")) return null;
  const { id, published, updated } = article.value;
  const name = `the article “${id}”`;
  const publication = momentsOf(article, ["published"], published, `${name} was published`).last;
  const update = momentsOf(article, ["updated"], updated, `${name} was last updated`).last;
  // One of the two is wrong if the update is before the publication.
  return update && !(publication && isCertainlyAfter(publication.part, update.part)) ? update : publication;
}

const earlierOf = (one: Moment | null, other: Moment | null): Moment | null =>
  one && other ? (one.part.latest <= other.part.latest ? one : other) : (one ?? other);

/** A moment of another record, for a fault of the field that refers to that record. */
const seenFrom = (record: Parsed<unknown>, path: readonly PropertyKey[], moment: Moment | null): Moment | null =>
  moment && { ...moment, record, path, verb: moment.what };
