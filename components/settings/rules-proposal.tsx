"use client";
import { Stamp } from "#components/time/when.tsx";
import { Button } from "#components/ui/button.tsx";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { RulesVersionView, RulesView } from "#lib/views/rules.ts";

type Props = {
  readonly view: RulesView;
  readonly proposal: RulesVersionView;
  readonly settle: Action<{ version: number }>;
  readonly reason: string | null;
};

/** A change of the rules that waits for a second administrator. */
export function RulesProposal({ view, proposal, settle, reason }: Props) {
  const command = useCommand<{ version: number }>(settle, {
    touches: ["rules.view", "inbox.page", "item.view"],
    onDone: () => notify({ title: "The change of the accept rules is settled", tone: "good" }),
    onProblem: notifyProblem,
  });
  const say = (as: "confirm" | "refuse") => command.mutate({ version: proposal.version, as });
  const isOwn = !view.confirm.isAllowed && reason === null;
  return (
    <section aria-label="Proposed change" className="border-b border-line bg-wait-soft px-4 py-2">
      <h3 className="font-semibold text-wait">Waits for a second administrator</h3>
      <p>
        {proposal.madeBy}, <Stamp at={proposal.madeAt} />: {proposal.note}
      </p>
      <ul aria-label="Proposed rules" className="my-1 list-disc pl-5">
        {proposal.words.map((words) => (
          <li key={words}>{words}</li>
        ))}
        {proposal.words.length === 0 ? <li>No rules: one acceptance is enough for every item.</li> : null}
      </ul>
      <span className="flex flex-wrap gap-2">
        <Button
          size="sm"
          look="primary"
          isBusy={command.isPending}
          reason={view.confirm.reason}
          onPress={() => say("confirm")}
        >
          Confirm the rules
        </Button>
        <Button size="sm" isBusy={command.isPending} reason={reason} onPress={() => say("refuse")}>
          {isOwn ? "Withdraw" : "Refuse"}
        </Button>
      </span>
    </section>
  );
}
