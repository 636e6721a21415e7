import { sql } from "kysely";
import { fold } from "../../../domain/fold.ts";
import { findName, mergedSpans } from "../../../domain/names/findName.ts";
import { BLOCK, maskSpans } from "../../../domain/names/mask.ts";
import type { NameForms } from "../../../domain/names/nameForms.ts";
import { type Paragraph, sha256 } from "../../../domain/text.ts";
import { chunks } from "../../db/batchInsert.ts";
import type { WriteTransaction } from "../../db/database.ts";
import { paragraphsIn } from "../../read/jsonColumns.ts";

/** The text of a version of an article, before and after a name was masked. */
export interface MaskedText {
  readonly version: number;
  readonly record: number;
  readonly before: { readonly text: string; readonly textHash: string };
  readonly text: string;
  readonly textHash: string;
  readonly paragraphs: readonly Paragraph[];
}

/**
 * Masks a name in the texts of versions of articles, and the words of the mentions that name the actor. The text's hash
 * becomes the hash of the masked text, so that readers can check offsets as before.
 * @param isAbout whether the text of a record may use a part of the name
 */
export async function maskTexts(
  on: WriteTransaction,
  actor: number,
  versions: readonly number[],
  forms: NameForms,
  isAbout: (record: number) => boolean,
): Promise<MaskedText[]> {
  const masked: MaskedText[] = [];
  for (const some of chunks(versions)) {
    const mentions = await mentionsOf(on, actor, some);
    for (const row of await textsOf(on, some)) {
      const spans = [...findName(row.text, forms, isAbout(row.record)), ...(mentions.get(row.version) ?? [])];
      const text = maskSpans(row.text, mergedSpans(spans));
      const hash = sha256(text);
      // Releases before 0.5.0 masked texts without a new hash, and did not cut the quotes anew.
      if (text === row.text && hash === row.textHash) continue;
      const paragraphs = paragraphsIn(row).map((paragraph) => ({
        ...paragraph,
        text: text.slice(paragraph.start, paragraph.end),
      }));
      const { version, record, text: before, textHash } = row;
      const now = { version, record, before: { text: before, textHash }, text, textHash: hash, paragraphs };
      masked.push(now);
      await save(on, now, row.title);
    }
  }
  return masked;
}

/** The versions of articles in which a name was masked earlier. */
export async function versionsWithBlocks({ db }: WriteTransaction): Promise<number[]> {
  const rows = await db.selectFrom("articleText").select("article").where("text", "like", `%${BLOCK}%`).execute();
  return rows.map(({ article }) => article);
}

/** The versions of articles with a mention of the actor. */
export async function versionsWithMention({ db }: WriteTransaction, actor: number): Promise<number[]> {
  const rows = await db.selectFrom("mention").select("version").distinct().where("actor", "=", actor).execute();
  return rows.map(({ version }) => version);
}

async function mentionsOf({ db }: WriteTransaction, actor: number, versions: readonly number[]) {
  const rows = await db
    .selectFrom("mention")
    .select(["version", "start", "end"])
    .where("actor", "=", actor)
    .where("version", "in", versions)
    .execute();
  return Map.groupBy(rows, ({ version }) => version);
}

interface TextRow {
  readonly version: number;
  readonly record: number;
  readonly title: string;
  readonly textHash: string;
  readonly text: string;
  readonly paragraphsJson: string;
}

async function textsOf({ db }: WriteTransaction, versions: readonly number[]): Promise<readonly TextRow[]> {
  const { rows } = await sql<TextRow>`
    select article."key" as "version", article."record", article."title", article."textHash", t."text", t."paragraphsJson"
    from "article" join "articleText" as t on t."article" = article."key"
    where article."key" in (${sql.join(versions)})`.execute(db);
  return rows;
}

async function save({ db }: WriteTransaction, now: MaskedText, titleBefore: string): Promise<void> {
  const { version, text, textHash, paragraphs } = now;
  // The title is the first paragraph.
  const title = paragraphs[0]?.kind === "TITLE" ? paragraphs[0].text : titleBefore;
  await db
    .updateTable("articleText")
    .set({ text, paragraphsJson: JSON.stringify(paragraphs) })
    .where("article", "=", version)
    .execute();
  await db
    .updateTable("article")
    .set({ title, sortTitle: fold(title), textHash })
    .where("key", "=", version)
    .execute();
}
