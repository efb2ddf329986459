"use client";
import type { ReactNode } from "react";
import { Stamp } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { notify } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { type MailView, mailStates } from "#lib/views/notices.ts";

type Props = {
  readonly mail: MailView;
  readonly reason: string | null;
  readonly sendAgain: Action<{ mailId: string }>;
  readonly onClose: () => void;
};

/** One mail as it was written, and what became of it. */
export function MailDialog({ mail, reason, sendAgain, onClose }: Props) {
  const command = useCommand<{ mailId: string }>(sendAgain, {
    touches: ["mail.page"],
    onDone: () => {
      notify({ title: "The mail is sent again", text: `To ${mail.address}` });
      onClose();
    },
  });
  const isOpen = mail.state === "failed" || mail.state === "kept";
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title={mail.subject}
      description={`To ${mail.address}`}
      size="lg"
      footer={
        <>
          <Button
            isBusy={command.isPending}
            reason={reason ?? (isOpen ? null : "Only a mail that failed or was kept can be sent again.")}
            onPress={() => command.mutate({ mailId: mail.id })}
          >
            Send again
          </Button>
          <Button look="primary" onPress={onClose}>
            Close
          </Button>
        </>
      }
    >
      <dl className="mb-3 grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 gap-y-0.5">
        <Fact label="State">
          {mailStates[mail.state].label}
          {mail.note ? `: ${mail.note}` : ""}
        </Fact>
        <Fact label="Written">
          <Stamp at={mail.at} />
        </Fact>
        {mail.sentAt ? (
          <Fact label="Sent">
            <Stamp at={mail.sentAt} />
          </Fact>
        ) : null}
        <Fact label="Tries">{mail.attempts}</Fact>
        {mail.isDoubtful ? (
          <Fact label="Doubt">
            An answer of the mail server was lost. The mail may have arrived twice, both times under the same
            Message-ID.
          </Fact>
        ) : null}
      </dl>
      <p className="rounded-md border border-line bg-sunken p-3 font-mono text-xs whitespace-pre-wrap wrap-anywhere">
        {mail.text}
      </p>
      {command.error ? (
        <p role="alert" className="mt-2 text-bad">
          {command.error.sentence} {command.error.fix}
        </p>
      ) : null}
    </Dialog>
  );
}

function Fact({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-3">{label}</dt>
      <dd className="min-w-0 wrap-anywhere">{children}</dd>
    </>
  );
}
