import { useEffect, useState } from "react";
import type { LinkAnswer } from "#lib/client/ask-link.ts";

/** What a link leads to; null until it is answered. Asked anew when only what is behind the # changes: another link in the same tab. */
export function useLink<Value>(ask: () => Promise<LinkAnswer<Value>>): LinkAnswer<Value> | null {
  const [answer, setAnswer] = useState<LinkAnswer<Value> | null>(null);
  useEffect(() => {
    let asked = 0;
    const look = () => {
      asked += 1;
      const own = asked;
      setAnswer(null);
      void ask().then((found) => own === asked && setAnswer(found));
    };
    look();
    window.addEventListener("hashchange", look);
    return () => {
      asked = -1;
      window.removeEventListener("hashchange", look);
    };
  }, [ask]);
  return answer;
}
