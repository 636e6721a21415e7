import type { Cited } from "../../domain/citation.ts";
import { sha256 } from "../../domain/text.ts";
import { harmedLabel } from "../../domain/toll/labels/subjectLabel.ts";
import { asOfText, tollAddress } from "../../domain/toll/tollAddress.ts";
import { recordedAtOf } from "../../store/read/asOfRevision.ts";
import { corporaAsOf } from "../../store/read/corpora.ts";
import { builder } from "../builder/builder.ts";
import { type Context, loadOptional } from "../builder/context.ts";
import { costs } from "../builder/extensions.ts";
import { formatArg, formatCitation, publicAddress } from "../citation.ts";
import { namesOf } from "./names.ts";
import type { TollOf } from "./question.ts";
import { labelOf, revisionOf, TollRef } from "./toll.ts";

/** The part of the address after `/tolls/`. */
async function addressOf({ toll, party }: TollOf, context: Context): Promise<string> {
  const { load } = context;
  const { harm, subject, rule, asOf, by = "STATED", includeUnreviewed } = toll.question;
  const [event, side, place, parties, recordedAsOf] = await Promise.all([
    loadOptional(load.event, subject.event),
    loadOptional(load.actor, subject.side),
    loadOptional(load.place, subject.place),
    Promise.all((party ?? []).map((actor) => loadOptional(load.actor, actor))),
    revisionOf(context),
  ]);
  return tollAddress({
    harm,
    event: event?.slug ?? null,
    victims: subject.victims,
    side: side?.slug ?? null,
    place: place?.slug ?? null,
    tags: subject.tags,
    party: parties.flatMap((actor) => actor?.slug ?? []).sort(),
    rule,
    asOf,
    by,
    includeUnreviewed,
    recordedAsOf,
  });
}

const permalink = async (of: TollOf, context: Context): Promise<string | null> =>
  context.publicUrl === null ? null : publicAddress(context, `/tolls/${await addressOf(of, context)}`);

async function cited(of: TollOf, context: Context): Promise<Cited> {
  const { harm, subject, rule, asOf, by } = of.toll.question;
  const [address, label, names, revision] = await Promise.all([
    addressOf(of, context),
    labelOf(of, context),
    namesOf(context, [subject]),
    revisionOf(context),
  ]);
  const [corpora, recordedAt] = await Promise.all([
    corporaAsOf({ ...context.store, revision }),
    recordedAtOf(context.store, revision),
  ]);
  const inEvent = subject.event === null ? "in all events" : `in ${names.event(subject.event)}`;
  const isCovered = by === "COVERED";
  const until = asOf === null ? "" : `, ${isCovered ? "about the time to" : "stated by"} the end of ${asOfText(asOf)}`;
  return {
    key: `toll-${sha256(address).slice(0, 12)}`,
    title: `Toll of claims: ${harmedLabel(harm, subject, names)}, ${inEvent}${until}: ${label}`,
    author: `Contributors to ${corpora.map(({ title }) => title).join(" and ") || "an empty store"}`,
    recordedAt: recordedAt ?? 0,
    corpora: corpora.map(({ slug, title, version, hash }) => ({ slug, title, version, hash })),
    identity: `Computed by the rule ${rule} from the claims in the store at data revision ${revision} (${address})`,
    url: await permalink(of, context),
    notes: ["Each of the claims has its own source, which should be cited as well"],
  };
}

builder.objectFields(TollRef, (t) => ({
  permalink: t.string({
    nullable: true,
    description:
      "The address of the page of this toll, with the question and the data revision fixed, so that its figures do not change. Null if the service has no public address (PUBLIC_URL).",
    resolve: (of, _args, context) => permalink(of, context),
  }),
  citation: t.string({
    extensions: costs({ weight: 20 }),
    description:
      "A citation of this toll: the question, the rule, and the corpora with their versions. Cite the claims behind the toll as well.",
    args: formatArg,
    resolve: async (of, { format }, context) => formatCitation(format, await cited(of, context)),
  }),
}));
