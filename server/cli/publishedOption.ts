import { InvalidArgumentError, Option } from "commander";
import { parseTime, TimeFormatError } from "../domain/time.ts";

/**
 * The --published option, a time in the corpus format.
 * @param description when the time is needed
 */
export const publishedOption = (description: string): Option =>
  new Option("--published <time>", description).argParser((text) => {
    try {
      parseTime(text);
      return text;
    } catch (error) {
      if (error instanceof TimeFormatError) throw new InvalidArgumentError(`It ${error.message}.`);
      throw error;
    }
  });
