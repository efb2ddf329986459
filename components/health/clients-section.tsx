"use client";
import { Ban, CircleCheck, CircleMinus } from "lucide-react";
import { useState } from "react";
import { useReasonAgainst } from "#components/shell/use-person.ts";
import { Age } from "#components/time/when.tsx";
import { Block } from "#components/ui/block.tsx";
import { Button } from "#components/ui/button.tsx";
import { Mark } from "#components/ui/chip.tsx";
import { TypedConfirm } from "#components/ui/typed-confirm.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { HealthView } from "#lib/views/screens.ts";

type Client = HealthView["clients"][number];
type Props = { readonly view: HealthView; readonly revoke: Action<{ name: string }> };

export function ClientsSection({ view, revoke }: Props) {
  const [asked, setAsked] = useState<Client | null>(null);
  const reason = useReasonAgainst("settings.change");
  const command = useCommand<{ name: string }>(revoke, {
    touches: ["health.view", "shell.view"],
    onDone: () => setAsked(null),
  });
  const ask = (client: Client) => {
    command.reset();
    setAsked(client);
  };
  return (
    <Block id="clients" title="Sync clients" note="They run on the Sage server and open the connection from there.">
      {view.clients.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">None enrolled. Enrol one to let accepted items reach Sage.</p>
      ) : (
        <table className="data-table">
          <caption className="unseen">Sync clients</caption>
          <thead>
            <tr>
              <th scope="col" className="pl-4">
                Name
              </th>
              <th scope="col">State</th>
              <th scope="col" className="max-md:hidden">
                Host
              </th>
              <th scope="col" className="max-md:hidden">
                Version
              </th>
              <th scope="col">Last seen</th>
              <th scope="col">
                <span className="unseen">Actions</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {view.clients.map((client) => (
              <tr key={client.id} className={client.isRevoked ? "text-ink-3" : ""}>
                <th scope="row" className="pl-4 font-medium">
                  {client.name}
                </th>
                <td>
                  <State client={client} />
                </td>
                <td className="max-md:hidden">{client.host ?? "unknown"}</td>
                <td className="max-md:hidden">{client.version ?? "unknown"}</td>
                <td>{client.lastSeenAt ? <Age at={client.lastSeenAt} now={view.now} /> : "never"}</td>
                <td className="text-right">
                  {client.isRevoked ? null : (
                    <Button size="sm" reason={reason} onPress={() => ask(client)}>
                      Revoke …
                    </Button>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {asked ? (
        <TypedConfirm
          title={`Revoke ${asked.name}?`}
          verb="Revoke"
          word={asked.name}
          isBusy={command.isPending}
          problem={command.error}
          onConfirm={() => command.mutate({ syncClientId: asked.id })}
          onClose={() => setAsked(null)}
        >
          <p>
            Its key stops working at its next message and cannot be given back. Exports that it has under way become
            “Outcome unknown” until another sync client has looked into Sage.
          </p>
        </TypedConfirm>
      ) : null}
    </Block>
  );
}

function State({ client }: { readonly client: Client }) {
  if (client.isRevoked)
    return (
      <Mark tone="quiet" icon={Ban}>
        Revoked
      </Mark>
    );
  if (client.isConnected)
    return (
      <Mark tone="good" icon={CircleCheck}>
        Connected
      </Mark>
    );
  return (
    <Mark tone="bad" icon={CircleMinus}>
      Away
    </Mark>
  );
}
