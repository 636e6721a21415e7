import type { Count } from "../domain/count.ts";
import type {
  ActorRecord,
  Alias,
  CasualtyReportRecord,
  Corpus,
  EventRecord,
  Evidence,
  Participant,
  PlaceRecord,
} from "../domain/records.ts";
import { ucdpDatePrecision } from "../domain/time.ts";
import { EVENT_MODES, type EventType } from "../domain/vocabulary.ts";
import { checkArticle, checkMention } from "./articles/checkArticle.ts";
import { noticeCopies } from "./articles/copies.ts";
import { Checker } from "./checker.ts";
import type { Fault, Notice } from "./faults.ts";
import { checkBestEstimate, checkFigureWords, toCount } from "./figures.ts";
import type { Parsed, WrittenCorpus } from "./parse.ts";
import { checkPart, checkParts, type Parts, partsByWhole } from "./parts.ts";
import { checkRetraction } from "./retraction.ts";
import type { Written } from "./shapes.ts";
import { checkTimes } from "./times/rules.ts";
import { checkWithdrawn } from "./withdrawn.ts";

/**
 * Turns the parsed files into records, and checks what no field can show by itself: that references point to records,
 * quotes are found, parts fit into their wholes, and times are in a possible order. Adds every fault to `faults`. Use the
 * result only if there are none.
 */
export function checkCorpus(written: WrittenCorpus, faults: Fault[], notices: Notice[] = []): Corpus {
  const checker = new Checker(written, faults, notices);
  const { articles, lists } = written;
  const always = (to: string | null) => [{ to, during: null }];
  checker.refuseCycles(articles, "copyOf", (article) => always(article.copyOf));
  checker.refuseCycles(lists.places, "partOf", (place) => always(place.partOf));
  checker.refuseCycles(lists.events, "partOf", (event) => always(event.partOf));
  checker.refuseCycles(lists.casualtyReports, "partOf", (report) => always(report.partOf));
  checker.refuseCycles(lists.actors, "affiliations", (actor) => actor.affiliations);
  for (const mention of lists.mentions) checkMention(checker, mention);
  const mentions = Map.groupBy(lists.mentions, (mention) =>
    mention.isFaulty("article") ? null : mention.value.article,
  );
  checkTimes(checker, written);
  noticeCopies(checker, articles);
  checkFigureWords(checker, lists.casualtyReports);
  const withdrawn = checkWithdrawn(checker, lists.withdrawn);
  const parts = partsByWhole(lists.casualtyReports);
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
      ...lists.casualtyReports.map((report) => checkReport(checker, report, parts)),
    ],
    ...(withdrawn.length > 0 && { withdrawn }),
  };
}

function checkActor(checker: Checker, actor: Parsed<Written<"actors">>): ActorRecord {
  const { id, ...rest } = actor.value;
  checkAliases(checker, actor, "aliases", rest.aliases);
  rest.affiliations.forEach(({ to }, at) => {
    checker.refer(actor, ["affiliations", at, "to"], "actor", to);
    const state = rest.kind === "PARTIALLY_RECOGNISED_ENTITY" ? stateAbove(checker, to) : null;
    if (state === null) return;
    const path = state === to ? `the state “${state}”` : `the state “${state}”, through “${to}”`;
    const problem = `would make a partially recognised entity a part of ${path}; such an entity is its own party, so leave the affiliation out`;
    checker.faults.push(actor.fault(["affiliations", at, "to"], problem));
  });
  for (const code of ["isoAlpha2", "isoAlpha3"] as const) {
    if (rest[code] !== null && rest.kind !== "STATE" && !actor.isFaulty("kind")) {
      checker.faults.push(actor.fault([code], `is for states only, but the kind is ${rest.kind}; leave the code out`));
    }
  }
  return { type: "Actor", slug: id, ...rest };
}

/**
 * The actor itself if it is a state, or a state that its affiliations lead to at any time. The search stops at partially
 * recognised entities, which are their own parties.
 */
function stateAbove(checker: Checker, actor: string, seen = new Set<string>()): string | null {
  const found = checker.actor.get(actor)?.value;
  if (!found || seen.has(actor) || found.kind === "PARTIALLY_RECOGNISED_ENTITY") return null;
  if (found.kind === "STATE") return actor;
  seen.add(actor);
  for (const { to } of found.affiliations) {
    const state = stateAbove(checker, to, seen);
    if (state !== null) return state;
  }
  return null;
}

function checkAliases(checker: Checker, from: Parsed<unknown>, field: string, aliases: readonly Alias[]) {
  const keyOf = ({ name, language }: Alias) => `${language} ${name}`;
  checker.refuseRepeats(from, [field], aliases, keyOf, ({ name }) => `the name “${name}”`);
}

function checkPlace(checker: Checker, place: Parsed<Written<"places">>): PlaceRecord {
  const { id, statusNotes, ...rest } = place.value;
  checker.refer(place, ["partOf"], "place", rest.partOf);
  checkAliases(checker, place, "names", rest.names);
  const isRead = !place.isFaulty("latitude") && !place.isFaulty("longitude");
  if (isRead && (rest.latitude === null) !== (rest.longitude === null)) {
    const missing = rest.latitude === null ? "latitude" : "longitude";
    checker.faults.push(place.fault([missing], "is missing; a position takes both latitude and longitude"));
  }
  return {
    type: "Place",
    slug: id,
    ...rest,
    statusNotes: statusNotes.flatMap(({ words, by, ...context }, at) => {
      checker.refer(place, ["statusNotes", at, "by"], "actor", by);
      const evidence = checker.locate(place, ["statusNotes", at], { quote: words, ...context });
      return evidence ? [{ by, evidence }] : [];
    }),
  };
}

