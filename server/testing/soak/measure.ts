import { readdir, readFile, readlink } from "node:fs/promises";
import { setTimeout as sleep } from "node:timers/promises";
import { type InspectedThread, openInspector } from "./inspector.ts";

/** What a service holds while nobody asks for anything, after a full garbage collection. In bytes. */
export interface Measured {
  /** Of the main thread. */
  readonly heap: number;
  /** Of all worker threads together. */
  readonly threadHeaps: number;
  readonly threads: number;
  /** Outside of the heaps, in all threads. Includes `arrayBuffers`. */
  readonly external: number;
  readonly arrayBuffers: number;
  /** Resident memory of the process: before the collection, and after it. */
  readonly rssBefore: number;
  readonly rss: number;
  /** Files, sockets and everything else that is open, without the connections to a database server. */
  readonly descriptors: number;
  /** The descriptors that are sockets, without the connections to a database server. */
  readonly sockets: number;
  /** The connections to a database server. A pool opens them as needed and closes idle ones. */
  readonly databaseConnections: number;
  /** Timers, servers, sockets and other resources that keep the event loop of the main thread going. */
  readonly resources: number;
  /** How many objects of some kinds the main thread holds. */
  readonly objects: Readonly<Record<string, number>>;
}

export interface Process {
  readonly pid: number;
  readonly inspectorUrl: string;
  readonly databasePort: number | null;
}

/** Tests for objects that the work for a request makes. If more of them stay after each request, something holds them. */
const KINDS = {
  all: "true",
  functions: "typeof object === 'function'",
  promises: "object instanceof Promise",
  signals: "object instanceof AbortSignal",
  requests: "object instanceof process.getBuiltinModule('node:http').IncomingMessage",
  sockets: "object instanceof process.getBuiltinModule('node:net').Socket",
} as const;

const COUNT = `function () {
  const counts = {};
  for (const object of this) {
    ${Object.entries(KINDS)
      .map(([kind, test]) => `if (${test}) counts.${kind} = (counts.${kind} ?? 0) + 1;`)
      .join("\n    ")}
  }
  return counts;
}`;

export async function measure({ pid, inspectorUrl, databasePort }: Process): Promise<Measured> {
  await using inspector = await openInspector(inspectorUrl);
  const { main, workers } = inspector;
  const { rss: rssBefore } = await memoryOf(main);
  const objects = await settledObjects(main);
  for (const thread of [...workers, main]) await thread.call("HeapProfiler.collectGarbage");
  const others = await Promise.all(workers.map(memoryOf));
  const own = await memoryOf(main);
  const sum = (part: "heapUsed" | "external" | "arrayBuffers", threads: readonly NodeJS.MemoryUsage[]): number =>
    threads.reduce((total, memory) => total + memory[part], 0);
  return {
    heap: own.heapUsed,
    threadHeaps: sum("heapUsed", others),
    threads: workers.length,
    external: sum("external", [own, ...others]),
    arrayBuffers: sum("arrayBuffers", [own, ...others]),
    rssBefore,
    rss: own.rss,
    ...(await descriptorsOf(pid, databasePort)),
    resources: await main.evaluate("process.getActiveResourcesInfo().length"),
    objects,
  };
}

const memoryOf = (thread: InspectedThread): Promise<NodeJS.MemoryUsage> => thread.evaluate("process.memoryUsage()");

/** How often to count, and how long to wait in between, in milliseconds. */
const MOST_COUNTS = 12;
const COUNT_INTERVAL = 500;

/** Finalizers and timers that still run hold some objects. Thus objects are counted until there are twice no fewer. */
async function settledObjects(thread: InspectedThread): Promise<Record<string, number>> {
  let fewest = await countObjects(thread);
  for (let times = 1, same = 0; times < MOST_COUNTS && same < 2; times++) {
    await sleep(COUNT_INTERVAL);
    const next = await countObjects(thread);
    if (Number(next.all) < Number(fewest.all)) [fewest, same] = [next, 0];
    else same++;
  }
  return fewest;
}

/** The objects that are left after a collection that is as thorough as possible. */
async function countObjects(thread: InspectedThread): Promise<Record<string, number>> {
  const objectGroup = "counted";
  const { result } = await thread.call<Evaluated>("Runtime.evaluate", { expression: "Object.prototype", objectGroup });
  const { objects } = await thread.call<{ objects: Evaluated["result"] }>("Runtime.queryObjects", {
    prototypeObjectId: result.objectId,
    objectGroup,
  });
  const { result: counts } = await thread.call<{ result: { value: Record<string, number> } }>(
    "Runtime.callFunctionOn",
    { objectId: objects.objectId, functionDeclaration: COUNT, returnByValue: true },
  );
  await thread.call("Runtime.releaseObjectGroup", { objectGroup });
  return counts.value;
}

interface Evaluated {
  readonly result: { readonly objectId: string };
}

/** From /proc, which only Linux has. */
export async function descriptorsOf(pid: number, databasePort: number | null) {
  const folder = `/proc/${pid}/fd`;
  // A descriptor may be closed meanwhile.
  const targets = await Promise.all((await readdir(folder)).map((fd) => readlink(`${folder}/${fd}`).catch(() => null)));
  const open = targets.filter((target) => target !== null);
  const inodes = open.flatMap((target) => /^socket:\[(\d+)\]$/.exec(target)?.[1] ?? []);
  const remotePorts = await remotePortsOf(pid);
  const databaseConnections = inodes.filter((inode) => remotePorts.get(inode) === databasePort).length;
  return {
    descriptors: open.length - databaseConnections,
    sockets: inodes.length - databaseConnections,
    databaseConnections,
  };
}

/** The remote port of each TCP connection, by its inode. */
async function remotePortsOf(pid: number): Promise<Map<string, number>> {
  const tables = await Promise.all(["tcp", "tcp6"].map((name) => readFile(`/proc/${pid}/net/${name}`, "utf8")));
  return new Map(
    tables.flatMap((table) =>
      table
        .trim()
        .split("\n")
        .slice(1)
        .map((line): [string, number] => {
          const [, , remote = "", , , , , , , inode = ""] = line.trim().split(/\s+/);
          return [inode, Number.parseInt(remote.split(":").at(-1) ?? "", 16)];
        }),
    ),
  );
}
