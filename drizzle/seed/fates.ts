import { type Random, randomOf } from "#drizzle/seed/random.ts";

/** What becomes of a contract, and how many of 400 share that. What is left over is synced. */
const shares = {
  clean: 51,
  look: 18,
  blocked: 15,
  returned: 6,
  rejected: 22,
  retrieved: 10,
  draft: 34,
  unsent: 26,
  failed: 8,
  held: 2,
} as const;
/** What else becomes of change orders: accepted, but their contract is not in Sage. */
export type Fate = keyof typeof shares | "synced" | "waiting";

/** What is the matter with a contract; null for nothing. */
export type Defect =
  | "title"
  | "number"
  | "vendor"
  | "stray"
  | "group"
  | "product"
  | "inactive"
  | "duplicate"
  | "future"
  | "quote"
  | "tax"
  | "new-code"
  | null;

const blocking = ["title", "vendor", "stray", "product", "number", "group", "inactive", "duplicate"] as const;
const looking = ["future", "quote", "tax"] as const;
const rejecting = [
  "title",
  "stray",
  null,
  "product",
  "vendor",
  null,
  "group",
  "number",
  null,
  "duplicate",
  null,
] as const;

export type Plan = {
  readonly n: number;
  readonly fate: Fate;
  /** Which of its fate, from 0. */
  readonly ordinal: number;
  readonly defect: Defect;
  /** Days before today: when it was made, sent, decided on and sent again; the later ones only where that happened. */
  readonly madeAgo: number;
  readonly sentAgo: number;
  readonly decidedAgo: number;
  readonly againAgo: number;
};

/** The fates of `items` contracts in a mixed order, with their days. */
export function plans(seed: string, items: number): readonly Plan[] {
  const fates: Fate[] = Object.entries(shares).flatMap(([fate, share]) =>
    Array.from({ length: Math.round((items * share) / 400) }, () => fate as Fate),
  );
  while (fates.length < items) fates.push("synced");
  const counted = new Map<Fate, number>();
  return randomOf(`${seed}/fates`)
    .shuffled(fates.slice(0, items))
    .map((fate, n) => {
      const ordinal = counted.get(fate) ?? 0;
      counted.set(fate, ordinal + 1);
      const random = randomOf(`${seed}/days/${n}`);
      return { n, fate, ordinal, defect: defectOf(fate, ordinal, random), ...daysOf(fate, random) };
    });
}

function defectOf(fate: Fate, ordinal: number, random: Random): Defect {
  if (fate === "blocked") return blocking[ordinal % blocking.length] ?? null;
  if (fate === "look") return looking[ordinal % looking.length] ?? null;
  if (fate === "rejected") return rejecting[ordinal % rejecting.length] ?? null;
  if (fate === "returned") return ordinal % 3 === 2 ? "future" : null;
  if (fate === "draft" || fate === "unsent") return random.isOne(0.25) ? random.pick(blocking) : null;
  // Where it was exported, the combination would be in Sage by now.
  return fate === "clean" && random.isOne(0.2) ? "new-code" : null;
}

/** Weekends move back to Friday, so what has to come on a later day is three days apart. */
function daysOf(fate: Fate, random: Random): Pick<Plan, "madeAgo" | "sentAgo" | "decidedAgo" | "againAgo"> {
  const days = (sentAgo: number, decidedAgo = 0, againAgo = 0) => {
    return { madeAgo: sentAgo + random.int(1, 9), sentAgo, decidedAgo, againAgo };
  };
  const after = (sentAgo: number) => days(sentAgo, Math.max(1, sentAgo - random.int(0, 2)));
  switch (fate) {
    case "clean":
    case "look":
    case "blocked":
      return days(random.isOne(0.7) ? random.int(1, 3) : random.int(4, 12));
    case "returned": {
      const againAgo = random.int(1, 2);
      const decidedAgo = againAgo + random.int(3, 6);
      return days(decidedAgo + random.int(0, 2), decidedAgo, againAgo);
    }
    case "rejected":
      return after(random.int(2, 24));
    case "retrieved":
      return after(random.int(2, 18));
    case "draft":
    case "unsent":
      return days(random.int(1, 40));
    case "failed":
      return after(random.int(1, 6));
    case "held":
    case "waiting":
      return after(random.int(1, 4));
    case "synced":
      return after(random.int(1, 415));
  }
}

/** The moment on the working day `ago` days before today, within an hour of the day (UTC). */
export function momentOf(today: string, ago: number, hour: number, random: Random): string {
  const midnight = Date.parse(`${today}T00:00:00Z`) - ago * 86_400_000;
  const weekday = new Date(midnight).getUTCDay();
  const back = weekday === 6 ? 1 : weekday === 0 ? 2 : 0;
  const within = random.int(0, 3_599_000);
  return new Date(midnight - back * 86_400_000 + hour * 3_600_000 + within).toISOString();
}

/** The date `days` after today, before it when negative. */
export function dateFrom(today: string, days: number): string {
  return new Date(Date.parse(`${today}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
