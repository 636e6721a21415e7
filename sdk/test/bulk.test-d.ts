import type { CasualtyReportFields } from "../src/index.ts";
import { type BulkList, bulk, createClient } from "../src/index.ts";

const client = createClient({ url: "http://localhost:4000/graphql" });

for await (const { nodes, resume, dataRevision } of bulk(client, "casualtyReports", { filter: { harm: ["KILLED"] } })) {
  const claims: readonly CasualtyReportFields[] = nodes;
  const [place, revision]: [string, number] = [resume, dataRevision];
  console.log(claims, place, revision);
}
// @ts-expect-error The change log cannot be read as of a data revision.
const changes: BulkList = "changes";
// @ts-expect-error The pages are chosen by `bulk`.
bulk(client, "events", { first: 5 });
// @ts-expect-error A filter of another list.
bulk(client, "articles", { filter: { harm: ["KILLED"] } });
console.log(changes);
