type LoggedRequest = {
  sequence: number;
  at: string;
  method: string;
  path: string;
  query: string;
  /** What was answered, or would have been if the connection had not been cut. */
  status: number;
  isDropped: boolean;
  requestId: string;
  durationMs: number;
};

const KEPT = 1000;

export class RequestLog {
  #requests: LoggedRequest[] = [];
  #last = 0;

  get last(): number {
    return this.#last;
  }

  add(request: Omit<LoggedRequest, "sequence">): void {
    this.#last += 1;
    this.#requests.push({ sequence: this.#last, ...request });
    if (this.#requests.length > KEPT) this.#requests.shift();
  }

  since(sequence: number): LoggedRequest[] {
    return this.#requests.filter((request) => request.sequence > sequence);
  }
}
