import { type Affiliations, belongsTo } from "../../domain/affiliation.ts";
import type { TimeSpan } from "../../domain/time.ts";
import type { Claim, EventFacts } from "../../domain/toll/claim.ts";
import { type ClaimIndex, indexClaims } from "../../domain/toll/claimIndex.ts";
import type { ClaimCriteria } from "../../domain/toll/eligibility.ts";
import { eventFactsOf, eventParties } from "../../domain/toll/eventFacts.ts";
import type { Subject } from "../../domain/toll/subject.ts";
import { type Question, reconcileIndexed, type Toll } from "../../domain/toll/toll.ts";
import type { Harm as HarmValue, TollRule as RuleValue, Victims as VictimsValue } from "../../domain/vocabulary.ts";
import { claimsOf } from "../../store/read/claims.ts";
import { builder } from "../builder/builder.ts";
import type { Context } from "../builder/context.ts";
import { InputError } from "../builder/errors.ts";
import { refs, storeFilter } from "../builder/filter.ts";
import { Harm, TollRule, Victims } from "../enums.ts";

/** A toll with what it was made from, so that its fields can ask on. */
export interface TollOf {
  readonly toll: Toll;
  readonly known: Known;
  /** Of somewhat fewer people, each a toll of its own; made once, when first asked for. */
  readonly narrower: () => readonly TollOf[];
  /** Whose claims alone were asked for. */
  readonly party: readonly number[] | undefined;
}

/** The claims on an event, of one harm, and the facts that the rules need. */
interface Known {
  readonly claims: readonly Claim[];
  /** The same, indexed once for all tolls with the same criteria. */
  index(criteria: ClaimCriteria, party: TollOf["party"]): ClaimIndex;
  readonly affiliations: Affiliations;
  readonly facts: EventFacts;
  /** The actors that the event names as parties of their own. */
  readonly parties: readonly number[];
}

const one = (what: string) => `${what} By slug (\`armenia\`) or global id; an unknown one is an error.`;

/** What every toll is asked by, whatever its event. */
export const questionArgs = builder.args((t) => ({
  harm: t.field({ type: Harm, required: true, description: "Of which harm: figures of different harms never mix." }),
  victims: t.field({
    type: Victims,
    description:
      "Of whom: civilians or the military alone. Left out, or UNSPECIFIED: of everybody, so of claims that do not single out either.",
  }),
  side: t.id({
    description: one(
      "Of whose people: exactly this actor's, as the words say; a state's is not that of an entity beside it. Left out: claims that single out no side.",
    ),
  }),
  place: t.id({
    description: one("Of where: exactly this place, as the words say. Left out: claims that single out no place."),
  }),
  tags: t.stringList({
    description:
      "Of people singled out by these tags, such as `children`, whom the words call civilians too: ask for `victims: CIVILIAN` with it. `bodies` asks for bodies found or handed over, another measure than deaths.",
  }),
  party: t.idList({
    description: refs("Only what these actors claim, or anybody who belonged to them when the claim was stated."),
  }),
  asOf: t.field({
    type: "PartialTime",
    description:
      "Only what was known to have been stated by the end of this instant, day, month or year. A day ends in UTC unless it carries an offset, as in `2020-09-28+04:00`. Left out: all that is known.",
  }),
  includeUnreviewed: t.boolean({
    required: true,
    defaultValue: false,
    description: "Whether claims that a program has read and no person has checked yet have a say.",
  }),
}));

export const ruleArg = builder.args((t) => ({
  rule: t.field({
    type: TollRule,
    required: true,
    defaultValue: "RANGE",
    description: "How the bounds are taken from the positions. The answer names it.",
  }),
}));

export interface QuestionArgs {
  readonly harm: HarmValue;
  readonly victims?: VictimsValue | null | undefined;
  readonly side?: string | number | null | undefined;
  readonly place?: string | number | null | undefined;
  readonly tags?: readonly string[] | null | undefined;
  readonly party?: readonly (string | number)[] | null | undefined;
  readonly asOf?: TimeSpan | null | undefined;
  readonly rule?: RuleValue;
  readonly includeUnreviewed: boolean;
}

/** The toll on an event, with all that is part of it; on everything where `event` is null. */
export async function tollOf(context: Context, event: number | null, args: QuestionArgs): Promise<TollOf> {
  const { question, party } = await questionOf(context, event, args);
  return reconciled(question, await knownOf(context, event, question.harm), party);
}

