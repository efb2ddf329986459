"use client";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import { useCompany } from "#components/time/company.tsx";
import type { Total } from "#lib/views/inbox.ts";

/** What a link changes: "Frees 7 items, 412,300.00". */
export function Consequence({ waiting, verb = "Frees" }: { readonly waiting: Total; readonly verb?: string }) {
  const { currency } = useCompany();
  if (waiting.count === 0) return <>No item of this company waits now.</>;
  return (
    <>
      {verb} {count(waiting.count, "item")}, <Amount value={waiting.amount} currency={currency} />
    </>
  );
}