function checkEvent(checker: Checker, event: Parsed<Written<"events">>): EventRecord {
  const { id, type, datePrecision, ...rest } = event.value;
  const { mode, time } = rest;
  checker.refer(event, ["place"], "place", rest.place);
  checker.refer(event, ["partOf"], "event", rest.partOf);
  checkParticipants(checker, event);
  const modeTypes: readonly EventType[] = mode === null ? [type] : EVENT_MODES[mode].types;
  if (!modeTypes.includes(type) && !event.isFaulty("type"))
    checker.faults.push(event.fault(["mode"], `${mode} is a mode of ${modeTypes.join(", ")}, not of ${type}`));
  checkClaimant(checker, event);
  if (datePrecision !== null && time === null && !event.isFaulty("time")) {
    const problem = "is given, but there is no `time`; give `time`, or leave the precision out";
    checker.faults.push(event.fault(["datePrecision"], problem));
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

function checkParticipants(checker: Checker, event: Parsed<Written<"events">>) {
  const { participants } = event.value;
  const parties = new Map<string, string>();
  participants.forEach(({ actor, assertedBy, party }, at) => {
    checker.refer(event, ["participants", at, "actor"], "actor", actor);
    checker.refer(event, ["participants", at, "assertedBy"], "actor", assertedBy);
    const other = parties.get(actor);
    if (party !== null && other !== undefined && other !== party) {
      const problem = `puts “${actor}” into party ${party}, but “${actor}” is in party ${other} above; an actor can be in only one party`;
      checker.faults.push(event.fault(["participants", at, "party"], problem));
    }
    if (party !== null) parties.set(actor, party);
  });
  const keyOf = ({ actor, role }: Participant) => `${actor} ${role}`;
  checker.refuseRepeats(event, ["participants"], participants, keyOf, ({ actor, role }) => `“${actor}” as ${role}`);
}

function checkClaimant(checker: Checker, event: Parsed<Written<"events">>) {
  const { assertion, claimedBy } = event.value;
  checker.refer(event, ["claimedBy"], "actor", claimedBy);
  if (event.isFaulty("assertion") || event.isFaulty("claimedBy")) return;
  if (assertion === "CLAIMED" && claimedBy === null) {
    const problem = "is missing; name the actor who claims the event, or use REPORTED if the article itself reports it";
    checker.faults.push(event.fault(["claimedBy"], problem));
  }
  if (assertion === "REPORTED" && claimedBy !== null) {
    const problem = "is given, but REPORTED means that the article itself reports the event; use CLAIMED or ANNOUNCED";
    checker.faults.push(event.fault(["claimedBy"], problem));
  }
}

function checkReport(checker: Checker, report: Parsed<Written<"casualtyReports">>, parts: Parts): CasualtyReportRecord {
  const { id, count: figure, ...rest } = report.value;
  const { article } = rest;
  checker.refer(report, ["article"], "article", article);
  checker.refer(report, ["event"], "event", rest.event);
  checker.refer(report, ["side"], "actor", rest.side);
  checker.refer(report, ["place"], "place", rest.place);
  const count = toCount(figure);
  const evidence = checker.evidence(report, ["evidence"], rest.evidence, article);
  checker.refuseRepeats(
    report,
    ["tags"],
    rest.tags,
    (tag) => tag,
    (tag) => `the tag “${tag}”`,
  );
  // The words of a table's cells are not in the text of an article.
  const texts = evidence.length > 0 && evidence.every(({ cell }) => cell) ? [] : [article];
  checkEvidence(checker, report, count, evidence);
  checkBestEstimate(checker, report, count);
  checkPart(checker, report);
  checkParts(checker, report, parts);
  return {
    type: "CasualtyReport",
    slug: id,
    ...rest,
    count,
    attributedTo: checker.attribution(report, ["attributedTo"], rest.attributedTo, texts),
    via: checker.attribution(report, ["via"], rest.via, texts),
    blamed: checker.attribution(report, ["blamed"], rest.blamed, texts),
    retraction: checkRetraction(checker, report),
    denials: checker.denials(report, rest.denials, article),
    evidence,
  };
}

function checkEvidence(
  checker: Checker,
  report: Parsed<Written<"casualtyReports">>,
  count: Count,
  evidence: readonly Evidence[],
) {
  const { article } = report.value;
  // A dataset gives figures of the articles that it has read.
  const elsewhere = evidence.find((item) => item.article !== article && !item.cell);
  if (elsewhere && checker.article.has(article) && !report.isFaulty("article")) {
    const problem = `quotes “${elsewhere.article}”, but the claim is in “${article}”; words of another article belong to a separate report`;
    checker.faults.push(report.fault(["evidence"], problem));
  }
  const { text } = count;
  // A quote that was not found has already been reported, and may contain the figure.
  const isWhole = evidence.length === report.value.evidence.length;
  if (text !== null && isWhole && !evidence.some(({ quote }) => quote.includes(text))) {
    const problem = `“${text}” is not in the quoted evidence; copy the words of the figure from the evidence`;
    checker.faults.push(report.fault(["count", "text"], problem));
  }
}
