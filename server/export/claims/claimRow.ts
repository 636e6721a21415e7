import type { TableCell } from "../../domain/records.ts";
import type {
  ClaimStatus,
  DeniedMatter,
  Harm,
  PartKind,
  Qualifier,
  ReviewState,
  Scope,
  Victims,
  Wording,
} from "../../domain/vocabulary.ts";
import type { FieldValues } from "../fieldColumns.ts";
import type { TimeCells } from "../times.ts";

/** One claim with everything that its row shows. Words that may not be shown are null. */
export interface ClaimRow {
  readonly slug: string;
  readonly revision: { readonly number: number; readonly contentHash: string };
  readonly harm: Harm;
  readonly count: {
    readonly label: string;
    readonly qualifier: Qualifier;
    readonly min: number | null;
    readonly max: number | null;
    readonly best: number | null;
    readonly lower: number | null;
    readonly upper: number | null;
    readonly text: string | null;
    readonly conventionMin: number | null;
  };
  readonly victims: Victims;
  readonly tags: readonly string[];
  readonly side: Named | null;
  readonly place: LocatedPlace | null;
  readonly attributedTo: AttributionCells | null;
  readonly party: Named | null;
  readonly via: AttributionCells | null;
  readonly blamed: AttributionCells | null;
  readonly scope: Scope;
  readonly period: TimeCells | null;
  readonly statedAt: TimeCells | null;
  readonly status: ClaimStatus;
  readonly review: ReviewState;
  readonly rule: string | null;
  readonly denials: readonly { readonly matter: DeniedMatter; readonly deniedBy: string | null }[];
  readonly retraction: { readonly statedAt: TimeCells | null } | null;
  readonly partsAreAll: boolean;
  readonly partOf: string | null;
  readonly partKind: PartKind | null;
  readonly event: { readonly slug: string; readonly title: string; readonly place: LocatedPlace | null };
  readonly article: ArticleCells;
  readonly evidence: EvidenceCells;
  readonly note: string | null;
  /** The fields that have no cells of their own above. Null if there are none. */
  readonly others: FieldValues | null;
}

export interface Named {
  readonly slug: string;
  readonly name: string;
}

export interface LocatedPlace extends Named {
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export interface AttributionCells {
  readonly actor: Named | null;
  readonly words: string | null;
}

export interface ArticleCells {
  readonly slug: string;
  readonly title: string;
  readonly wording: Wording;
  readonly url: string | null;
  readonly publisher: Named | null;
  readonly published: TimeCells | null;
  readonly archiveUrl: string | null;
  readonly retrievedAt: TimeCells | null;
  readonly mediaHash: string | null;
  readonly source: {
    readonly licence: string;
    readonly licenceUrl: string | null;
    readonly attribution: string | null;
    readonly corpus: { readonly slug: string; readonly version: string };
  };
}

/** The first passage of the evidence, and how many there are. */
export interface EvidenceCells {
  readonly count: number;
  readonly wording: Wording | null;
  readonly quote: string | null;
  readonly start: number | null;
  readonly end: number | null;
  readonly articleHash: string | null;
  /** The cell of a table that contains the passage. Null for the words of a text. */
  readonly cell: TableCell | null;
}
