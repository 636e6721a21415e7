import { TIME_BASES, TIME_PRECISIONS } from "../domain/vocabulary.ts";
import { type Column, instant, oneOf, shared } from "./columns.ts";
import type { TimeCells } from "./times.ts";

/** The columns of a time. @param what describes the time, without a full stop */
export const timeColumns = <Of>(name: string, what: string, of: (of: Of) => TimeCells | null): Column<Of>[] =>
  shared(of, [
    instant(`${name}_start`, `${what}: the first instant that it can mean.`, (row) => of(row)?.earliest ?? null),
    instant(`${name}_end`, `${what}: the last instant that it can mean.`, (row) => of(row)?.latest ?? null),
    oneOf(
      `${name}_precision`,
      TIME_PRECISIONS,
      `${what}: how exactly it is known.`,
      (row) => of(row)?.precision ?? null,
    ),
    oneOf(
      `${name}_basis`,
      TIME_BASES,
      `${what}: whether the text states it or the author of the record inferred it.`,
      (row) => of(row)?.basis ?? null,
    ),
  ]);
