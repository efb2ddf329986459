"use client";
import { type DelegationAction, DelegationForm } from "#components/delegations/delegation-form.tsx";
import { Pager, useTurns } from "#components/table/pager.tsx";
import { Day, useBusinessDate } from "#components/time/when.tsx";
import { Block } from "#components/ui/block.tsx";
import { Button } from "#components/ui/button.tsx";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import { PageHead } from "#components/ui/page-head.tsx";
import { useCommand } from "#lib/client/use-command.ts";
import { useView } from "#lib/client/use-view.ts";
import type { DelegationList, DelegationRow } from "#lib/views/rules.ts";

type Props = { readonly first: DelegationList; readonly make: DelegationAction; readonly end: DelegationAction };
const statuses = { now: "Now", coming: "Coming", over: "Over", ended: "Ended" } as const;

/** Who stands in for whom, and from when to when. */
export function Delegations({ first, make, end }: Props) {
  const turns = useTurns();
  const { data: view = first } = useView("delegation.list", turns.input, turns.isNewest ? { first } : {});
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <PageHead
        title="Delegations"
        note="Whoever stands in decides with the rights of the one who is away; the record says on whose behalf."
      />
      <div className="relative min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto flex max-w-5xl flex-col gap-6 p-4">
          <DelegationForm view={view} make={make} />
          <Block id="delegations" title="Who stands in for whom">
            <table className="data-table">
              <caption className="unseen">Delegations, newest first</caption>
              <thead>
                <tr>
                  <th scope="col" className="pl-4">
                    Days
                  </th>
                  <th scope="col">Stands in</th>
                  <th scope="col">Why</th>
                  <th scope="col">
                    <span className="unseen">End</span>
                  </th>
                </tr>
              </thead>
              <tbody>
                {view.rows.map((row) => (
                  <Row key={row.id} row={row} end={end} />
                ))}
              </tbody>
            </table>
            {view.rows.length === 0 ? <p className="px-4 py-2 text-ink-2">Nobody stands in for anybody.</p> : null}
            <Pager turns={turns} next={view.next} />
          </Block>
        </div>
      </div>
    </div>
  );
}

function Row({ row, end }: { readonly row: DelegationRow; readonly end: DelegationAction }) {
  const dayOf = useBusinessDate();
  const command = useCommand<{ delegationId: string }>(end, {
    touches: ["delegation.list", "item.view", "inbox.page"],
    onDone: () => notify({ title: `${row.toName} no longer stands in for ${row.fromName}`, tone: "good" }),
    onProblem: notifyProblem,
  });
  return (
    <tr>
      <th scope="row" className="wrap min-w-36 pl-4">
        <Day date={row.firstDay} /> to <Day date={row.lastDay} />
        <span className="block font-normal text-ink-2">{statuses[row.status]}</span>
      </th>
      <td className="wrap min-w-40">
        {row.toName} for {row.fromName}
      </td>
      <td className="wrap min-w-40">
        {row.note}
        <span className="block text-ink-2">{row.madeByName}</span>
      </td>
      <td className="text-right">
        <Button
          size="sm"
          label={`End: ${row.toName} for ${row.fromName}, ${dayOf(row.firstDay)}`}
          reason={row.noEnd}
          isBusy={command.isPending}
          onPress={() => command.mutate({ delegationId: row.id })}
        >
          End
        </Button>
      </td>
    </tr>
  );
}
