import { createTarPacker } from "modern-tar";
import type { CorpusFile } from "./corpusFiles.ts";

/** Files as a tar archive, one after another. The same files always give the same archive. */
export async function* tarArchive(files: AsyncIterable<CorpusFile>): AsyncGenerator<Uint8Array> {
  const { readable, controller } = createTarPacker();
  const pack = async (): Promise<void> => {
    for await (const { path, text } of files) {
      const bytes = new TextEncoder().encode(text);
      const entry = controller.add({ name: path, size: bytes.length, mode: 0o644, mtime: NO_TIME }).getWriter();
      await entry.write(bytes);
      await entry.close();
    }
    controller.finalize();
  };
  const packing = pack().catch((error: unknown) => controller.error(error));
  yield* readable;
  await packing;
}

/** The time of the files would differ each time. */
const NO_TIME = new Date(0);
