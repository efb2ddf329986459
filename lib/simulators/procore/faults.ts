import { z } from "zod";

export const faultSchema = z.object({
  /** Answer with this status instead of carrying the request out. */
  status: z.number().int().min(400).max(599).optional(),
  delayMs: z.number().int().min(0).max(120_000).optional(),
  /** Carry the request out and cut the connection before the answer. */
  dropAnswer: z.boolean().optional(),
  /** Cut the connection without carrying the request out. */
  dropRequest: z.boolean().optional(),
  retryAfterSeconds: z.number().int().min(0).optional(),
  times: z.number().int().positive(),
  /** Part of the path. */
  path: z.string().optional(),
  method: z.string().optional(),
});

export type Fault = z.infer<typeof faultSchema>;

export class Faults {
  #pending: Fault[] = [];

  get pending(): readonly Fault[] {
    return this.#pending;
  }

  add(fault: Fault): void {
    this.#pending.push({ ...fault });
  }

  clear(): void {
    this.#pending = [];
  }

  /** The first fault that is meant for this request, used up by one. */
  take(method: string, path: string): Fault | null {
    const fault = this.#pending.find(
      (candidate) => (candidate.method ?? method).toUpperCase() === method && path.includes(candidate.path ?? ""),
    );
    if (!fault) return null;
    const taken = { ...fault };
    fault.times -= 1;
    this.#pending = this.#pending.filter((candidate) => candidate.times > 0);
    return taken;
  }
}
