import { z } from "zod";

const day = z.iso.date({ error: "is no day, YYYY-MM-DD" });

/** The filter of the history: the address bar's schema and the query's input in one. */
export const HistoryFilter = z.object({
  kind: z.string().max(60).optional(),
  who: z.string().max(100).optional(),
  q: z.string().max(100).optional(),
  itemId: z.uuid().optional(),
  /** A record type. */
  type: z.string().max(40).optional(),
  project: z.uuid().optional(),
  /** Days by the company's clock, both included. */
  from: day.optional(),
  to: day.optional(),
});
export type HistoryFilter = z.infer<typeof HistoryFilter>;
