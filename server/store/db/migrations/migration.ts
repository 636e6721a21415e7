import type { Kysely } from "kysely";

/** A step of the store's structure. Once released it is frozen: later changes are later steps. */
export interface Migration {
  readonly name: string;
  up(db: Kysely<unknown>, dialect: "sqlite" | "postgres"): Promise<void>;
}
