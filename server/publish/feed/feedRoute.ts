import { generateAtomFeed } from "feedsmith";
import { LARGEST_INTEGER } from "../../domain/fields/kinds.ts";
import { HARMS, type Harm } from "../../domain/vocabulary.ts";
import { encodeGlobalId, isSlug } from "../../schema/builder/globalId.ts";
import { type ClaimChange, type ClaimChangeFilter, newestClaimChanges } from "../../store/changes/claimChanges.ts";
import { newestRevision, recordedAtOf } from "../../store/read/asOfRevision.ts";
import { currentCorpora } from "../../store/read/corpora.ts";
import { etagOf, isNotModified } from "../etag.ts";
import { failureResponse } from "../forms.ts";
import { feedClaimsQuery } from "../generated/queries.ts";
import { type PageContext, query, RefusedError } from "../query.ts";
import { feedEntry } from "./entries.ts";
import { feedText } from "./feedText.ts";
import { uuidUrn } from "./uuidUrn.ts";

const FILE = "claims.atom";
const TYPE = "application/atom+xml";
/** The number of entries on a page. */
const PAGE_SIZE = 50;
/** In milliseconds. `Last-Modified` counts seconds: during that second, there may be another write. */
const SECOND = 1000;

export const FEED_PARAMETERS = ["event", "harm", "before"];

interface Asked extends ClaimChangeFilter {
  /** A position of the change log: the page has older changes. Null: the newest page. */
  readonly before: number | null;
}

/**
 * Answers `/claims.atom`: the changes of claims as an Atom feed (RFC 4287), newest first, in pages (RFC 5005).
 * @throws RefusedError if a parameter is unknown or not valid
 */
export async function feedResponse(
  { store, publicUrl }: PageContext,
  request: Request,
  headers: Readonly<Record<string, string>>,
): Promise<Response> {
  const asked = askedOf(new URL(request.url).searchParams);
  const revision = await newestRevision(store);
  const changedAt = (await recordedAtOf(store, revision)) ?? 0;
  // A feed can change only by a write, so that the tag needs no content.
  const etag = `W/${etagOf(JSON.stringify([revision, changedAt, publicUrl, asked]))}`;
  const all = {
    ...headers,
    etag,
    "cache-control": "no-cache",
    ...(changedAt < Date.now() - SECOND && { "last-modified": new Date(changedAt).toUTCString() }),
  };
  if (isKnown(request, etag, changedAt)) return new Response(null, { status: 304, headers: all });

  const found = await newestClaimChanges(store, asked, asked.before ?? LARGEST_INTEGER, PAGE_SIZE + 1);
  if (found === null) {
    const message = `The store has never had an event “${asked.event}”. The query events lists the slugs of its events.`;
    return failureResponse("", { status: 404, title: "No such event", message }, headers);
  }
  const changes = found.slice(0, PAGE_SIZE);
  const base = publicUrl === null ? "" : `${publicUrl}/`;
  const feed = generateAtomFeed({
    id: uuidUrn("claims feed", await recordedAtOf(store, 1), asked.event ?? null, asked.harm ?? null),
    title: feedText(titleOf(asked)),
    subtitle: feedText("Each entry is a claim by somebody, not a finding of this service."),
    updated: new Date(changes[0]?.recordedAt ?? changedAt),
    authors: [{ name: await contributors(store) }],
    generator: { text: "conflict-graph" },
    links: [
      { rel: "self", type: TYPE, href: base + addressOf(asked) },
      { rel: "alternate", type: "text/html", href: base || "./" },
      { rel: "first", type: TYPE, href: base + addressOf({ ...asked, before: null }) },
      ...(found.length > PAGE_SIZE
        ? [{ rel: "next", type: TYPE, href: base + addressOf({ ...asked, before: changes.at(-1)?.position ?? null }) }]
        : []),
    ],
    entries: await entriesOf({ store, publicUrl }, changes, base),
  });
  return new Response(feed, { headers: { ...all, "content-type": `${TYPE}; charset=utf-8` } });
}

async function entriesOf({ store }: PageContext, changes: readonly ClaimChange[], base: string) {
  const ids = changes.map(({ slug, write }) => encodeGlobalId("CasualtyReport", slug, write));
  const { nodes } = await query(store, feedClaimsQuery, { ids });
  return changes.map((change, at) => feedEntry(change, nodes[at] ?? null, base));
}

function isKnown(request: Request, etag: string, changedAt: number): boolean {
  if (request.headers.has("if-none-match")) return isNotModified(request, etag);
  const since = Date.parse(request.headers.get("if-modified-since") ?? "");
  return Math.floor(changedAt / SECOND) * SECOND <= since;
}

/** The page's address, with its parameters always in one order. */
function addressOf({ event, harm, before }: Asked): string {
  const parameters = new URLSearchParams();
  if (event) parameters.append("event", event);
  if (harm) parameters.append("harm", harm);
  if (before !== null) parameters.append("before", String(before));
  const search = parameters.toString();
  return search === "" ? FILE : `${FILE}?${search}`;
}

function askedOf(parameters: URLSearchParams): Asked {
  for (const name of parameters.keys())
    if (!FEED_PARAMETERS.includes(name))
      throw new RefusedError(
        `“${name.slice(0, 50)}” is not a parameter of the feed; use ${FEED_PARAMETERS.join(", ")}`,
      );
  const one = (name: string): string | null => {
    const [value = null, ...others] = parameters.getAll(name);
    if (others.length > 0) throw new RefusedError(`${name} is given ${others.length + 1} times; it takes one value`);
    return value;
  };
  const [event, harm, before] = [one("event"), one("harm"), one("before")];
  if (event !== null && !isSlug(event)) throw new RefusedError(`event is “${event.slice(0, 50)}”, which is not a slug`);
  if (harm !== null && !Object.hasOwn(HARMS, harm))
    throw new RefusedError(`harm is “${harm.slice(0, 50)}”; use one of ${Object.keys(HARMS).join(", ")}`);
  if (before !== null && !/^\d{1,15}$/.test(before))
    throw new RefusedError(`before is “${before.slice(0, 50)}”; take it from the link to the next page`);
  return {
    event,
    harm: harm as Harm | null,
    before: before === null ? null : Math.min(Number(before), LARGEST_INTEGER),
  };
}

function titleOf({ event, harm }: Asked): string {
  const of = [...(harm ? [`harm: ${harm}`] : []), ...(event ? [`event: ${event}`] : [])];
  return `New and changed claims${of.length === 0 ? "" : ` (${of.join(", ")})`}`;
}

async function contributors({ db }: PageContext["store"]): Promise<string> {
  const titles = (await currentCorpora(db)).map(({ title }) => title);
  return feedText(`Contributors to ${titles.join("; ") || "an empty store"}`).value;
}
