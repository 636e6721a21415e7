import { type CreateTableBuilder, type Kysely, type RawBuilder, sql } from "kysely";
import type { Migration } from "./migration.ts";

/** Identities, versions, what hangs on a version, and the change log. */
export const records: Migration = {
  name: "001-records",
  async up(db, dialect) {
    const table = tables(db, dialect);

    await table("write")
      .addColumn("recordedAt", "bigint", (c) => c.notNull())
      .addColumn("recordedBy", "text", (c) => c.notNull())
      .addColumn("reason", "text", (c) => c.notNull())
      .execute();

    await db.schema
      .createTable("corpus")
      .addColumn("slug", "text", (c) => c.primaryKey())
      .addColumn("title", "text", (c) => c.notNull())
      .addColumn("version", "text", (c) => c.notNull())
      .addColumn("description", "text")
      .addColumn("hash", "text", (c) => c.notNull())
      .addColumn("fingerprint", "text")
      .addColumn("write", "integer", (c) => c.notNull().references("write.number"))
      .execute();

    await table("source")
      .addColumn("corpus", "text", (c) => c.notNull().references("corpus.slug"))
      .addColumn("slug", "text", (c) => c.notNull())
      .addColumn("title", "text", (c) => c.notNull())
      .addColumn("licence", "text", (c) => c.notNull())
      .addColumn("licenceUrl", "text")
      .addColumn("attribution", "text")
      .addColumn("showsText", "integer", (c) => c.notNull())
      .addColumn("isNamed", "integer", (c) => c.notNull())
      .addUniqueConstraint("sourceSlug", ["corpus", "slug"])
      .execute();

    await table("record")
      .addColumn("type", "text", (c) => c.notNull())
      .addColumn("slug", sql`text ${collation(dialect)}`, (c) => c.notNull())
      .addColumn("corpus", "text", (c) => c.notNull().references("corpus.slug"))
      .addUniqueConstraint("recordSlug", ["type", "slug"])
      .execute();

    await table("change")
      .addColumn("write", "integer", (c) => c.notNull().references("write.number"))
      .addColumn("record", "integer", (c) => c.notNull().references("record.key"))
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("version", "integer", (c) => c.notNull())
      .execute();

    await versioned("actor")
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("sortName", sql`text ${collation(dialect)}`, (c) => c.notNull())
      .addColumn("kind", "text", (c) => c.notNull())
      .addColumn("aliasesJson", "text", (c) => c.notNull())
      .addColumn("isoAlpha2", "text")
      .addColumn("isoAlpha3", "text")
      .addColumn("wikidataId", "text")
      .addColumn("ucdpActorId", "integer")
      .addColumn("office", "text")
      .addColumn("note", "text")
      .execute();

    await table("affiliation")
      .addColumn("actor", "integer", (c) => c.notNull().references("actor.key"))
      .addColumn("member", "integer", (c) => c.notNull().references("record.key"))
      .addColumn("organisation", "integer", (c) => c.notNull().references("record.key"))
      .addColumn("role", "text")
      .addColumn("duringJson", "text")
      .addColumn("validFrom", "bigint")
      .addColumn("validUntil", "bigint")
      .execute();

    await versioned("place")
      .addColumn("name", "text", (c) => c.notNull())
      .addColumn("sortName", sql`text ${collation(dialect)}`, (c) => c.notNull())
      .addColumn("namesJson", "text", (c) => c.notNull())
      .addColumn("latitude", "double precision")
      .addColumn("longitude", "double precision")
      .addColumn("precision", "integer")
      .addColumn("country", "text")
      .addColumn("statusNotesJson", "text", (c) => c.notNull())
      .addColumn("partOf", "integer", (c) => c.references("record.key"))
      .addColumn("wikidataId", "text")
      .addColumn("note", "text")
      .execute();

    await versioned("article")
      .addColumn("title", "text", (c) => c.notNull())
      .addColumn("sortTitle", sql`text ${collation(dialect)}`, (c) => c.notNull())
      .addColumn("wording", "text", (c) => c.notNull())
      .addColumn("source", "integer", (c) => c.notNull().references("source.key"))
      .addColumn("publisher", "integer", (c) => c.references("record.key"))
      .addColumn("copyOf", "integer", (c) => c.references("record.key"))
      .addColumn("language", "text", (c) => c.notNull())
      .addColumn("publishedJson", "text")
      .addColumn("publishedFrom", "bigint")
      .addColumn("publishedUntil", "bigint")
      .addColumn("updatedJson", "text")
      .addColumn("url", "text")
      .addColumn("textHash", "text", (c) => c.notNull())
      .execute();

    await db.schema
      .createTable("articleText")
      .addColumn("article", "integer", (c) => c.primaryKey().references("article.key"))
      .addColumn("text", "text", (c) => c.notNull())
      .addColumn("paragraphsJson", "text", (c) => c.notNull())
      .execute();

    await db.schema
      .createTable("articleAgency")
      .addColumn("article", "integer", (c) => c.notNull().references("article.key"))
      .addColumn("position", "integer", (c) => c.notNull())
      .addColumn("agency", "integer", (c) => c.notNull().references("record.key"))
      .addPrimaryKeyConstraint("articleAgencyKey", ["article", "position"])
      .execute();

    await withSpan(
      table("mention")
        .addColumn("version", "integer", (c) => c.notNull().references("article.key"))
        .addColumn("article", "integer", (c) => c.notNull().references("record.key"))
        .addColumn("actor", "integer", (c) => c.references("record.key"))
        .addColumn("place", "integer", (c) => c.references("record.key"))
        .addColumn("voice", "integer", (c) => c.references("record.key"))
        .addColumn("foldedQuote", "text", (c) => c.notNull()),
    ).execute();

    await versioned("event")
      .addColumn("title", "text", (c) => c.notNull())
      .addColumn("sortTitle", sql`text ${collation(dialect)}`, (c) => c.notNull())
      .addColumn("type", "text", (c) => c.notNull())
      .addColumn("mode", "text")
      .addColumn("assertion", "text", (c) => c.notNull())
      .addColumn("claimedBy", "integer", (c) => c.references("record.key"))
      .addColumn("timeJson", "text")
      .addColumn("timeFrom", "bigint")
      .addColumn("timeUntil", "bigint")
      .addColumn("datePrecision", "integer")
      .addColumn("place", "integer", (c) => c.references("record.key"))
      .addColumn("partOf", "integer", (c) => c.references("record.key"))
      .addColumn("acledSubEvent", "text")
      .addColumn("ucdpTypeOfViolence", "integer")
      .addColumn("review", "text", (c) => c.notNull())
      .addColumn("rule", "text")
      .addColumn("note", "text")
      .execute();

    await table("participant")
      .addColumn("event", "integer", (c) => c.notNull().references("event.key"))
      .addColumn("position", "integer", (c) => c.notNull())
      .addColumn("actor", "integer", (c) => c.notNull().references("record.key"))
      .addColumn("role", "text", (c) => c.notNull())
      .addColumn("party", "text")
      .addColumn("assertedBy", "integer", (c) => c.references("record.key"))
      .execute();

    await versioned("casualtyReport")
      .addColumn("article", "integer", (c) => c.notNull().references("record.key"))
      .addColumn("event", "integer", (c) => c.notNull().references("record.key"))
      .addColumn("harm", "text", (c) => c.notNull())
      .addColumn("qualifier", "text", (c) => c.notNull())
      .addColumn("min", "integer")
      .addColumn("max", "integer")
      .addColumn("countText", "text")
      .addColumn("conventionMin", "integer")
      .addColumn("lower", "integer")
      .addColumn("upper", "integer")
      .addColumn("victims", "text", (c) => c.notNull())
      .addColumn("tagsJson", "text", (c) => c.notNull())
      .addColumn("side", "integer", (c) => c.references("record.key"))
      .addColumn("place", "integer", (c) => c.references("record.key"))
      .addColumn("claimant", "integer", (c) => c.references("record.key"))
      .addColumn("claimantWords", "text")
      .addColumn("conduit", "integer", (c) => c.references("record.key"))
      .addColumn("conduitWords", "text")
      .addColumn("blamed", "integer", (c) => c.references("record.key"))
      .addColumn("blamedWords", "text")
      .addColumn("scope", "text", (c) => c.notNull())
      .addColumn("periodJson", "text")
      .addColumn("periodFrom", "bigint")
      .addColumn("periodUntil", "bigint")
      .addColumn("statedJson", "text")
      .addColumn("statedFrom", "bigint")
      .addColumn("statedUntil", "bigint")
      .addColumn("status", "text", (c) => c.notNull())
      .addColumn("partOf", "integer", (c) => c.references("record.key"))
      .addColumn("partKind", "text")
      .addColumn("review", "text", (c) => c.notNull())
      .addColumn("rule", "text")
      .addColumn("note", "text")
      .execute();

    await table("denial")
      .addColumn("report", "integer", (c) => c.references("casualtyReport.key"))
      .addColumn("event", "integer", (c) => c.references("event.key"))
      .addColumn("position", "integer", (c) => c.notNull())
      .addColumn("deniedBy", "integer", (c) => c.references("record.key"))
      .addColumn("words", "text")
      .addColumn("matter", "text", (c) => c.notNull())
      .addColumn("statedJson", "text")
      .addCheckConstraint("denialOwner", sql`(${sql.ref("report")} is null) <> (${sql.ref("event")} is null)`)
      .execute();

    await withSpan(
      table("evidence")
        .addColumn("report", "integer", (c) => c.references("casualtyReport.key"))
        .addColumn("event", "integer", (c) => c.references("event.key"))
        .addColumn("denial", "integer", (c) => c.references("denial.key"))
        .addColumn("position", "integer", (c) => c.notNull())
        .addColumn("article", "integer", (c) => c.notNull().references("record.key"))
        .addColumn("articleHash", "text", (c) => c.notNull()),
    )
      .addCheckConstraint(
        "evidenceOwner",
        sql`(case when ${sql.ref("report")} is null then 0 else 1 end)
          + (case when ${sql.ref("event")} is null then 0 else 1 end)
          + (case when ${sql.ref("denial")} is null then 0 else 1 end) = 1`,
      )
      .execute();

    for (const [name, columns] of INDEXES) await index(db, name, columns);
    for (const [name, columns] of CURRENT_INDEXES) await index(db, name, columns, "current");

    function versioned(name: string) {
      return table(name)
        .addColumn("record", "integer", (c) => c.notNull().references("record.key"))
        .addColumn("slug", sql`text ${collation(dialect)}`, (c) => c.notNull())
        .addColumn("version", "integer", (c) => c.notNull())
        .addColumn("recordedFrom", "integer", (c) => c.notNull().references("write.number"))
        .addColumn("recordedUntil", "integer", (c) => c.references("write.number"))
        .addColumn("validFrom", "bigint", (c) => c.notNull())
        .addColumn("recordedAt", "bigint", (c) => c.notNull())
        .addColumn("recordedBy", "text", (c) => c.notNull())
        .addColumn("reason", "text", (c) => c.notNull())
        .addColumn("revisedJson", "text")
        .addColumn("contentHash", "text", (c) => c.notNull())
        .addUniqueConstraint(`${name}Version`, ["record", "version"]);
    }
  },
};

