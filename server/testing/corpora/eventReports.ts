import type { Claim } from "../../domain/toll/claim.ts";
import { aClaim } from "./claims.ts";

/**
 * Facts from the dataset MAVERICK (file `maverick-event-reports.csv`, licence CC BY 4.0): for some of its events in Ivory
 * Coast, 2010 to 2011, the number of deaths in each report. Restated: the event, author and day of the report, and the
 * columns deaths_low, deaths_best and deaths_high. Nothing else from the dataset is here.
 */
export interface EventReport {
  readonly event: string;
  readonly outlet: string;
  readonly published: string;
  readonly low: number;
  readonly best: number;
  readonly high: number;
}

const report = (
  event: string,
  outlet: string,
  published: string,
  low: number,
  best = low,
  high = best,
): EventReport => ({
  event,
  outlet,
  published,
  low,
  best,
  high,
});

export const EVENT_REPORTS: readonly EventReport[] = [
  report("CIV-0001", "Xinhua News Agency", "2011-01-03", 8),
  report("CIV-0001", "Xinhua News Agency", "2011-01-06", 14),
  report("CIV-0001", "Reuters", "2011-01-10", 33),
  report("CIV-0001", "UNOCI", "2011-05-10", 37),
  report("CIV-0001", "Amnesty", "2011-05-01", 40),

  report("CIV-0004", "Amnesty International", "2011-01-12", 5),
  report("CIV-0004", "LEJD", "2011-01-12", 1),
  report("CIV-0004", "Reuters", "2011-01-12", 5),
  report("CIV-0004", "Xinhua News Agency", "2011-01-12", 6),
  report("CIV-0004", "Al Jazeera", "2011-01-13", 6),
  report("CIV-0004", "The Times", "2011-01-15", 7),

  report("CIV-0062", "AFP", "2010-12-17", 11, 11, 30),
  report("CIV-0062", "AP", "2010-12-17", 20, 20, 30),
  report("CIV-0062", "The Wall Street Journal", "2010-12-17", 9, 9, 23),
  report("CIV-0062", "The New York Times", "2010-12-19", 10, 10, 45),
  report("CIV-0062", "African Press Organization", "2010-12-24", 20),

  report("CIV-0082", "AP", "2011-02-21", 6),
  report("CIV-0082", "The Canadian Press", "2011-02-21", 6),
  report("CIV-0082", "AFP", "2011-02-21", 6, 6, 12),
  report("CIV-0082", "The New York Times", "2011-02-22", 6),
  report("CIV-0082", "IHS Global Insight Daily Analysis", "2011-02-23", 6, 6, 12),

  report("CIV-0083", "AFP", "2011-02-23", 10),
  report("CIV-0083", "IHS Global Insight Daily Analysis", "2011-02-23", 10),
  report("CIV-0083", "AP", "2011-02-24", 27),
  report("CIV-0083", "The New York Times", "2011-02-24", 2, 10, 10),
  report("CIV-0083", "Al Jazeera", "2011-02-25", 10, 10, 15),
  report("CIV-0083", "ICG", "2011-03-03", 10),

  report("CIV-0098", "AFP", "2011-03-07", 3),
  report("CIV-0098", "Reuters", "2011-03-08", 3),
  report("CIV-0098", "The Times", "2011-03-08", 3),
  report("CIV-0098", "Amnesty", "2011-05-01", 20),
];

const outlets = [...new Set(EVENT_REPORTS.map(({ outlet }) => outlet))].sort();

/** The actor key of an outlet. */
export const outletKey = (outlet: string): number => 100 + outlets.indexOf(outlet);
export const outletOf = (party: number | null): string | undefined => outlets[(party ?? 0) - 100];

/** The reports on one event as claims: each outlet is the claimant of a running total of all people killed. */
export const claimsOn = (event: string): Claim[] =>
  EVENT_REPORTS.filter((of) => of.event === event).map(({ outlet, published, low, high }) => {
    const from = Date.parse(published);
    return aClaim({
      slug: `${event}-${outlet}-${published}`.toLowerCase().replaceAll(" ", "-"),
      lower: low,
      upper: high,
      party: outletKey(outlet),
      stated: { from, until: from + 86_400_000 - 1 },
    });
  });
