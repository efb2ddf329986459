"use client";
import { useState } from "react";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import type { DocumentLinks, Pair } from "#components/projects/use-document-links.ts";
import { ConfirmDialog } from "#components/review/confirm-dialog.tsx";
import { useCompany } from "#components/time/company.tsx";
import { Button } from "#components/ui/button.tsx";
import { sum } from "#lib/core/money.ts";
import type { DocumentRow } from "#lib/views/adoption.ts";

type Props = { readonly rows: readonly DocumentRow[]; readonly hasMore: boolean; readonly links: DocumentLinks };
const atOnce = 100;

/** Everything in view that is exactly alike in one go, with its control count and sum said before. */
export function LinkExact({ rows, hasMore, links }: Props) {
  const { currency } = useCompany();
  const [isAsking, setAsking] = useState(false);
  const pairs = rows
    .slice(0, atOnce)
    .flatMap(({ id, version, number, amount, record, seen }): Pair[] =>
      record && seen ? [{ id, version, number, amount, erpId: record.erpId, seen }] : [],
    );
  const reason = pairs.length === 0 ? "Nothing in view is exactly alike." : null;
  const amount = sum(pairs.map((pair) => pair.amount));
  const words = pairs.length === 0 ? "the exact ones" : count(pairs.length, "exact one");
  return (
    <>
      <Button look="primary" reason={reason} isBusy={links.isBusy} onPress={() => setAsking(true)}>
        Link {words} …
      </Button>
      {isAsking && pairs.length > 0 ? (
        <ConfirmDialog
          title={`Link ${count(pairs.length, "document")}?`}
          verb={`Link ${pairs.length}`}
          isBusy={links.isBusy}
          problem={null}
          onClose={() => setAsking(false)}
          onConfirm={() => links.link(pairs, true, () => setAsking(false))}
        >
          <p>
            Each has the number, vendor and amounts of its record, line by line. Nothing is sent: Sage is read back, and
            a document becomes Synced once its record was found as shown.
          </p>
          <p className="mt-2 font-medium">
            {count(pairs.length, "document")}, <Amount value={amount} currency={currency} />
          </p>
          {hasMore ? (
            <p className="mt-2 text-ink-2">There are more documents than are in view; load them first.</p>
          ) : null}
        </ConfirmDialog>
      ) : null}
    </>
  );
}
