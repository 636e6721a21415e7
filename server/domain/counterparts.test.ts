import { describe, expect, it } from "vitest";
import { type ComparedEvent, kilometres, matchEvents } from "./counterparts.ts";
import { DAY } from "./time.ts";

const START = Date.UTC(2021, 2, 1);
const days = (first: number, last = first) => ({ from: START + first * DAY, until: START + (last + 1) * DAY - 1 });
const place = (record: number, latitude: number | null, longitude: number | null, precision: number | null = 1) => ({
  record,
  latitude,
  longitude,
  precision,
  names: [`place ${record}`],
});
const side = (actor: number, ...organisations: number[]) => ({
  actor,
  name: `Actor ${actor}`,
  belongsTo: new Set(organisations),
});
const event = (given: Partial<ComparedEvent> = {}): ComparedEvent => ({
  time: days(0),
  place: place(1, 10, 20),
  sides: [side(1), side(2)],
  ...given,
});

describe("Two events of different corpora", () => {
  it("match with high confidence if days, place and sides are the same", () => {
    expect(matchEvents(event(), event({ place: place(2, 10.02, 20) }))).toMatchObject({
      confidence: "HIGH",
      time: { agreement: "SAME", explanation: "the same days" },
      place: { agreement: "SAME", explanation: "2 km apart" },
      sides: { agreement: "SAME", explanation: "the same sides: Actor 1 and Actor 2" },
    });
  });

  it("do not match if they are days apart, or if one has no time", () => {
    expect(matchEvents(event(), event({ time: days(2) }))).toMatchObject({ time: { explanation: "2 days apart" } });
    expect(matchEvents(event(), event({ time: days(3) }))).toBeNull();
    expect(matchEvents(event(), event({ time: null }))).toBeNull();
  });

  it("do not match if both places are exact and far from each other", () => {
    expect(matchEvents(event(), event({ place: place(2, 11, 20) }))).toBeNull();
    expect(matchEvents(event(), event({ place: place(2, 11, 20, 4) }))).toMatchObject({
      confidence: "MEDIUM",
      place: { agreement: "LOOSE", explanation: "111 km apart, one of them a region" },
    });
  });

  it("are close if their places have one name and no coordinates", () => {
    const named = (record: number, name: string) => ({ ...place(record, null, null), names: [name] });
    const [own, other] = [event({ place: named(1, "riverton") }), event({ place: named(2, "riverton town") })];
    expect(matchEvents(own, other)).toMatchObject({ confidence: "HIGH", place: { agreement: "CLOSE" } });
    expect(matchEvents(own, event({ place: named(2, "hilltop") }))).toMatchObject({ place: { agreement: "UNKNOWN" } });
  });

  it("share a side if one actor belongs to the other, and count each side once", () => {
    const army = event({ sides: [side(1), side(3, 1), side(2)] });
    const dyad = event({ sides: [side(1), side(4, 2)] });
    expect(matchEvents(army, dyad)).toMatchObject({
      sides: { agreement: "SAME", explanation: "the same sides: Actor 1 and Actor 4" },
    });
    expect(matchEvents(army, event({ sides: [side(1), side(9)] }))).toMatchObject({ sides: { agreement: "LOOSE" } });
  });

  it("do not match by their time alone", () => {
    expect(matchEvents(event({ place: null }), event({ sides: [side(8), side(9)] }))).toBeNull();
    expect(matchEvents(event({ place: null }), event())).toMatchObject({ confidence: "LOW" });
  });

  it("match less if one lasts much longer", () => {
    const long = event({ time: days(0, 40) });
    const [same, contained] = [matchEvents(event(), event()), matchEvents(event(), long)];
    expect(contained).toMatchObject({
      time: { agreement: "LOOSE", explanation: "its time contains the time of this event" },
    });
    expect(matchEvents(long, event())?.time.explanation).toBe("its time is within the time of this event");
    expect(same && contained && same.score > contained.score).toBe(true);
  });
});

it("Distances are measured along the surface of the earth", () => {
  expect(kilometres({ latitude: 0, longitude: 0 }, { latitude: 0, longitude: 90 })).toBeCloseTo(10_007.5, 0);
  expect(kilometres({ latitude: 40, longitude: 179.9 }, { latitude: 40, longitude: -179.9 })).toBeCloseTo(17, 0);
  expect(kilometres({ latitude: null, longitude: 0 }, { latitude: 0, longitude: 0 })).toBeNull();
});