/** Names sort by code point on both, which is SQLite's own order. */
const collation = (dialect: string) => (dialect === "postgres" ? sql.raw('collate "C"') : sql.raw(""));

/** A table with a key that the database counts up and never gives twice. */
function tables(db: Kysely<unknown>, dialect: string) {
  const keys: Readonly<Record<string, string>> = { write: "number", change: "position" };
  return (name: string) => {
    const key = keys[name] ?? "key";
    const created = db.schema.createTable(name);
    return dialect === "postgres"
      ? created.addColumn(key, "integer", (c) => c.generatedAlwaysAsIdentity().primaryKey())
      : created.addColumn(key, "integer", (c) => c.primaryKey().autoIncrement());
  };
}

function withSpan<Name extends string, Columns extends string>(builder: CreateTableBuilder<Name, Columns>) {
  return builder
    .addColumn("start", "integer", (c) => c.notNull())
    .addColumn("end", "integer", (c) => c.notNull())
    .addColumn("paragraph", "integer", (c) => c.notNull())
    .addColumn("quote", "text", (c) => c.notNull())
    .addColumn("prefix", "text", (c) => c.notNull())
    .addColumn("suffix", "text", (c) => c.notNull());
}

type IndexColumn = string | { readonly name: string; readonly expression: RawBuilder<unknown> };

