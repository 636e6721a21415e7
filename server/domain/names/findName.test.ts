import { describe, expect, it } from "vitest";
import { findName } from "./findName.ts";
import { isUnmaskedForm, maskSpans } from "./mask.ts";
import { nameForms } from "./nameForms.ts";

const finder = (names: readonly string[], { isPerson = true, isAbout = true } = {}) => {
  const [own = "", ...aliases] = names;
  const given = [{ text: own, isOwn: true }, ...aliases.map((text) => ({ text, isOwn: false }))];
  const forms = nameForms(given, isPerson);
  return (text: string) => findName(text, forms, isAbout).map(({ start, end }) => text.slice(start, end));
};

describe("A person's name is found", () => {
  const find = finder(["Jörg O'Neil Müller"]);
  it.each([
    ["as it is written", "Jörg O'Neil Müller said so.", ["Jörg O'Neil Müller"]],
    [
      "in capitals and in small letters",
      "JÖRG O'NEIL MÜLLER; jörg o'neil müller",
      ["JÖRG O'NEIL MÜLLER", "jörg o'neil müller"],
    ],
    ["without accents", "Jorg ONeil Muller", ["Jorg ONeil Muller"]],
    [
      "with accents as separate characters",
      "Jörg O'Neil Müller".normalize("NFD"),
      ["Jörg O'Neil Müller".normalize("NFD")],
    ],
    ["with two letters for an umlaut", "Joerg Mueller", ["Joerg Mueller"]],
    ["with no-break spaces", "Jörg\u00a0O’Neil\u202fMüller", ["Jörg\u00a0O’Neil\u202fMüller"]],
    ["across a line break", "by Jörg\nMüller", ["Jörg\nMüller"]],
    ["with soft hyphens and zero-width characters", "J\u00adörg\u200b Mül\u200dler", ["J\u00adörg\u200b Mül\u200dler"]],
    ["with hyphens of all kinds", "Jörg‐Müller Jörg‑Müller Jörg–Müller", ["Jörg‐Müller Jörg‑Müller Jörg–Müller"]],
    ["with the family name first", "Müller, Jörg O'Neil", ["Müller, Jörg O'Neil"]],
    ["with initials and particles between", "Jörg P. von Müller", ["Jörg P. von Müller"]],
    ["in a possessive", "Jörg Müller's and d'Müller’s", ["Jörg Müller's", "d'Müller’s"]],
    ["in an address", "https://a.example/joerg-mueller/x?by=jorg_muller", ["joerg-mueller", "jorg_muller"]],
    ["percent-encoded", "https://a.example/J%C3%B6rg%20M%C3%BCller.html", ["J%C3%B6rg%20M%C3%BCller"]],
    [
      "percent-encoded twice",
      "https://a.example/?u=J%25C3%25B6rg%2520M%25C3%25BCller",
      ["J%25C3%25B6rg%2520M%25C3%25BCller"],
    ],
    ["in one word", "@jorgmuller JörgMüller therealjorgmuller2", ["jorgmuller", "JörgMüller", "therealjorgmuller2"]],
    ["in letters of another width", "Ｊörg Ｍüller 𝐌𝐮𝐥𝐥𝐞𝐫", ["Ｊörg Ｍüller", "𝐌𝐮𝐥𝐥𝐞𝐫"]],
    ["by its parts", "Mr Müller, MÜLLER and Jörg", ["Müller", "MÜLLER", "Jörg"]],
    ["by an initial and a part", "J. Müller and J. O. Müller", ["J. Müller", "J. O. Müller"]],
    ["by its parts in addresses and tags", "muller-killed", ["muller"]],
    ["in an e-mail address", "write to mueller@a.example", ["mueller"]],
  ])("%s", (_how, text, found) => expect(find(text)).toEqual(found));

  it("by its parts only in a text that is about the person", () => {
    const elsewhere = finder(["Jane Roe", "Roe"], { isAbout: false });
    expect(elsewhere("Roe, Jane and Jane Roe")).toEqual(["Roe, Jane", "Jane Roe"]);
    expect(elsewhere("Roe said, Jane said, J. Roe said")).toEqual([]);
  });

  it("if it is of one word, in every text", () => {
    expect(finder(["Ali"], { isAbout: false })("ALI, Ali's and Ali-led")).toEqual(["ALI", "Ali's", "Ali"]);
    expect(finder(["Suharto", "Сухарто"], { isAbout: false })("Сухарто")).toEqual(["Сухарто"]);
  });

  it("in scripts without spaces, within longer words", () => {
    expect(finder(["李小明"])("记者李小明报道")).toEqual(["李小明"]);
    expect(finder(["김민수"])("김민수는 말했다".normalize("NFD"))).toEqual(["김민수".normalize("NFD")]);
  });
});

describe("What is not a person's name stays:", () => {
  it.each([
    ["words that contain the name", "Ali", "California, Alison, alias, Mali, salir and realign", []],
    ["words without a capital", "Mark Day", "the same day, to mark it; one day marks it; the day, mark it", []],
    ["a word that a longer family name begins with", "John Smith", "Smithson and Johnson", []],
    ["titles and particles", "General Jane de Roe", "The General came de facto; Roe left.", ["Roe"]],
    ["but a title that is the family name", "Jane King", "King said; the king said", ["King"]],
    ["what stands in brackets after the name", "Jane Roe (Ministry)", "the Ministry; Roe", ["Roe"]],
    ["the words of a description", "Speaker of the Northland Army", "Northland and its Army", []],
  ])("%s", (_what, name, text, found) => expect(finder([name])(text)).toEqual(found));
});

describe("The name of an organisation is found", () => {
  const find = finder(["Ministry of Defence of Northland", "MoD", "ND"], { isPerson: false });
  it("as a whole, however it is written", () => {
    expect(find("the ministry of defence of Northland, MINISTRY OF DEFENCE (NORTHLAND)")).toEqual([
      "ministry of defence of Northland",
      "MINISTRY OF DEFENCE (NORTHLAND",
    ]);
    expect(find("https://ministry-of-defence-northland.example ministryofdefenceofnorthland")).toEqual([
      "ministry-of-defence-northland",
      "ministryofdefenceofnorthland",
    ]);
  });
  it("but not by its parts", () => {
    expect(find("the Ministry of Defence, Northland's, army; Northland; Ministry of Defence of Southland")).toEqual([
      "Ministry of Defence, Northland's",
    ]);
  });
  it("by a short name, and by an acronym only in capitals", () => {
    expect(find("The MoD and ND, not nd or Nd")).toEqual(["MoD", "ND"]);
  });
});

describe("Masking", () => {
  it("keeps the length and the line breaks", () => {
    expect(maskSpans("a Jane\nRoe z", [{ start: 2, end: 10 }])).toBe("a ████\n███ z");
  });
  it("can tell the text that a masked text was made from", () => {
    expect(isUnmaskedForm("a ████ z", "a Jane z")).toBe(true);
    expect(isUnmaskedForm("a ████ z", "b Jane z")).toBe(false);
    expect(isUnmaskedForm("a ████ z", "a Janet z")).toBe(false);
    expect(isUnmaskedForm("a b", "a b")).toBe(true);
  });
});
