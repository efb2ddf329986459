import type { SageModel } from "#lib/core/machines/simulation/sage-model.ts";
import type { ServerModel } from "#lib/core/machines/simulation/server-model.ts";
import { type ExportRow, Violation, type World } from "#lib/core/machines/simulation/world.ts";

const final = ["proved", "failed", "taken_back", "unlinked"];

export function isAtRest(server: ServerModel, world: World): boolean {
  return (
    server.rows.size === world.orders.length &&
    [...server.rows.values()].every((row) => final.includes(row.state.status))
  );
}

/** The promises at the end of a schedule, by what Sage holds, not by what our rows say. */
export function checkEnd(world: World, server: ServerModel, sage: SageModel): void {
  for (const order of world.orders) {
    const row = server.rows.get(order.id);
    if (!row) throw new Violation("I01 lost", `${order.id} was accepted and has no export`);
    if (!final.includes(row.state.status))
      throw new Violation("liveness", `${order.id} is still ${row.state.status} (${row.state.note ?? "no note"})`);
    checkTruth(row, sage);
  }
}

function checkTruth(row: ExportRow, sage: SageModel): void {
  const { order, state } = row;
  const { posted, unposted } = sage.found(order.id);
  if (sage.isUnderWay(order.id))
    throw new Violation("I04 late", `${order.id} is ${state.status} and Sage still works on its files`);
  if (state.status === "proved") {
    if (!sage.isWhole(order, "posted"))
      throw new Violation("I04 lost", `${order.id} counts as proved and Sage does not show it`);
    if (unposted.length > 0) throw new Violation("I03 twice", `${order.id} is proved and stands once more unposted`);
    return;
  }
  const isOurs = sage.effects.some((effect) => effect.orderId === order.id);
  if (isOurs && posted.length + unposted.length > 0 && row.alarms === 0) {
    throw new Violation("I04 silent", `${order.id} is ${state.status} and Sage shows it`);
  }
}
