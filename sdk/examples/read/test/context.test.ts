import { expect, it } from "vitest";
import { contextOf } from "../model/context.ts";

const around = (text: string, words: string): string => {
  const start = text.indexOf(words);
  const { before, after } = contextOf(text, start, start + words.length);
  return `${before}[${words}]${after}`;
};

it("The words around a number end at words, and at the ends of its line", () => {
  expect(
    around("The army said that it had destroyed 12 tanks and three drones about 40 km east of the city.", "12"),
  ).toBe("… said that it had destroyed [12] tanks and three drones about …");
  expect(around("12 tanks", "12")).toBe("[12] tanks");
  expect(around("A title\n\nSome 40 km east\r\nof the city", "40")).toBe("Some [40] km east");
});
