"use client";
import { type FormEvent, useState } from "react";
import { EnrolCommand } from "#components/health/enrol-command.tsx";
import { useReasonAgainst } from "#components/shell/use-person.ts";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { TextInput } from "#components/ui/text-input.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";

type Code = { readonly code: string; readonly minutes: number };
type Props = { readonly makeCode: Action<Code>; readonly gatewayPort: string | null };

/** Name first, then the code: shown once, kept nowhere but as a hash. */
export function EnrolButton({ makeCode, gatewayPort }: Props) {
  const [isOpen, setOpen] = useState(false);
  const reason = useReasonAgainst("settings.change");
  return (
    <>
      <Button look="primary" reason={reason} onPress={() => setOpen(true)}>
        Enrol a sync client
      </Button>
      {isOpen ? <EnrolDialog makeCode={makeCode} gatewayPort={gatewayPort} onClose={() => setOpen(false)} /> : null}
    </>
  );
}

function EnrolDialog({ makeCode, gatewayPort, onClose }: Props & { readonly onClose: () => void }) {
  const [name, setName] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const command = useCommand<Code>(makeCode, {
    touches: ["health.view"],
    onProblem: ({ sentence, fix }) => setProblem(`${sentence} ${fix}`),
  });
  const make = (event?: FormEvent) => {
    event?.preventDefault();
    if (name.trim() === "") return setProblem("Write a name first, for example the name of the Sage server.");
    if (!command.isPending) command.mutate({ name: name.trim() });
  };
  const { data } = command;
  const footer = data ? (
    <Button look="primary" onPress={onClose}>
      Done
    </Button>
  ) : (
    <>
      <Button onPress={onClose}>Cancel</Button>
      <Button look="primary" shortcut="confirm" isBusy={command.isPending} onPress={make}>
        Make the code
      </Button>
    </>
  );
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Enrol a sync client"
      footer={footer}
      keepsOpen
      {...(data ? {} : { onConfirm: make })}
    >
      {data ? (
        <EnrolCommand code={data.code} minutes={data.minutes} name={name.trim()} gatewayPort={gatewayPort} />
      ) : (
        <form onSubmit={make} className="flex flex-col gap-3">
          <p>
            The sync client runs on the Sage server, writes the import files there and reads Sage back. It is enrolled
            once with a code.
          </p>
          <TextInput
            label="Name"
            value={name}
            onChange={setName}
            hint="How it is called here, for example SAGE01."
            problem={problem}
            autoComplete="off"
          />
        </form>
      )}
    </Dialog>
  );
}
