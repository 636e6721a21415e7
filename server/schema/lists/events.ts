import { EVENT_MODES } from "../../domain/vocabulary.ts";
import { EVENT_FACETS } from "../../store/read/facets/facets.ts";
import { EVENT_ORDERS, events } from "../../store/read/lists/events.ts";
import { builder } from "../builder/builder.ts";
import { InputError } from "../builder/errors.ts";
import { orderInput, type Rules, referencesTo, searchText, storeFilter } from "../builder/filter.ts";
import { EventRef } from "../builder/refs.ts";
import { Assertion, EventMode, EventType, ParticipantRole, Party, ReviewState } from "../enums.ts";
import { TimeRange, timeRange } from "../time.ts";
import { pagedList } from "./pagedList.ts";

const ParticipantFilter = builder.inputType("ParticipantFilter", {
  description: "Filters events by participant. One participant must match all given fields.",
  fields: (t) => ({
    actor: t.idList({ description: referencesTo("The participant is one of these actors.") }),
    role: t.field({ type: [ParticipantRole], description: "The participant has one of these roles." }),
    party: t.field({ type: [Party], description: "The participant is on one of these sides." }),
  }),
});

const Nearby = builder.inputType("Nearby", {
  description: "A circle around a point, on the surface of a sphere with the Earth's mean radius.",
  fields: (t) => ({
    latitude: t.float({ required: true, description: "The latitude of the point in WGS 84 degrees, from -90 to 90." }),
    longitude: t.float({
      required: true,
      description: "The longitude of the point in WGS 84 degrees, from -180 to 180.",
    }),
    kilometres: t.float({
      required: true,
      description: "The distance in kilometres, above 0 and at most 20,038 (half the circumference).",
    }),
  }),
});

const BoundingBox = builder.inputType("BoundingBox", {
  description:
    "A box between two latitudes and two longitudes in WGS 84 degrees, edges included. If `west` is greater than `east`, the box crosses the 180th meridian.",
  fields: (t) => ({
    south: t.float({ required: true, description: "The lowest latitude." }),
    west: t.float({ required: true, description: "The longitude of the western edge." }),
    north: t.float({ required: true, description: "The highest latitude." }),
    east: t.float({ required: true, description: "The longitude of the eastern edge." }),
  }),
});

const EventFilter = builder.inputType("EventFilter", {
  description: "Filters events. An event must match all given fields.",
  fields: (t) => ({
    type: t.field({ type: [EventType], description: "Events of one of these PLOVER types." }),
    mode: t.field({ type: [EventMode], description: "Events with one of these modes." }),
    assertion: t.field({ type: [Assertion], description: "Events that are reported, claimed or announced." }),
    claimedBy: t.idList({ description: referencesTo("Events claimed or announced by one of these actors.") }),
    participant: t.field({
      type: ParticipantFilter,
      description: "Events with a participant that matches this filter.",
    }),
    place: t.idList({ description: referencesTo("Events at one of these places or at a place inside one of them.") }),
    near: t.field({ type: Nearby, description: "Events at a place with known coordinates, near a point." }),
    within: t.field({ type: BoundingBox, description: "Events at a place with known coordinates, inside a box." }),
    time: t.field({ type: TimeRange, description: "Events that happened or may have happened in this period." }),
    partOf: t.idList({
      description: referencesTo("Events that are part of one of these events, directly or through others."),
    }),
    isDenied: t.boolean({ description: "True: events with denials. False: events without denials." }),
    deniedBy: t.idList({
      description: referencesTo(
        "Events with a denial by one of these actors, or by anyone affiliated with the actor, directly or through others.",
      ),
    }),
    review: t.field({ type: [ReviewState], description: "Events with one of these review states." }),
    text: t.string({
      description:
        "Events with these words in the title, the note or the evidence. The search uses stemming and ignores case and accents. All words must occur, “quoted” ones as a phrase.",
    }),
  }),
});

const EventOrder = orderInput("Event", "latest first.", {
  TIME: "By the first instant that the event's time can mean.",
  TITLE: "By title, ignoring case and accents.",
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

function refuseContradictions({ type, mode, isDenied, deniedBy }: Record<string, unknown>) {
  for (const one of (mode ?? []) as (keyof typeof EVENT_MODES)[]) {
    const fitting: readonly string[] = EVENT_MODES[one].types;
    if (type && !(type as string[]).some((name) => fitting.includes(name))) {
      throw new InputError(
        "filter.mode",
        `contains ${one}, which goes with ${fitting.join(", ")} only; add that type to \`filter.type\`, or leave ${one} out`,
      );
    }
  }
  if (isDenied === false && deniedBy !== undefined) {
    throw new InputError("filter.isDenied", "is false, which excludes `deniedBy`; leave one of them out");
  }
}

export const eventList = pagedList({
  type: EventRef,
  page: "A page of events.",
  item: "An event",
  table: "event",
  args: builder.args((t) => ({
    filter: t.field({ type: EventFilter, description: "Filters the list. Default: all events." }),
    orderBy: t.field({ type: EventOrder, description: "The order. Default: latest first." }),
  })),
  rules,
  refuse: refuseContradictions,
  facets: EVENT_FACETS,
  orders: EVENT_ORDERS,
  defaultOrder: { field: "TIME", direction: "DESC" },
  all: events,
});
