import type { CorpusRecord, SourceRecord } from "../domain/records.ts";
import type { RowReader } from "./rowReader.ts";

/** What is done with a column: it is read, or it is left out for a reason. */
export type ColumnUse = { readonly read: string } | { readonly ignored: string };

/** A dataset that can be imported: who publishes it, what its file looks like, and how its rows become records. */
export interface Dataset {
  /** The id of its corpus, its source and its article. All other ids begin with it. */
  readonly id: string;
  readonly title: string;
  readonly publisher: { readonly slug: string; readonly name: string };
  /** Where the dataset is published. */
  readonly url: string;
  readonly source: Omit<SourceRecord, "slug">;
  /** Every column of the file, with the meaning of those that are read and the reason for the others. */
  readonly columns: Readonly<Record<string, ColumnUse>>;
  /** Columns that not every release has. */
  readonly optionalColumns: readonly string[];
  /** The column with the id of a row, which no other row has. */
  readonly idColumn: string;
  readonly release: {
    /** A release as the publisher writes it. */
    readonly example: string;
    isValid(release: string): boolean;
    /** The release that the name of a file tells; null if it does not. */
    ofFile(file: string): string | null;
    /** Whether the claims are of the time of the release. */
    readonly datesClaims: boolean;
  };
  /** Starts an import. */
  reader(given: ImportContext): DatasetReader;
}

/** What an importer knows beside the rows. */
export interface ImportContext {
  /** A valid release; null if it is not known. */
  readonly release: string | null;
  /** The hash of the file, as the field `mediaHash` of an article. */
  readonly mediaHash: string;
  /** The actors of the store that have an id in UCDP's list of actors: the slug of each. */
  readonly ucdpActors: ReadonlyMap<number, string>;
}

export interface DatasetReader {
  /** The records that all rows share, such as the article of the dataset and its publisher. */
  readonly shared: readonly CorpusRecord[];
  /** The records of a row. Records that several rows share are repeated, and are equal each time. */
  read(row: RowReader): RowRecords;
}

export interface RowRecords {
  readonly records: readonly CorpusRecord[];
  /** What was left out, and why: each reason is counted. */
  readonly leftOut: readonly string[];
}
