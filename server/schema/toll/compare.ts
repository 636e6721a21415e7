import { required } from "../../domain/required.ts";
import type { Claim } from "../../domain/toll/claim.ts";
import { eventFactsOf } from "../../domain/toll/eventFacts.ts";
import { type Comparison, compare, relationReason } from "../../domain/toll/relation.ts";
import { claimsOf } from "../../store/read/claims.ts";
import { builder } from "../builder/builder.ts";
import type { Context } from "../builder/context.ts";
import { InputError } from "../builder/errors.ts";
import { costs } from "../builder/extensions.ts";
import { checkLength, recordKeyOf, referencesTo as references } from "../builder/filter.ts";
import { recordedAsOfArgs } from "../builder/recordedAsOfArg.ts";
import { ReportRelation } from "../enums.ts";
import { CasualtyReportFilter, reportKeys } from "../lists/casualtyReports.ts";
import { reportField } from "./claims.ts";
import { relationWording } from "./contradiction.ts";

interface Pair extends Comparison {
  readonly a: Claim;
  readonly b: Claim;
}

const ComparisonRef = builder.objectRef<Pair>("ReportComparison").implement({
  description: "Two figures, with their relation and its reason. The order of the two has no meaning.",
  fields: (t) => ({
    a: reportField(t, "a", { description: "The first of the two figures." }),
    b: reportField(t, "b", { description: "The second of the two figures." }),
    relation: t.expose("relation", {
      type: ReportRelation,
      description:
        "The relation of the figures: the first difference that makes them incomparable or, if they are comparable, whether one number satisfies both. CONTRADICTS is used only for comparable claims with no number in common.",
    }),
    reason: t.string({
      description: "The reason, in a sentence with both figures and their claimants.",
      resolve: async (pair, _args, context) =>
        relationReason(pair, pair.a, pair.b, await relationWording(context, [pair.a, pair.b])),
    }),
    later: reportField(t, "later", {
      nullable: true,
      description:
        "The claim that was stated later, covers the longer time or stands, if the relation depends on it. Otherwise null.",
    }),
  }),
});

const MOST = 100;

builder.queryField("compareReports", (t) =>
  t.field({
    type: [ComparisonRef],
    extensions: costs({ weight: 12_000, growsWithStore: true }),
    description: `The reasons why figures differ: each pair of the given claims, with its relation and a reason in words. Accepts up to ${MOST} claims, by id or by filter, which make up to 4,950 pairs.`,
    args: {
      reports: t.arg.idList({ description: references("The claims to compare. Give either `reports` or `filter`.") }),
      filter: t.arg({
        type: CasualtyReportFilter,
        description: `The claims that match this filter, if there are at most ${MOST}. Give either \`filter\` or \`reports\`.`,
      }),
      relation: t.arg({
        type: [ReportRelation],
        description: "Only pairs with one of these relations. Default: all pairs.",
      }),
      ...recordedAsOfArgs,
    },
    resolve: async (_root, { reports, filter, relation }, context) => {
      if ((reports == null) === (filter == null))
        throw new InputError("reports", "and filter: give exactly one of the two");
      if (relation) checkLength(relation, "relation");
      const records = reports
        ? await namedReports(context, reports.map(String))
        : await reportKeys(context, filter ?? {}, MOST);
      if (records.length < 2) return [];
      const set = await claimsOf(context.store, null, { records });
      const facts = eventFactsOf(set, null);
      const order = new Map(records.map((record, at) => [record, at]));
      const placeOf = ({ id }: Claim) => required(order.get(id), `The position of claim ${id}`);
      const claims = set.claims.toSorted((x, y) => placeOf(x) - placeOf(y));
      const pairs = claims.flatMap((a, at) => claims.slice(at + 1).map((b) => ({ a, b, ...compare(a, b, facts) })));
      return relation ? pairs.filter((pair) => relation.includes(pair.relation)) : pairs;
    },
  }),
);

async function namedReports(context: Context, names: readonly string[]): Promise<number[]> {
  checkLength(names, "reports");
  const keys = await Promise.all(names.map((name) => recordKeyOf(context, "CasualtyReport", name, "reports")));
  return [...new Set(keys)];
}
