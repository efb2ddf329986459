"use client";
import { useEffect, useState } from "react";

let say: ((text: string) => void) | null = null;

/** Says a count or an outcome to screen readers; nothing is shown. */
export function announce(text: string): void {
  say?.(text);
}

export function Announcer() {
  const [text, setText] = useState("");
  useEffect(() => {
    // A changed last character makes the same sentence be said again.
    say = (next) => setText((last) => (last === next ? `${next}\u00a0` : next));
    return () => {
      say = null;
    };
  }, []);
  return (
    <div role="status" aria-live="polite" className="unseen">
      {text}
    </div>
  );
}
