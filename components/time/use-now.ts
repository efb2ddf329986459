"use client";
import { useEffect, useState } from "react";
import { isClockKnown, noteServerNow, serverNowMs } from "#lib/client/server-clock.ts";

/** The server's clock: the first paint shows exactly what the server rendered, then it ticks. */
export function useNow(serverNow: string, everyMs = 20_000): number {
  const [nowMs, setNowMs] = useState(() => (isClockKnown() ? serverNowMs() : Date.parse(serverNow)));
  useEffect(() => {
    if (!isClockKnown()) noteServerNow(serverNow);
    const tick = () => setNowMs(serverNowMs());
    tick();
    const timer = window.setInterval(tick, everyMs);
    return () => window.clearInterval(timer);
  }, [serverNow, everyMs]);
  return nowMs;
}
