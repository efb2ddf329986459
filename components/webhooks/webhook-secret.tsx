"use client";
import { ShownOnce, ShownOnceDialog } from "#components/ui/shown-once.tsx";

/** The secret of a webhook, shown once. */
export function WebhookSecret({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  return (
    <ShownOnceDialog title="The webhook's secret" onClose={onClose}>
      <p className="mb-2">
        The program at the address checks with it that what arrives is from here. It is shown only now. A test is on its
        way.
      </p>
      <ShownOnce what="Secret" text={secret} />
      <p className="mt-3 text-ink-2">
        Every delivery carries <code>Countersign-Signature: t=…,v1=…</code>: the time in seconds, and the HMAC-SHA256 in
        hex of that time, a full stop and the body. Refuse what is older than a few minutes.{" "}
        <code>Countersign-Delivery</code> is the same when something is sent again.
      </p>
    </ShownOnceDialog>
  );
}
