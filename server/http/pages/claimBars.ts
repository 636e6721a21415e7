import { formatNumber } from "../../domain/english.ts";
import type { StartCountsQuery } from "../../publish/generated/queries.ts";
import { type Html, html } from "../../publish/html.ts";

/** The numbers of claims for the start page. */
export type StartCounts = StartCountsQuery["casualtyReports"];
type Facet = StartCounts["kinds"][number];
type Bucket = Facet["buckets"][number];

/** With more months than these, the claims are shown by year. */
const MOST_MONTHS = 24;

/** The numbers of claims by harm, claimant and time as bars, without scripts. Empty if there are no claims. */
export function claimBars(counts: StartCounts): Html {
  const [byHarm] = counts.kinds;
  const [byClaimant] = counts.claimants;
  const [byMonth, byYear] = counts.times;
  const byTime = (byMonth?.bucketCount ?? 0) > MOST_MONTHS ? byYear : byMonth;
  if (!byHarm || !byClaimant || !byTime || byHarm.totalCount === 0) return html``;
  const period = byTime.by === "MONTH" ? "month" : "year";
  const latest = { ...byTime, buckets: byTime.buckets.slice(-MOST_MONTHS) };
  return html`<h2>The claims, counted</h2>
<p>These are numbers of claims, not of people: many claims may be about the same people. Each name opens its claims in GraphiQL.</p>
${bars("By harm", byHarm, { filterOf: ({ value }) => `harm: [${value}]` })}
${bars("By claimant", byClaimant, {
  filterOf: ({ value }) => `attributedTo: ["${value}"]`,
  others: "other claimants",
  without: "name no claimant",
})}
${bars(`By ${period}`, latest, {
  filterOf: ({ value }) => `statedAt: { from: "${value}", until: "${value}" }`,
  others: `earlier ${period}s`,
  without: `were stated at a time that is not known to the ${period}`,
})}`;
}

interface Words {
  filterOf(bucket: Bucket): string;
  /** The values that are not shown, and what claims without a value do. */
  readonly others?: string;
  readonly without?: string;
}

function bars(
  title: string,
  facet: Facet,
  { filterOf, others = "other values", without = "have no value" }: Words,
): Html {
  const { buckets, bucketCount, withoutValueCount, totalCount } = facet;
  const most = Math.max(...buckets.map(({ count }) => count), 1);
  const remaining = totalCount - withoutValueCount - buckets.reduce((sum, { count }) => sum + count, 0);
  const notes = [
    ...(remaining > 0
      ? [`${claims(remaining)} more from ${formatNumber(bucketCount - buckets.length)} ${others}`]
      : []),
    ...(withoutValueCount > 0 ? [`${claims(withoutValueCount)} ${without}`] : []),
  ];
  const lines = buckets.map((bucket) => {
    const link = `/graphql?query=${encodeURIComponent(claimsQuery(bucket, filterOf(bucket)))}`;
    const unit = html`<span class="unseen"> ${bucket.count === 1 ? "claim" : "claims"}</span>`;
    return html`<li><a href="${link}">${bucket.label}</a> <span class="bar" style="--part: ${String(bucket.count / most)}" aria-hidden="true"></span> <span class="number">${formatNumber(bucket.count)}${unit}</span></li>\n`;
  });
  return html`<h3>${title}</h3>
<ul class="bars">${lines}</ul>
${notes.length > 0 && html`<p><small>${notes.join("; ")}.</small></p>`}`;
}

const claims = (count: number): string => `${formatNumber(count)} ${count === 1 ? "claim" : "claims"}`;

const claimsQuery = (
  { label, count }: Bucket,
  filter: string,
): string => `# ${label.replaceAll(/\s+/g, " ")}: ${claims(count)}
{
  casualtyReports(filter: { ${filter} }, first: 20) {
    totalCount
    nodes {
      count {
        label
      }
      harm
      attributedTo {
        actor {
          name
        }
        words
      }
      statedAt {
        label
      }
      event {
        title
      }
      evidence {
        quote
        wording
      }
      isDenied
    }
  }
}
`;
