import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

// Runs one of the servers in a separate process: `child.ts <server> <database> <megabytes of the answer cache>`. It sends its
// port to the parent process. It answers each message with its processor time in milliseconds and its memory in megabytes.

const [name = "", url = "", cache = "0"] = process.argv.slice(2);
const { serve } = (await import(`./${name}.ts`)) as { serve(url: string, cache: number): Promise<Server> };
const server = await serve(url, Number(cache));
await once(server.listen(0, "127.0.0.1"), "listening");
const send = (message: object) => process.send?.(message);
process.on("message", () => {
  const { user, system } = process.cpuUsage();
  send({ cpu: (user + system) / 1000, memory: process.memoryUsage().rss / 1_000_000 });
});
process.on("disconnect", () => process.exit());
send({ port: (server.address() as AddressInfo).port });
