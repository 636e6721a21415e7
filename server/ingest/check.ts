import { bounds, type Count, conventionalFloor, statedNumbers } from "../domain/count.ts";
import type {
  ActorRecord,
  ArticleRecord,
  CasualtyReportRecord,
  Corpus,
  EventRecord,
  Evidence,
  MentionRecord,
  PlaceRecord,
} from "../domain/records.ts";
import { ucdpDatePrecision } from "../domain/time.ts";
import { EVENT_MODES, type EventType } from "../domain/vocabulary.ts";
import { Checker } from "./checker.ts";
import type { Fault } from "./faults.ts";
import type { Placed, WrittenArticle, WrittenCorpus } from "./parse.ts";
import type { Written } from "./shapes.ts";

/**
 * Checks what no field can tell alone, and turns what was written into records: references point at records that exist,
 * quotes are found, parts fit into their wholes. Adds every fault to `faults`; the result is of use only if none was
 * added.
 */
export function checkCorpus(written: WrittenCorpus, faults: Fault[]): Corpus {
  const checker = new Checker(written, faults);
  const { articles, lists } = written;
  checker.refuseCycles(articles, "copyOf", (article) => [article.copyOf]);
  checker.refuseCycles(lists.places, "partOf", (place) => [place.partOf]);
  checker.refuseCycles(lists.events, "partOf", (event) => [event.partOf]);
  checker.refuseCycles(lists.casualtyReports, "partOf", (report) => [report.partOf]);
  checker.refuseCycles(lists.actors, "affiliations", (actor) => actor.affiliations.map(({ to }) => to));
  const mentions = Map.groupBy(lists.mentions, (mention) => mention.value.article);
  for (const mention of lists.mentions) checker.refer(mention, ["article"], "article", mention.value.article);
  const manifest = written.manifest?.value;
  return {
    slug: manifest?.id ?? "",
    title: manifest?.title ?? "",
    version: manifest?.version ?? "",
    description: manifest?.description ?? null,
    sources: manifest?.sources.map(({ id, ...source }) => ({ slug: id, ...source })) ?? [],
    records: [
      ...lists.actors.map((actor) => checkActor(checker, actor)),
      ...lists.places.map((place) => checkPlace(checker, place)),
      ...articles.map((article) => checkArticle(checker, article, mentions.get(article.value.id) ?? [])),
      ...lists.events.map((event) => checkEvent(checker, event)),
      ...lists.casualtyReports.map((report) => checkReport(checker, report)),
    ],
  };
}

function checkArticle(
  checker: Checker,
  article: Placed<WrittenArticle>,
  mentions: readonly Placed<Written<"mentions">>[],
): ArticleRecord {
  const { id, source, language, ...rest } = article.value;
  checker.refer(article, ["publisher"], "actor", rest.publisher);
  rest.agencies.forEach((agency, at) => {
    checker.refer(article, ["agencies", at], "actor", agency);
  });
  checker.refer(article, ["copyOf"], "article", rest.copyOf);
  const sources = [...checker.source.keys()];
  if (source !== undefined && sources.length > 0) checker.refer(article, ["source"], "source", source);
  else if (sources.length > 1) {
    checker.faults.push(
      article.fault(["source"], `is missing; say which source of the corpus it comes from: ${sources.join(", ")}`),
    );
  }
  return {
    type: "Article",
    slug: id,
    ...rest,
    source: source ?? sources[0] ?? "",
    language: Intl.getCanonicalLocales(language)[0] ?? language,
    textHash: checker.textHash(id),
    mentions: checkMentions(checker, mentions),
  };
}

