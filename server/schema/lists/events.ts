import { EVENT_MODES } from "../../domain/vocabulary.ts";
import { EVENT_ORDERS, events, type EventFilter as StoreFilter } from "../../store/read/lists/events.ts";
import { topLevelList } from "../../store/read/page.ts";
import type { Row } from "../../store/read/visibleRows.ts";
import { builder } from "../builder/builder.ts";
import { InputError } from "../builder/errors.ts";
import { orderInput, type Rules, refs, searchText, storeFilter } from "../builder/filter.ts";
import { Assertion, EventMode, EventType, ParticipantRole, Party, ReviewState } from "../enums.ts";
import { TimeRange, timeRange } from "../time.ts";
import { pagedList } from "./pagedList.ts";

const ParticipantFilter = builder.inputType("ParticipantFilter", {
  description: "Who takes part, and how; one participant must fit all fields that are given.",
  fields: (t) => ({
    actor: t.idList({ description: refs("One of these actors.") }),
    role: t.field({ type: [ParticipantRole], description: "In one of these roles." }),
    party: t.field({ type: [Party], description: "On one of these sides." }),
  }),
});

const Nearby = builder.inputType("Nearby", {
  description: "Within a distance of a point, over the surface of a sphere with the Earth's mean radius.",
  fields: (t) => ({
    latitude: t.float({ required: true, description: "WGS 84 degrees, -90 to 90." }),
    longitude: t.float({ required: true, description: "WGS 84 degrees, -180 to 180." }),
    kilometres: t.float({
      required: true,
      description: "The distance, above 0 and at most 20,038 (half the way round).",
    }),
  }),
});

const BoundingBox = builder.inputType("BoundingBox", {
  description:
    "Between two latitudes and two longitudes, WGS 84 degrees, edges included. A `west` that is greater than `east` spans the 180th meridian.",
  fields: (t) => ({
    south: t.float({ required: true, description: "The least latitude." }),
    west: t.float({ required: true, description: "The longitude of the western edge." }),
    north: t.float({ required: true, description: "The greatest latitude." }),
    east: t.float({ required: true, description: "The longitude of the eastern edge." }),
  }),
});

const EventFilter = builder.inputType("EventFilter", {
  description: "Which events. All fields that are given must hold.",
  fields: (t) => ({
    type: t.field({ type: [EventType], description: "Of one of these PLOVER types." }),
    mode: t.field({ type: [EventMode], description: "Of one of these modes." }),
    assertion: t.field({ type: [Assertion], description: "Reported, claimed or announced." }),
    claimedBy: t.idList({ description: refs("Claimed or announced by one of these actors.") }),
    participant: t.field({ type: ParticipantFilter, description: "With such a participant." }),
    place: t.idList({ description: refs("In one of these places, or in a place in them.") }),
    near: t.field({ type: Nearby, description: "At a place with known coordinates, near a point." }),
    within: t.field({ type: BoundingBox, description: "At a place with known coordinates, in a box." }),
    time: t.field({ type: TimeRange, description: "In this stretch of time, as far as the time is known." }),
    partOf: t.idList({ description: refs("Part of one of these events, directly or by others.") }),
    isDenied: t.boolean({ description: "True: with a denial by anybody. False: without any." }),
    deniedBy: t.idList({
      description: refs("With a denial by one of these actors, or by anybody affiliated to it, directly or by others."),
    }),
    review: t.field({ type: [ReviewState], description: "In one of these states of review." }),
    text: t.string({
      description:
        "Holding these words in title, note or evidence: stemmed, without regard to case and accents; all of them, “quoted” ones as a phrase.",
    }),
  }),
});

const EventOrder = orderInput("Event", "latest first.", {
  TIME: "By the first instant that the event's time can mean.",
  TITLE: "By title, without regard to case and accents.",
});

const rules: Rules = {
  claimedBy: "Actor",
  participant: (value: object, argument, context) => storeFilter(context, value, { actor: "Actor" }, argument),
  place: "Place",
  deniedBy: "Actor",
  near: (value: { latitude: number; longitude: number; kilometres: number }, argument) => {
    degrees(value.latitude, 90, `${argument}.latitude`);
    degrees(value.longitude, 180, `${argument}.longitude`);
    if (!(value.kilometres > 0 && value.kilometres <= 20_038)) {
      throw new InputError(
        `${argument}.kilometres`,
        `is ${value.kilometres}; it takes a distance above 0 and at most 20,038`,
      );
    }
    return value;
  },
  within: (value: { south: number; west: number; north: number; east: number }, argument) => {
    for (const edge of ["south", "north"] as const) degrees(value[edge], 90, `${argument}.${edge}`);
    for (const edge of ["west", "east"] as const) degrees(value[edge], 180, `${argument}.${edge}`);
    if (value.south > value.north)
      throw new InputError(argument, `has a south (${value.south}) above its north (${value.north})`);
    return value;
  },
  time: timeRange,
  partOf: "Event",
  text: searchText,
};

function degrees(value: number, most: number, argument: string) {
  if (!(Math.abs(value) <= most))
    throw new InputError(argument, `is ${value}; it takes degrees from -${most} to ${most}`);
}

export const eventArgs = builder.args((t) => ({
  filter: t.field({ type: EventFilter, description: "Which events; all where it is left out." }),
  orderBy: t.field({ type: EventOrder, description: "In which order; latest first where it is left out." }),
}));

function refuseContradictions({ type, mode, isDenied, deniedBy }: Record<string, unknown>) {
  for (const one of (mode ?? []) as (keyof typeof EVENT_MODES)[]) {
    const fitting: readonly string[] = EVENT_MODES[one].types;
    if (type && !(type as string[]).some((name) => fitting.includes(name))) {
      throw new InputError("filter.mode", `holds ${one}, which goes with ${fitting.join(", ")} and not with \`type\``);
    }
  }
  if (isDenied === false && deniedBy !== undefined) {
    throw new InputError("filter.isDenied", "is false, which excludes `deniedBy`; leave one of them out");
  }
}

export const eventList = pagedList<Row<"event">, StoreFilter, keyof typeof EVENT_ORDERS>({
  rules,
  refuse: refuseContradictions,
  orders: EVENT_ORDERS,
  defaultOrder: { field: "TIME", direction: "DESC" },
  all: events,
  whole: (all) => topLevelList(all, "event"),
});
