"use client";
import Link from "next/link";
import { Button } from "#components/ui/button.tsx";
import type { Sending } from "#components/vendors/use-sending.ts";
import type { VendorMatch } from "#lib/views/vendors.ts";

/** A company that Sage does not have goes there as a new vendor: where its document stands, and what can be done with it. */
export function NewVendor({ match, sending }: { readonly match: VendorMatch; readonly sending: Sending }) {
  const { item } = match;
  if (!item) return null;
  const { action } = item;
  const isNew = item.state === "not_sent";
  if (isNew && !action) return null;
  return (
    <p className="mt-1 flex flex-wrap items-center gap-2 text-xs text-ink-2">
      {isNew ? (
        "Not in Sage?"
      ) : (
        <>
          As a new vendor:{" "}
          <Link href={`/items/${item.id}`} prefetch={false} className="rounded-sm text-accent hover:underline">
            {item.stateLabel}
          </Link>
        </>
      )}
      {action ? (
        <Button
          size="sm"
          look="ghost"
          shortcut={isNew ? "createVendor" : undefined}
          reason={action.isAllowed ? null : action.reason}
          isBusy={sending.busy === item.id}
          onPress={() => sending.act(match.party.name, item, action)}
        >
          {isNew ? "Send as a new vendor" : action.label}
        </Button>
      ) : null}
    </p>
  );
}
