import type { z } from "zod";

export type Answer = { status: number; body?: unknown; headers?: Record<string, string> };
export type FieldErrors = Record<string, string[]>;

/** Thrown by a handler to end a call with a documented error body. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(`refused with ${answer.status}`);
    this.answer = answer;
  }
}

export function ok(body: unknown, headers: Record<string, string> = {}): Answer {
  return { status: 200, body, headers };
}

export function created(body: unknown): Answer {
  return { status: 201, body };
}

export const noContent: Answer = { status: 204 };

export function badRequest(message: string): Refusal {
  return new Refusal({ status: 400, body: { message, error: message } });
}

export function forbidden(message: string): Refusal {
  return new Refusal({ status: 403, body: { errors: message } });
}

export function notFound(): Refusal {
  return new Refusal({ status: 404, body: { errors: ["The requested resource was not found."] } });
}

export function tooLarge(message: string): Refusal {
  return new Refusal({ status: 413, body: { errors: message } });
}

export function invalid(errors: FieldErrors): Refusal {
  return new Refusal({ status: 422, body: { errors } });
}

export function fieldErrors(error: z.ZodError): FieldErrors {
  const errors: FieldErrors = {};
  for (const issue of error.issues) {
    const field = issue.path.join(".") || "base";
    errors[field] = [...(errors[field] ?? []), issue.message];
  }
  return errors;
}

export function hasErrors(errors: FieldErrors): boolean {
  return Object.keys(errors).length > 0;
}
