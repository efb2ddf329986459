"use client";
import { Link2 } from "lucide-react";
import { useState } from "react";
import { ConfirmDialog } from "#components/review/confirm-dialog.tsx";
import { Button } from "#components/ui/button.tsx";
import { Consequence } from "#components/vendors/consequence.tsx";
import type { Linking } from "#components/vendors/use-linking.ts";
import type { VendorMatch, VendorRow } from "#lib/views/vendors.ts";

type Props = { readonly match: VendorMatch; readonly row: VendorRow; readonly linking: Linking };

/** A link with what changed since it was made: it is confirmed as it is now, or severed. */
export function LinkedDetail({ match, row, linking }: Props) {
  const [isUnlinking, setUnlinking] = useState(false);
  const { party, link } = match;
  const reason = match.canLink.isAllowed ? null : (match.canLink.reason ?? "Your role does not include this.");
  if (!link) return null;
  const pair = { vendorId: party.id, name: party.name, sageVendor: link.id, waiting: match.waiting };
  return (
    <div className="px-4 py-3">
      <p className="flex items-center gap-2">
        <Link2 aria-hidden="true" className="size-3.5 shrink-0 text-good" />
        <span>
          {party.name} is <span className="font-mono text-xs">{link.id}</span> {link.name} in Sage.
        </span>
      </p>
      {row.drift.length > 0 ? (
        <ul className="mt-2 list-disc pl-5 text-wait">
          {row.drift.map((words) => (
            <li key={words}>{words}.</li>
          ))}
        </ul>
      ) : null}
      {row.group ? (
        <p className="mt-2 text-ink-2">
          Another company of the directory has this name. Merge the two in Procore's company directory and keep the one
          that is linked.
        </p>
      ) : null}
      <div className="mt-3 flex flex-wrap gap-1">
        {row.drift.some((words) => words.startsWith("Renamed")) ? (
          <Button
            size="sm"
            reason={reason}
            isBusy={linking.isBusy}
            onPress={() => void linking.confirm(party.id, link.id)}
          >
            Keep the link
          </Button>
        ) : null}
        <Button size="sm" reason={reason} isBusy={linking.isBusy} onPress={() => setUnlinking(true)}>
          Unlink
        </Button>
      </div>
      {isUnlinking ? (
        <ConfirmDialog
          title={`Unlink ${party.name}?`}
          verb="Unlink"
          isDanger
          isBusy={linking.isBusy}
          problem={null}
          onClose={() => setUnlinking(false)}
          onConfirm={() => void linking.unlink(pair, () => setUnlinking(false))}
        >
          <p>
            {party.name} is {link.id} {link.name} in Sage. What is synced stays as it is; what waits cannot be accepted
            until it is linked again.
          </p>
          <p className="mt-2 font-medium">
            <Consequence waiting={match.waiting} verb="Blocks" />
          </p>
        </ConfirmDialog>
      ) : null}
    </div>
  );
}
