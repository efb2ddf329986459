import { Client } from "pg";

/** Listens on a channel over a connection of its own; reconnects for ever. */
export function listen(url: string, channel: string): { on(listener: () => void): () => void; close(): Promise<void> } {
  const listeners = new Set<() => void>();
  let client: Client | null = null;
  let isClosed = false;
  async function open(): Promise<void> {
    if (isClosed) return;
    const next = new Client({ connectionString: url });
    const again = () => {
      if (client !== next) return;
      client = null;
      setTimeout(() => void open(), 1000).unref();
    };
    next.on("error", again);
    next.on("end", again);
    next.on("notification", () => {
      for (const listener of listeners) listener();
    });
    client = next;
    try {
      await next.connect();
      await next.query(`listen ${channel}`);
      for (const listener of listeners) listener();
    } catch {
      again();
    }
  }
  void open();
  return {
    on(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      isClosed = true;
      await client?.end();
    },
  };
}
