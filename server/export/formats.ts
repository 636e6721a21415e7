import { type CsvOptions, csvPieces } from "./csv.ts";
import { geoJson } from "./geoJson.ts";
import { jsonLines } from "./jsonLines.ts";
import type { ExportTable } from "./tables.ts";

type Pages = AsyncIterable<readonly unknown[]>;
type Pieces = AsyncIterable<string | Uint8Array>;

interface Format {
  readonly mediaType: string;
  /** Whether the file gets smaller if it is compressed. */
  readonly isText: boolean;
  /**
   * The file, piece by piece. It is never in memory as a whole.
   * @param about what the file says about itself, by name, if the format has a place for it
   */
  pieces(
    table: ExportTable<unknown>,
    pages: Pages,
    about: Readonly<Record<string, string>>,
    options: CsvOptions,
  ): Pieces;
}

/** The formats of tables, by the ending of the file's name. */
export const FORMATS = {
  csv: {
    mediaType: "text/csv; charset=utf-8; header=present",
    isText: true,
    pieces: ({ columns }, pages, _about, options) => csvPieces(columns, pages, options),
  },
  jsonl: {
    mediaType: "application/jsonl; charset=utf-8",
    isText: true,
    pieces: ({ columns }, pages) => jsonLines(columns, pages),
  },
  parquet: {
    mediaType: "application/vnd.apache.parquet",
    isText: false,
    async *pieces({ columns }, pages, about) {
      // Loaded when first needed.
      const { parquetPieces } = await import("./parquet.ts");
      yield* parquetPieces(columns, pages, about);
    },
  },
  geojson: {
    mediaType: "application/geo+json",
    isText: true,
    pieces: ({ columns, locate = () => null }, pages) => geoJson(columns, pages, locate),
  },
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;
export const FORMAT_NAMES = Object.keys(FORMATS) as readonly FormatName[];

/** The formats that a table has. Only records with places have GeoJSON. */
export const formatsOf = ({ locate }: Pick<ExportTable<unknown>, "locate">): readonly FormatName[] =>
  FORMAT_NAMES.filter((name) => name !== "geojson" || locate !== undefined);
