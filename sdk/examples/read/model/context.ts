/** The words around a part of a text, to recognise the part: about 30 characters on either side, within the line. */
export function contextOf(
  text: string,
  start: number,
  end: number,
): { readonly before: string; readonly after: string } {
  const lineBefore = text.slice(Math.max(0, start - ROOM - 1), start).replace(/^.*[\r\n]/s, "");
  const lineAfter = text.slice(end, end + ROOM + 1).replace(/[\r\n].*$/s, "");
  return {
    before: lineBefore.length > ROOM ? lineBefore.replace(/^\S*\s/, "… ") : lineBefore,
    after: lineAfter.length > ROOM ? lineAfter.replace(/\s\S*$/, " …") : lineAfter,
  };
}

const ROOM = 30;
