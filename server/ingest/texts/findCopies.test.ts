import { describe, expect, it } from "vitest";
import { findCopies } from "./findCopies.ts";

const SENTENCES = [
  "Ten people were killed when a ferry sank off Northport on Monday, the coast guard said.",
  "The ship had left the harbour with 40 people on board, among them four children.",
  "Divers searched the wreck for a second day without finding any of the missing.",
  "“We heard a loud noise, and then the lights went out,” a survivor told the agency.",
  "The owner of the ship declined to comment on the cause of the accident.",
  "It was the third accident of this kind on the coast since the spring of last year.",
];
const OWN = [
  "Our correspondent visited the families of the victims in the old town this morning.",
  "Several of them are asking why the harbour office did not close the port in time.",
  "The mayor has promised an inquiry, which should publish its findings before winter.",
];
const text = (...sentences: readonly (string | undefined)[]) => sentences.join(" ");
const WIRE = text(...SENTENCES);

describe("A text is a copy of an earlier one", () => {
  it("if it repeats the wording, with a sentence that shows it", () => {
    const copy = `FERRY SINKS\n\n${text(...SENTENCES.slice(0, 4))
      .replaceAll("“", '"')
      .replaceAll("”", '"')}\n\n${OWN[0]}`;
    expect(
      findCopies([
        { id: "wire", text: WIRE },
        { id: "paper", text: copy },
      ]),
    ).toEqual([{ id: "paper", copyOf: "wire", share: expect.closeTo(0.76, 1), sentence: SENTENCES[0] }]);
  });

  it("if it is the same, or has some words changed", () => {
    const changed = WIRE.replace("Ten people", "At least ten people").replace("third", "fourth");
    expect(
      findCopies([
        { id: "a", text: WIRE },
        { id: "b", text: WIRE },
        { id: "c", text: changed },
      ]),
    ).toMatchObject([
      { id: "b", copyOf: "a", share: 1 },
      { id: "c", copyOf: "a" },
    ]);
  });

  it("if it is a short part of a long one, or a long one around it", () => {
    const long = text(...OWN, ...SENTENCES.slice(0, 3), ...OWN.map((sentence) => `Then again, ${sentence}`));
    const short = text(...SENTENCES.slice(0, 3));
    for (const [first, second] of [
      [long, short],
      [short, long],
    ] as const)
      expect(
        findCopies([
          { id: "a", text: first },
          { id: "b", text: second },
        ]),
      ).toMatchObject([{ id: "b", copyOf: "a", share: 1 }]);
  });

  it("of the one that it shares most with", () => {
    const texts = [text(...SENTENCES.slice(0, 4), ...OWN), WIRE, text(...SENTENCES.slice(0, 5), OWN[0])];
    const found = findCopies(texts.map((text, at) => ({ id: `${at}`, text })));
    expect(found.find(({ id }) => id === "2")?.copyOf).toBe("1");
  });

  it("also among copies of which more than 50 are known", () => {
    const texts = Array.from({ length: 120 }, (_, at) => ({ id: `${at}`, text: `${WIRE} Edition ${at}.` }));
    expect(findCopies(texts)).toHaveLength(119);
  });
});

describe("A text is not a copy", () => {
  it.each([
    ["if it shares only two sentences", text(SENTENCES[0], SENTENCES[1], OWN[0])],
    [
      "if most of its wording is its own",
      text(...SENTENCES.slice(0, 3), ...OWN, ...OWN.map((own) => own.split(" ").reverse().join(" "))),
    ],
    [
      "if it only shares short sentences",
      "He did not comment. She said so. They left. Ten died. All were men. It rained.",
    ],
    ["if it has no words", "… – …"],
  ])("%s", (_what, other) => {
    const wire = `${WIRE} He did not comment. She said so. They left. Ten died. All were men. It rained.`;
    expect(
      findCopies([
        { id: "a", text: wire },
        { id: "b", text: other },
      ]),
    ).toEqual([]);
  });
});

it("Many texts and a long one are compared", () => {
  const footer =
    "This report is by an agency of the coast. All of its rights are reserved by it. Write to the desk in Northport for more.";
  const texts = Array.from({ length: 5_000 }, (_, at) => ({
    id: `${at}`,
    text: `${Array.from({ length: 4 }, (_, part) => `On day ${at} in part ${part} nothing of note took place at all in town ${at + part}.`).join(" ")} ${footer}`,
  }));
  const long = { id: "long", text: `${WIRE} ${"Nothing. ".repeat(500_000)}` };
  expect(findCopies([...texts, long, { id: "wire", text: WIRE }])).toMatchObject([{ id: "wire", copyOf: "long" }]);
});
