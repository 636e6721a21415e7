import { workerData } from "node:worker_threads";
import { required } from "../../domain/required.ts";
import { ATTACKS } from "./attacks.ts";

/** The clients that attack. They run on a thread of their own, so that they do not slow the client that measures. */
const { name, port, addresses } = workerData as { name: string; port: number; addresses: number };
const attack = required(ATTACKS[name], `The attack “${name}”`);

const endless = new AbortController().signal;
/** Loopback addresses, apart from that of the client that measures. */
const addressOf = (at: number): string => `127.0.1.${at + 1}`;
await Promise.all(Array.from({ length: addresses }, (_, at) => attack(port, addressOf(at), endless)));
