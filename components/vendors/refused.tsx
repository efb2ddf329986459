"use client";
import { Button } from "#components/ui/button.tsx";
import type { Linking } from "#components/vendors/use-linking.ts";
import type { VendorMatch } from "#lib/views/vendors.ts";

type Props = { readonly match: VendorMatch; readonly reason: string | null; readonly linking: Linking };

/** Pairs that a person said are two companies, and names that were learned from earlier links. */
export function Refused({ match, reason, linking }: Props) {
  const { refused, aliases, side, party } = match;
  return (
    <>
      {aliases.length > 0 ? <p className="mt-1 text-xs text-ink-2">Also known as {aliases.join(", ")}.</p> : null}
      {refused.map(({ id, name, by }) => (
        <p key={id} className="mt-1 flex flex-wrap items-center gap-2 text-xs text-ink-2">
          Not the same as {side === "company" ? `${id} ${name}` : name}, said {by}.
          <Button
            size="sm"
            look="ghost"
            reason={reason}
            label={`Propose ${name} again`}
            onPress={() =>
              void linking.refuse(
                side === "company"
                  ? { vendorId: party.id, name: party.name, sageVendor: id }
                  : { vendorId: id, name, sageVendor: party.id },
                false,
              )
            }
          >
            Propose again
          </Button>
        </p>
      ))}
    </>
  );
}
