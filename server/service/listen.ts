import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { ExpectedError } from "../domain/errors.ts";

/** It cannot listen where it was told to. */
class ListenError extends ExpectedError {
  override name = "ListenError";
}

/**
 * @param names of the options that say where, for the error
 * @returns the port, which is the one asked for unless that is 0
 */
export async function listen(
  server: Server,
  { host, port }: { readonly host: string; readonly port: number },
  [hostName, portName]: readonly [string, string] = ["--host", "--port"],
): Promise<number> {
  try {
    server.listen(port, host);
    await once(server, "listening");
    return (server.address() as AddressInfo).port;
  } catch (error) {
    throw new ListenError(whyNot(error as NodeJS.ErrnoException, { host, port, hostName, portName }), { cause: error });
  }
}

function whyNot(
  { code = "", message }: NodeJS.ErrnoException,
  { host, port, hostName, portName }: { host: string; port: number; hostName: string; portName: string },
): string {
  if (code === "EADDRINUSE")
    return `Port ${port} of ${host} is taken (${code}). Stop what listens there, or give another with ${portName} (0: any free port).`;
  if (code === "EACCES")
    return `This user may not listen on port ${port} (${code}). Give one from 1024 up with ${portName} (0: any free port).`;
  if (/^(ENOTFOUND|EAI_AGAIN|EADDRNOTAVAIL|EINVAL)$/.test(code))
    return `${hostName} is “${host}”, which is no address of this machine (${code}). It takes localhost, 0.0.0.0 for every interface, or one's address.`;
  return `It cannot listen on port ${port} of ${host}: ${message}. Give another with ${portName} and ${hostName}.`;
}
