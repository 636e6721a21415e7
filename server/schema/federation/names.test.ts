import { buildSchema } from "graphql";
import { describe, expect, it } from "vitest";
import { namesOf, RenameError } from "./names.ts";

const schema = buildSchema(`
  type Query { search: [Event!]!, events: EventConnection! }
  type Event { query: Int }
  type EventConnection { edges: [EventEdge!]! }
  type EventEdge { node: Event! }
  type Meeting { at: Int }
`);

describe("Names of the subgraph", () => {
  it("are our own by default", () => {
    const names = namesOf(schema, []);
    expect([names.type("Event"), names.field("Query", "search")]).toEqual(["Event", "search"]);
  });

  it("apply to types and root fields; the page types of a renamed type are renamed too", () => {
    const names = namesOf(schema, ["Event=ConflictEvent", "Query.search=conflictSearch"]);
    expect(["Event", "EventConnection", "EventEdge", "Meeting"].map(names.type)).toEqual([
      "ConflictEvent",
      "ConflictEventConnection",
      "ConflictEventEdge",
      "Meeting",
    ]);
    expect(["search", "events"].map((field) => names.field("Query", field))).toEqual(["conflictSearch", "events"]);
    expect(names.field("Event", "search")).toBe("search");
  });

  it("can be given for the pages separately, and can be swapped", () => {
    const names = namesOf(schema, ["Event=Meeting", "Meeting=Event", "EventEdge=EdgeOfEvent"]);
    expect(["Event", "Meeting", "EventConnection", "EventEdge"].map(names.type)).toEqual([
      "Meeting",
      "Event",
      "MeetingConnection",
      "EdgeOfEvent",
    ]);
  });

  it.each([
    ["Evnt=X", "there is no type Evnt to rename; did you mean Event?"],
    ["Query.serch=x", "there is no root field Query.serch to rename; did you mean Query.search?"],
    ["Event.query=x", "there is no root field Event.query"],
    ["Query=Q", "there is no type Query"],
    ["Int=Number", "there is no type Int"],
    ["__Type=Type", "there is no type __Type"],
    ["Event", "“Event” is not a rename; it takes a form such as"],
    ["Event=", "is not a rename"],
    ["Event=2nd", "is not a rename"],
    ["Event=__Event", "is not a rename"],
    ["Event=_Entity", "is not a rename"],
    ["Event=Meeting", "Event and Meeting would both be called Meeting"],
    ["Event=String", "would both be called String"],
    ["Query.search=events", "Query.search and Query.events would both be called Query.events"],
  ])("are refused if they are not valid: %s", (rename, reason) => {
    expect(() => namesOf(schema, [rename])).toThrow(RenameError);
    expect(() => namesOf(schema, [rename])).toThrow(reason);
  });

  it("are refused if given twice", () => {
    expect(() => namesOf(schema, ["Event=A", "Event=B"])).toThrow("Event is already renamed to A");
  });
});
