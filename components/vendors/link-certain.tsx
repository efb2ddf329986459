"use client";
import { useState } from "react";
import { Amount } from "#components/money/amount.tsx";
import { count } from "#components/money/count.ts";
import { ConfirmDialog } from "#components/review/confirm-dialog.tsx";
import { useCompany } from "#components/time/company.tsx";
import { Button } from "#components/ui/button.tsx";
import type { Linking, LinkPair } from "#components/vendors/use-linking.ts";
import { sum } from "#lib/core/money.ts";
import type { VendorRow } from "#lib/views/vendors.ts";

type Props = { readonly rows: readonly VendorRow[]; readonly reason: string | null; readonly linking: Linking };
const atOnce = 100;

/** Corroborated pairs in one go: what is in view, with its control count and sum said before. */
export function LinkCertain({ rows, reason, linking }: Props) {
  const { currency } = useCompany();
  const [isAsking, setAsking] = useState(false);
  const pairs = rows.slice(0, atOnce).flatMap((row): LinkPair[] => {
    if (!row.proposal?.isCertain) return [];
    return row.side === "company"
      ? [{ vendorId: row.id, name: row.name, sageVendor: row.proposal.id, waiting: row.waiting }]
      : [{ vendorId: row.proposal.id, name: row.proposal.name, sageVendor: row.id, waiting: row.waiting }];
  });
  if (pairs.length === 0) return null;
  const items = pairs.reduce((total, { waiting }) => total + waiting.count, 0);
  const amount = sum(pairs.map(({ waiting }) => waiting.amount));
  return (
    <>
      <Button size="sm" look="primary" reason={reason} isBusy={linking.isBusy} onPress={() => setAsking(true)}>
        Link {count(pairs.length, "certain pair")} …
      </Button>
      {isAsking ? (
        <ConfirmDialog
          title={`Link ${count(pairs.length, "pair")}?`}
          verb={`Link ${pairs.length}`}
          isBusy={linking.isBusy}
          problem={null}
          onClose={() => setAsking(false)}
          onConfirm={() => void linking.linkAll(pairs, () => setAsking(false))}
        >
          <p>
            Each has the same tax id, or the same name with the same telephone, mail domain or street and postcode.
            Nothing else claims either end.
          </p>
          <p className="mt-2 font-medium">
            {count(pairs.length, "pair")}, frees {count(items, "item")}, <Amount value={amount} currency={currency} />
          </p>
          <p className="mt-2 text-ink-2">Z takes all of them back.</p>
        </ConfirmDialog>
      ) : null}
    </>
  );
}
