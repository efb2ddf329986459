/** What a caller can do about it: `rate` and `transient` pass by themselves, `reconnect` needs an administrator. */
export type ProcoreErrorKind =
  | "permanent"
  | "permission"
  | "not_found"
  | "reconnect"
  | "conflict"
  | "too_large"
  | "validation"
  | "rate"
  | "transient";

/** Everything that can be wrong with a call to Procore, as a code. */
export type ProcoreCode =
  | "access.denied"
  | "access.not_connected"
  | "access.company_header"
  | "access.credentials"
  | "access.token"
  | "record.gone"
  | "record.locked"
  | "record.changed"
  | "origin.taken"
  | "origin.in_use"
  | "value.invalid"
  | "request.invalid"
  | "request.too_large"
  | "request.not_offered"
  | "answer.too_large"
  | "answer.not_json"
  | "answer.shape"
  | "answer.redirect"
  | "paging.foreign_host"
  | "paging.loop"
  | "paging.incomplete"
  | "paging.moving"
  | "rate.limited"
  | "server.unavailable"
  | "network.failed"
  | "network.timeout";

export type FieldMessages = Readonly<Record<string, readonly string[]>>;

export type ProcoreFailure = {
  readonly kind: ProcoreErrorKind;
  readonly code: ProcoreCode;
  readonly message: string;
  readonly status?: number | null;
  readonly fields?: FieldMessages;
  readonly requestId?: string | null;
  readonly retryAfterMs?: number | null;
};

/** Every failure of a call to Procore. Carries neither a token nor a secret, in no property. */
export class ProcoreError extends Error {
  readonly kind: ProcoreErrorKind;
  readonly code: ProcoreCode;
  /** HTTP status of the answer; null when there was none. */
  readonly status: number | null;
  readonly fields: FieldMessages;
  /** `x-request-id` of the answer: what Procore's support asks for. */
  readonly requestId: string | null;
  /** How long to wait before trying again, when that is known. */
  readonly retryAfterMs: number | null;

  constructor(failure: ProcoreFailure) {
    super(failure.message);
    this.name = "ProcoreError";
    this.kind = failure.kind;
    this.code = failure.code;
    this.status = failure.status ?? null;
    this.fields = failure.fields ?? {};
    this.requestId = failure.requestId ?? null;
    this.retryAfterMs = failure.retryAfterMs ?? null;
  }
}