function checkMentions(checker: Checker, mentions: readonly Placed<Written<"mentions">>[]): MentionRecord[] {
  const seen = new Set<string>();
  return mentions.flatMap((mention) => {
    const { article, actor, place, voice, words } = mention.value;
    checker.refer(mention, ["actor"], "actor", actor);
    checker.refer(mention, ["place"], "place", place);
    checker.refer(mention, ["voice"], "actor", voice);
    if ((actor === null) === (place === null)) {
      checker.faults.push(
        mention.fault([], "names both an actor and a place, or neither; a mention is of one of them"),
      );
    }
    if (words.quote.length > 200) {
      checker.faults.push(
        mention.fault(["words"], `is ${words.quote.length} characters long; a mention has at most 200`),
      );
    }
    const found = checker.locate(mention, ["words"], article, words);
    if (!found) return [];
    const key = `${actor} ${place} ${found.start} ${found.end}`;
    if (seen.has(key))
      checker.faults.push(
        mention.fault(["words"], `“${words.quote}” is mentioned twice at the same place; remove one`),
      );
    seen.add(key);
    const { article: _article, articleHash: _hash, ...position } = found;
    return [{ actor, place, voice, words: position }];
  });
}

function checkActor(checker: Checker, actor: Placed<Written<"actors">>): ActorRecord {
  const { id, ...rest } = actor.value;
  rest.affiliations.forEach(({ to }, at) => {
    checker.refer(actor, ["affiliations", at, "to"], "actor", to);
    if (rest.kind === "PARTIALLY_RECOGNISED_ENTITY" && checker.actor.get(to)?.kind === "STATE") {
      const problem = `would make a partially recognised entity a part of the state “${to}”; it is its own party, so leave this out`;
      checker.faults.push(actor.fault(["affiliations", at, "to"], problem));
    }
  });
  for (const code of ["isoAlpha2", "isoAlpha3"] as const) {
    if (rest[code] !== null && rest.kind !== "STATE") {
      checker.faults.push(actor.fault([code], `is for states, and this is of kind ${rest.kind}; leave it out`));
    }
  }
  return { type: "Actor", slug: id, ...rest };
}

function checkPlace(checker: Checker, place: Placed<Written<"places">>): PlaceRecord {
  const { id, statusNotes, ...rest } = place.value;
  checker.refer(place, ["partOf"], "place", rest.partOf);
  if ((rest.latitude === null) !== (rest.longitude === null)) {
    const missing = rest.latitude === null ? "latitude" : "longitude";
    checker.faults.push(place.fault([missing], "is missing; a position takes both latitude and longitude"));
  }
  return {
    type: "Place",
    slug: id,
    ...rest,
    statusNotes: statusNotes.flatMap(({ words, prefix, suffix, article, by }, at) => {
      checker.refer(place, ["statusNotes", at, "by"], "actor", by);
      const evidence = checker.locate(place, ["statusNotes", at], article, { quote: words, prefix, suffix });
      return evidence ? [{ by, evidence }] : [];
    }),
  };
}

function checkEvent(checker: Checker, event: Placed<Written<"events">>): EventRecord {
  const { id, type, datePrecision, ...rest } = event.value;
  const { mode, assertion, claimedBy, time } = rest;
  checker.refer(event, ["claimedBy"], "actor", claimedBy);
  checker.refer(event, ["place"], "place", rest.place);
  checker.refer(event, ["partOf"], "event", rest.partOf);
  rest.participants.forEach(({ actor, assertedBy }, at) => {
    checker.refer(event, ["participants", at, "actor"], "actor", actor);
    checker.refer(event, ["participants", at, "assertedBy"], "actor", assertedBy);
  });
  const modeTypes: readonly EventType[] = mode === null ? [type] : EVENT_MODES[mode].types;
  if (!modeTypes.includes(type))
    checker.faults.push(event.fault(["mode"], `${mode} is a mode of ${modeTypes.join(", ")}, not of ${type}`));
  if (assertion === "CLAIMED" && claimedBy === null) {
    checker.faults.push(
      event.fault(["claimedBy"], "is missing; say who claims the event, or say REPORTED where the article itself does"),
    );
  }
  if (assertion === "REPORTED" && claimedBy !== null) {
    checker.faults.push(
      event.fault(["claimedBy"], "is given, but REPORTED means in the article's own voice; say CLAIMED or ANNOUNCED"),
    );
  }
  return {
    type: "Event",
    slug: id,
    ...rest,
    eventType: type,
    datePrecision: datePrecision ?? (time && ucdpDatePrecision(time)),
    denials: checker.denials(event, rest.denials),
    evidence: checker.evidence(event, ["evidence"], rest.evidence),
  };
}

