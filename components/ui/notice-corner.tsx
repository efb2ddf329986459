"use client";
import { useEffect, useState } from "react";
import { later, whenCalm } from "#components/ui/later.tsx";
import { whenSaid } from "#components/ui/notices.tsx";

const Toasts = later(async () => (await import("#components/ui/toasts.tsx")).Toasts);

/** Where notices are shown; what shows them comes with the first one, or when the page is calm. */
export function NoticeCorner() {
  const [isWanted, setWanted] = useState(false);
  useEffect(() => {
    const want = () => setWanted(true);
    whenCalm(want);
    return whenSaid(want);
  }, []);
  return isWanted ? <Toasts /> : null;
}
