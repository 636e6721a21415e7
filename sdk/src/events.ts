/** Server-sent events (HTML Standard, 9.2): a name and data, or neither for a comment that keeps the connection alive. */
export async function* eventsIn(
  read: () => Promise<{ readonly done: boolean; readonly value?: string | undefined }>,
): AsyncGenerator<{ readonly name: string | undefined; readonly data: string }, void, undefined> {
  for (let rest = ""; ; ) {
    const { done, value } = await read();
    if (done) return;
    const blocks = (rest + value).split(/\r\n\r\n|\n\n|\r\r/);
    rest = blocks.pop() ?? "";
    for (const block of blocks) {
      // What is no data becomes empty lines, which JSON does not mind.
      yield { name: /^event: ?(.*)$/m.exec(block)?.[1], data: block.replace(/^(?!data:).*$|^data: ?/gm, "") };
    }
  }
}
