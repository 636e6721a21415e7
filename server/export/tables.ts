import type { GraphQLInputObjectType } from "graphql";
import type { RecordType } from "../domain/vocabulary.ts";
import type { Context } from "../schema/builder/context.ts";
import { actorList } from "../schema/lists/actors.ts";
import { articleList } from "../schema/lists/articles.ts";
import { casualtyReportList } from "../schema/lists/casualtyReports.ts";
import { eventList } from "../schema/lists/events.ts";
import { placeList } from "../schema/lists/places.ts";
import { schema } from "../schema/schema.ts";
import type { List } from "../store/read/lists/pageStatements.ts";
import { CLAIM_COLUMNS } from "./claims/claimColumns.ts";
import { claimReader } from "./claims/claimReader.ts";
import type { ClaimRow } from "./claims/claimRow.ts";
import type { Column } from "./columns.ts";
import type { ExportScope } from "./exportScope.ts";
import { type Location, locationOf } from "./geoJson.ts";
import { recordColumns } from "./records/recordColumns.ts";
import { type RecordRow, recordReader } from "./records/recordReader.ts";

/** A table of all records of one type, or of those that match a filter. */
export interface ExportTable<Row> {
  readonly title: string;
  readonly type: RecordType;
  readonly columns: readonly Column<Row>[];
  /** The column that identifies a row: the slug of its record. */
  readonly key: string;
  /** How many rows are read at once. */
  readonly batch: number;
  /** The name of the filter's type in the schema. */
  readonly filter: string;
  readonly list: { readonly table: string; matching(context: Context, filter: object): Promise<List> };
  /** Where the record of a row is. Missing if such records have no place. */
  locate?(row: Row): Location | null;
  /** @returns a function that reads the rows of records, in the order of their keys */
  reader(scope: ExportScope): Promise<(records: readonly number[]) => Promise<Row[]>>;
}

const CLAIMS: ExportTable<ClaimRow> = {
  title: "Casualty claims",
  type: "CasualtyReport",
  columns: CLAIM_COLUMNS,
  key: "claim_id",
  batch: 1000,
  filter: "CasualtyReportFilter",
  list: casualtyReportList,
  reader: claimReader,
  locate: ({ place, event }) => locationOf(place, "claim") ?? locationOf(event.place, "event"),
};

const records = (
  type: Exclude<RecordType, "CasualtyReport">,
  noun: string,
  title: string,
  list: ExportTable<RecordRow>["list"],
  locate?: (row: RecordRow) => Location | null,
): ExportTable<RecordRow> => ({
  title,
  type,
  columns: recordColumns(type, noun),
  key: `${noun}_id`,
  // The texts of articles are long.
  batch: type === "Article" ? 100 : 500,
  filter: `${type}Filter`,
  list,
  reader: recordReader(type),
  ...(locate && { locate }),
});

type Coordinates = { readonly latitude: number | null; readonly longitude: number | null };

export type TableName = "claims" | "events" | "articles" | "actors" | "places";

/** All tables that can be exported. Only the functions of one table know what its rows are. */
export const TABLES: Readonly<Record<TableName, ExportTable<unknown>>> = {
  claims: CLAIMS,
  events: records("Event", "event", "Events", eventList, ({ place }) => locationOf(place, "event")),
  articles: records("Article", "article", "Articles", articleList),
  actors: records("Actor", "actor", "Actors", actorList),
  places: records("Place", "place", "Places", placeList, ({ content }) => locationOf(content as Coordinates, "place")),
};
export const TABLE_NAMES = Object.keys(TABLES) as readonly TableName[];

/** The type of a table's filter in the schema. */
export const filterType = ({ filter }: Pick<ExportTable<unknown>, "filter">): GraphQLInputObjectType =>
  schema.getType(filter) as GraphQLInputObjectType;
