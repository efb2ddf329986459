"use client";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";

/** The secret of a webhook, shown once. */
export function WebhookSecret({ secret, onClose }: { readonly secret: string; readonly onClose: () => void }) {
  const footer = (
    <Button look="primary" onPress={onClose}>
      Done
    </Button>
  );
  return (
    <Dialog isOpen onClose={onClose} title="The webhook's secret" footer={footer} keepsOpen>
      <p className="mb-2">
        The program at the address checks with it that what arrives is from here. It is shown only now. A test is on its
        way.
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for controls; this names the text. */}
      <div role="group" aria-label="Secret">
        <pre className="mb-2 rounded-md border border-line bg-sunken p-2 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
          {secret}
        </pre>
      </div>
      <CopyButton text={secret} what="Secret" />
      <p className="mt-3 text-ink-2">
        Every delivery carries <code>Countersign-Signature: t=…,v1=…</code>: the time in seconds, and the HMAC-SHA256 in
        hex of that time, a full stop and the body. Refuse what is older than a few minutes.{" "}
        <code>Countersign-Delivery</code> is the same when something is sent again.
      </p>
    </Dialog>
  );
}
