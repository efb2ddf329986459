import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { WebSocketServer } from "ws";
import { Connection, type Log, type Times, times } from "#lib/gateway/connection.ts";
import { Desk } from "#lib/gateway/desk.ts";
import { answer, enrolDoor } from "#lib/gateway/enrol-door.ts";
import type { GatewayStore } from "#lib/gateway/store.ts";
import { publicKeyOf, readPrivateKey } from "#lib/sync-client/protocol-signing.ts";

export type GatewayOptions = {
  readonly port: number;
  readonly host: string;
  readonly store: GatewayStore;
  /** Ed25519 private key, PKCS8 PEM; sync clients pin its public half at enrolment. */
  readonly serverKey: string;
  readonly log: Log;
  /** Shorter ones for tests. */
  readonly times?: Partial<Times>;
};
export type Gateway = {
  readonly port: number;
  close(): Promise<void>;
  /** Looks for leases and reads at once, for every connected client. */
  poke(): void;
};

const maxBytes = 20_000_000;
const maxStrangers = 64;
const sweepMs = 2_000;

/** The sync clients' door: enrolment over HTTP, everything else over one WebSocket that the sync client opens. */
export async function startGateway(options: GatewayOptions): Promise<Gateway> {
  const { store, log } = options;
  const serverKey = readPrivateKey(options.serverKey);
  const desks = new Map<string, Desk>();
  const strangers = new Set<Connection>();
  const poke = () => {
    for (const desk of desks.values()) desk.pass();
  };
  const leaving = new Map<string, Promise<void>>();
  const leave = ({ syncClientId, id }: Connection) => {
    log.info({ syncClientId }, "A sync client is gone.");
    // A connection that cannot be freed counts as gone 15 s after it was last seen.
    const done = store.disconnected(syncClientId, id).catch(() => {});
    leaving.set(syncClientId, done);
    void done.then(() => leaving.get(syncClientId) === done && leaving.delete(syncClientId));
  };
  const tools = {
    store,
    serverKey,
    log,
    times: { ...times, ...options.times },
    claim: async (connection: Connection) => {
      const { syncClientId } = connection;
      const other = desks.get(syncClientId)?.connection;
      if (other && !other.isDead) return false;
      if (other) leave(other);
      desks.set(syncClientId, new Desk(connection, store, log));
      strangers.delete(connection);
      other?.end();
      // The last connection is freed in the database before this one is noted there.
      await leaving.get(syncClientId);
      return true;
    },
    onMessage: async (connection: Connection, message: Parameters<Desk["take"]>[0]) => {
      const desk = desks.get(connection.syncClientId);
      if (desk?.connection === connection) await desk.take(message);
    },
    onClose: (connection: Connection) => {
      strangers.delete(connection);
      if (desks.get(connection.syncClientId)?.connection !== connection) return;
      desks.delete(connection.syncClientId);
      leave(connection);
    },
  };
  const sockets = new WebSocketServer({ noServer: true, maxPayload: maxBytes, perMessageDeflate: false });
  const http = createServer(doors(store, publicKeyOf(serverKey), log));
  http.requestTimeout = 20_000;
  http.on("upgrade", (request: IncomingMessage, socket: Socket, head: Buffer) => {
    socket.on("error", () => {});
    if (pathOf(request) !== "/sync" || strangers.size >= maxStrangers) return socket.destroy();
    sockets.handleUpgrade(request, socket, head, (accepted) => strangers.add(new Connection(accepted, tools)));
  });
  await new Promise<void>((resolve, reject) => {
    http.once("error", reject);
    http.listen(options.port, options.host, resolve);
  });
  const sweep = setInterval(poke, sweepMs);
  const stopListening = store.onOffer(poke);
  const close = async () => {
    clearInterval(sweep);
    stopListening();
    for (const connection of strangers) connection.end();
    for (const desk of desks.values()) desk.connection.end();
    const isClosed = new Promise((resolve) => http.close(resolve));
    http.closeAllConnections();
    sockets.close();
    await isClosed;
  };
  return { port: (http.address() as AddressInfo).port, close, poke };
}

function doors(store: GatewayStore, serverPublicKey: string, log: Log) {
  const enrol = enrolDoor(store, serverPublicKey, log);
  return (request: IncomingMessage, response: ServerResponse): void => {
    const door = `${request.method} ${pathOf(request)}`;
    if (door === "GET /healthz") answer(response, 200, { ok: true });
    else if (door !== "POST /enrol") answer(response, 404, { code: "door.unknown", words: "There is nothing here." });
    else
      void enrol(request, response).catch((error: unknown) => {
        log.error({ err: error }, "An enrolment failed.");
        if (!response.headersSent)
          answer(response, 503, { code: "server.busy", words: "The database did not answer; try again." });
      });
  };
}

function pathOf(request: IncomingMessage): string {
  return (request.url ?? "").split("?")[0] ?? "";
}
