import { type Money, sum } from "#lib/core/money.ts";
import type { Total } from "#lib/views/inbox.ts";

type Counter = {
  readonly state: string;
  readonly lane: string;
  readonly is_returned: boolean;
  readonly is_on_hold: boolean;
  readonly record_type: string;
  readonly count: number;
  readonly amount: Money;
};
/** What a tab shows; null and absent narrow nothing. */
type TabScope = {
  readonly states: readonly string[] | null;
  readonly lane: string | null;
  readonly isReturned: boolean | null;
  readonly isOnHold?: boolean | null;
};

/** Count and sum of a tab from the counters, of one record type or of all (null). */
export function totalOf(counters: readonly Counter[], scope: TabScope, type: string | null): Total {
  const chosen = counters.filter(
    (counter) =>
      (scope.states ? scope.states.includes(counter.state) : counter.state !== "not_sent") &&
      (scope.lane === null || counter.lane === scope.lane) &&
      (scope.isReturned === null || counter.is_returned === scope.isReturned) &&
      (scope.isOnHold == null || counter.is_on_hold === scope.isOnHold) &&
      (type === null || counter.record_type === type),
  );
  return {
    count: chosen.reduce((all, counter) => all + counter.count, 0),
    amount: sum(chosen.map((counter) => counter.amount)),
  };
}
