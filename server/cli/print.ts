import { printableMessage } from "../domain/printable.ts";

/** Prints a line to standard output. Nothing in it can control the terminal. */
export const print = (message: string): void => console.log(printableMessage(message));

/** The same to standard error. */
export const printError = (message: string): void => console.error(printableMessage(message));