function checkReport(checker: Checker, report: Placed<Written<"casualtyReports">>): CasualtyReportRecord {
  const { id, count: figure, ...rest } = report.value;
  const { article } = rest;
  checker.refer(report, ["article"], "article", article);
  checker.refer(report, ["event"], "event", rest.event);
  checker.refer(report, ["side"], "actor", rest.side);
  checker.refer(report, ["place"], "place", rest.place);
  const count = toCount(figure);
  const evidence = checker.article.has(article) ? checker.evidence(report, ["evidence"], rest.evidence, article) : [];
  checkEvidence(checker, report, count, evidence);
  checkPart(checker, report, count);
  return {
    type: "CasualtyReport",
    slug: id,
    ...rest,
    count,
    attributedTo: checker.attribution(report, ["attributedTo"], rest.attributedTo, [article]),
    via: checker.attribution(report, ["via"], rest.via, [article]),
    blamed: checker.attribution(report, ["blamed"], rest.blamed, [article]),
    denials: checker.denials(report, rest.denials, article),
    evidence,
  };
}

function toCount(figure: Written<"casualtyReports">["count"]): Count {
  const { qualifier, text } = figure;
  if ("value" in figure) return { qualifier, text, ...statedNumbers(qualifier, figure.value), conventionMin: null };
  if ("min" in figure) return { qualifier, text, min: figure.min, max: figure.max, conventionMin: null };
  return { qualifier, text, min: null, max: null, conventionMin: conventionalFloor(text) };
}

function checkEvidence(
  checker: Checker,
  report: Placed<Written<"casualtyReports">>,
  count: Count,
  evidence: readonly Evidence[],
) {
  const { article } = report.value;
  const elsewhere = evidence.find((item) => item.article !== article);
  if (elsewhere) {
    const problem = `quotes “${elsewhere.article}”, but the claim is of “${article}”; another article's words are another report`;
    checker.faults.push(report.fault(["evidence"], problem));
  }
  const { text } = count;
  // A quote that was not found is a fault already, and may be the one with the figure.
  const isWhole = evidence.length === report.value.evidence.length;
  if (text !== null && isWhole && !evidence.some(({ quote }) => quote.includes(text))) {
    const problem = `“${text}” does not stand in the quoted evidence; give the words of the figure as they stand there`;
    checker.faults.push(report.fault(["count", "text"], problem));
  }
}

function checkPart(checker: Checker, report: Placed<Written<"casualtyReports">>, count: Count) {
  const { partOf, partKind, article } = report.value;
  checker.refer(report, ["partOf"], "casualtyReport", partOf);
  if ((partOf === null) !== (partKind === null)) {
    const missing = partOf === null ? "partOf" : "partKind";
    checker.faults.push(
      report.fault([missing], "is missing; a part takes `partOf`, its whole, and `partKind`, SUBGROUP or PERIOD"),
    );
  }
  const whole = partOf === null ? undefined : checker.casualtyReport.get(partOf);
  if (!whole) return;
  if (whole.article !== article) {
    checker.faults.push(
      report.fault(
        ["partOf"],
        `is a claim of another article, “${whole.article}”; a part stands in the article of its whole`,
      ),
    );
  }
  const { lower, upper } = bounds(toCount(whole.count));
  const most = upper ?? lower;
  const least = bounds(count).lower;
  if (most !== null && least !== null && least > most) {
    checker.faults.push(
      report.fault(
        ["count"],
        `is ${least}, larger than its whole “${partOf}”, which is ${most}; a figure or the link is wrong`,
      ),
    );
  }
}