export function reconciled(question: Question, known: Known, party: TollOf["party"]): TollOf {
  const toll = reconcileIndexed(question, known.index(question, party), known.facts);
  let narrower: readonly TollOf[] | null = null;
  return {
    toll,
    known,
    party,
    narrower: () => {
      narrower ??= toll.narrower.map((subject) => reconciled({ ...question, subject }, known, party));
      return narrower;
    },
  };
}

export async function questionOf(
  context: Context,
  event: number | null,
  { harm, victims, side, place, tags, party, asOf, rule = "RANGE", includeUnreviewed }: QuestionArgs,
): Promise<{ question: Question; party: readonly number[] | undefined }> {
  const found = await storeFilter<{ side?: [number]; place?: [number]; party?: number[] }>(
    context,
    { side: side == null ? null : [side], place: place == null ? null : [place], party },
    { side: "Actor", place: "Place", party: "Actor" },
    null,
  );
  const subject: Subject = {
    event,
    victims: victims ?? "UNSPECIFIED",
    side: found.side?.[0] ?? null,
    place: found.place?.[0] ?? null,
    tags: checkTags(tags ?? []),
  };
  return {
    question: { harm, subject, rule, asOf: asOf?.latest ?? null, includeUnreviewed },
    party: found.party,
  };
}

function checkTags(tags: readonly string[]): string[] {
  const wrong = tags.find((tag) => !/^[a-z-]+$/.test(tag));
  if (wrong !== undefined)
    throw new InputError("tags", `takes tags of lower-case letters and hyphens, and “${wrong.slice(0, 40)}” is none`);
  return [...new Set(tags)].sort();
}

/** The claims of one harm on an event and all its parts: for many events at once in the same statements. */
export async function knownOf(context: Context, event: number | null, harm: HarmValue): Promise<Known> {
  if (event === null) {
    const set = await claimsOf(context.store, null, { harm });
    return {
      ...withIndexes(set.claims, set.affiliations),
      facts: eventFactsOf({ ...set, participants: [] }, null),
      parties: [],
    };
  }
  const loader = context.loader<number, Known>(`claims ${harm}`, async (events) => {
    const set = await claimsOf(context.store, events, { harm });
    const participants = Map.groupBy(set.participants, (participant) => participant.event);
    const claims = claimsByRoot(set.claims, new Set(events), (at) => set.events.get(at)?.partOf ?? null);
    return new Map(
      events.map((root) => {
        const own = participants.get(root) ?? [];
        const facts = eventFactsOf({ ...set, participants: own }, root);
        return [
          root,
          { ...withIndexes(claims.get(root) ?? [], set.affiliations), facts, parties: eventParties(own, facts) },
        ];
      }),
    );
  });
  return (await loader.load(event)) as Known;
}

/** Claims with a cache of their indexes, one for each set of criteria. */
export function withIndexes(
  claims: readonly Claim[],
  affiliations: Affiliations,
): Pick<Known, "claims" | "index" | "affiliations"> {
  const known = new Map<string, ClaimIndex>();
  return {
    claims,
    affiliations,
    index({ asOf, includeUnreviewed }, party) {
      const key = `${asOf} ${includeUnreviewed} ${party?.join()}`;
      const wanted = new Set(party);
      const isAsked = ({ claimant, stated }: Claim) =>
        claimant !== null && belongsTo(claimant, wanted, affiliations, stated);
      const index = known.get(key) ?? indexClaims(claims, { asOf, includeUnreviewed, ...(party && { isAsked }) });
      known.set(key, index);
      return index;
    },
  };
}

/** The claims of each root's tree: a claim belongs to every root above its event. */
function claimsByRoot(
  claims: readonly Claim[],
  roots: ReadonlySet<number>,
  parentOf: (event: number) => number | null,
): Map<number, Claim[]> {
  const rootsAbove = new Map<number, number[]>();
  const above = (event: number): number[] => {
    const known = rootsAbove.get(event);
    if (known) return known;
    const found: number[] = [];
    for (let at: number | null = event; at !== null; at = parentOf(at)) if (roots.has(at)) found.push(at);
    rootsAbove.set(event, found);
    return found;
  };
  const byRoot = new Map<number, Claim[]>();
  for (const claim of claims) {
    for (const root of above(claim.event)) {
      const own = byRoot.get(root);
      if (own) own.push(claim);
      else byRoot.set(root, [claim]);
    }
  }
  return byRoot;
}