/** Unknown values sort as the smallest, on both databases: the same expression is in every ORDER BY. */
const EARLIEST = -9_007_199_254_740_991;
function orUnknown(name: string, smallest: number): IndexColumn {
  return { name, expression: sql`coalesce(${sql.ref(name)}, ${sql.lit(smallest)})` };
}

/** One index a foreign key that is walked backwards. */
const INDEXES: readonly [string, readonly IndexColumn[]][] = [
  ["change", ["record"]],
  ["affiliation", ["actor"]],
  ["affiliation", ["member"]],
  ["affiliation", ["organisation"]],
  ["articleAgency", ["agency"]],
  ["mention", ["version", "start"]],
  ["mention", ["actor"]],
  ["mention", ["place"]],
  ["mention", ["voice"]],
  ["participant", ["event"]],
  ["participant", ["actor"]],
  ["denial", ["report"]],
  ["denial", ["event"]],
  ["denial", ["deniedBy"]],
  ["evidence", ["report"]],
  ["evidence", ["event"]],
  ["evidence", ["denial"]],
  ["evidence", ["article"]],
];

/** Over current versions only: history grows, the lists that people page through do not. One for each order. */
const CURRENT_INDEXES: readonly [string, readonly IndexColumn[]][] = [
  ["actor", ["record"]],
  ["actor", ["sortName", "slug"]],
  ["place", ["record"]],
  ["place", ["sortName", "slug"]],
  ["place", ["partOf"]],
  ["place", ["latitude", "longitude"]],
  ["article", ["record"]],
  ["article", [orUnknown("publishedFrom", EARLIEST), "slug"]],
  ["article", ["sortTitle", "slug"]],
  ["article", ["publisher"]],
  ["article", ["copyOf"]],
  ["event", ["record"]],
  ["event", [orUnknown("timeFrom", EARLIEST), "slug"]],
  ["event", ["sortTitle", "slug"]],
  ["event", ["place"]],
  ["event", ["partOf"]],
  ["event", ["claimedBy"]],
  ["casualtyReport", ["record"]],
  ["casualtyReport", [orUnknown("statedFrom", EARLIEST), "slug"]],
  ["casualtyReport", [orUnknown("lower", -1), "slug"]],
  ["casualtyReport", ["article"]],
  ["casualtyReport", ["event"]],
  ["casualtyReport", ["claimant"]],
  ["casualtyReport", ["conduit"]],
  ["casualtyReport", ["side"]],
  ["casualtyReport", ["place"]],
  ["casualtyReport", ["partOf"]],
];

async function index(db: Kysely<unknown>, table: string, columns: readonly IndexColumn[], rows?: "current") {
  const name = [table, rows, ...columns.map((column) => (typeof column === "string" ? column : column.name))]
    .filter(Boolean)
    .join("_");
  const created = columns.reduce(
    (builder, column) => (typeof column === "string" ? builder.column(column) : builder.expression(column.expression)),
    db.schema.createIndex(name).on(table),
  );
  await (rows ? created.where(sql.ref("recordedUntil"), "is", null) : created).execute();
}
