import { sql } from "kysely";
import { executeCompiled } from "../db/compiledStatement.ts";
import { isInList, listParameter } from "../db/valueList.ts";
import { type ReadScope, visibleAt } from "./asOfRevision.ts";

interface Shown {
  readonly record: number;
}

/**
 * The articles whose words may be shown, among these articles: their licence allows showing the text, and the text was not
 * withdrawn. One statement.
 */
export async function articlesWithShownText(
  scope: ReadScope,
  articles: readonly number[],
): Promise<ReadonlyMap<number, true>> {
  const { dialect, revision } = scope;
  const given = { list: listParameter(dialect, articles) };
  const statement = ({ list }: typeof given) => sql<Shown>`
    select "article"."record" from "article" join "source" on "source"."key" = "article"."source"
    where ${isInList(dialect, sql.ref("article.record"), list)} and ${visibleAt(scope, "article")}
      and "article"."isTextWithdrawn" = 0 and "source"."showsText" = 1`;
  const rows =
    revision === null
      ? await executeCompiled(scope, "articles with shown text", given, statement)
      : (await statement(given).execute(scope.db)).rows;
  return new Map(rows.map(({ record }) => [record, true]));
}
