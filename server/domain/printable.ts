/** Control characters, line separators, the characters that change the direction of text, and halves of characters. */
const UNPRINTABLE = /[\p{Cc}\p{Cs}\u2028\u2029\p{Bidi_Control}\uFEFF]/gu;

const escaped = (character: string): string => `\\u{${character.codePointAt(0)?.toString(16)}}`;

/**
 * The name of a file, or another text of somebody else, within a line of a message. It can neither hide a part of the message
 * nor begin a line of its own.
 * @example printableName("a\nb") // "a\\u{a}b"
 */
export const printableName = (name: string): string => name.replace(UNPRINTABLE, escaped);

/** A whole message, whose line breaks are ours. */
export const printableMessage = (message: string): string =>
  message.replace(UNPRINTABLE, (character) => (character === "\n" ? character : escaped(character)));
