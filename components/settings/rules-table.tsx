"use client";
import { type FormEvent, useState } from "react";
import { ImpactDialog } from "#components/settings/impact-dialog.tsx";
import { NoteFoot, noteProblem } from "#components/settings/note-foot.tsx";
import { RuleRow } from "#components/settings/rule-row.tsx";
import { RulesProposal } from "#components/settings/rules-proposal.tsx";
import { RulesVersions } from "#components/settings/rules-versions.tsx";
import { Block } from "#components/ui/block.tsx";
import { Button } from "#components/ui/button.tsx";
import { notify } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { useCommand } from "#lib/client/use-command.ts";
import { useView } from "#lib/client/use-view.ts";
import { type AcceptRule, hasAmount, ruleKey, rulesProblem } from "#lib/core/accept-rules.ts";
import { type RulesView, ruleWords } from "#lib/views/rules.ts";

export type RulesActions = {
  readonly propose: Action<{ isInForce: boolean }>;
  readonly settle: Action<{ version: number }>;
};
type Props = { readonly reason: string | null; readonly actions: RulesActions };
const note =
  "Items that a rule fits need two accountants: the first signs, the second accepts. Nobody gives both signatures.";

/** Which items need two signatures; a change waits for a second administrator where there is one. */
export function RulesTable({ reason, actions }: Props) {
  const { data: view, error } = useView("rules.view", {});
  return (
    <Block id="rules" title="Accept rules" note={note}>
      {error ? <p className="px-4 py-2 text-bad">{`${error.sentence} ${error.fix}`}</p> : null}
      {view ? <RulesForm view={view} reason={reason} actions={actions} /> : <p className="px-4 py-2">Loading…</p>}
    </Block>
  );
}

function RulesForm({ view, reason, actions }: Props & { readonly view: RulesView }) {
  const form = useRules(view, actions);
  const closed = reason ?? (view.proposal ? "A change waits for its confirmation; settle that first." : null);
  return (
    <>
      {view.proposal ? (
        <RulesProposal view={view} proposal={view.proposal} settle={actions.settle} reason={reason} />
      ) : null}
      <form onSubmit={form.submit} noValidate aria-label="Accept rules">
        <table className="data-table">
          <caption className="unseen">Items that need two signatures</caption>
          <thead>
            <tr>
              <th scope="col" className="pl-4">
                Record type
              </th>
              <th scope="col">Project</th>
              <th scope="col" className="figure">
                Amount from
              </th>
              <th scope="col">
                <span className="unseen">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {form.rules.map((rule, n) => (
              <RuleRow
                // biome-ignore lint/suspicious/noArrayIndexKey: a rule has no other name than its place
                key={n}
                place={n + 1}
                rule={rule}
                view={view}
                reason={closed}
                onChange={(next) => form.put(form.rules.map((one, at) => (at === n ? next : one)))}
                onRemove={() => form.put(form.rules.filter((_, at) => at !== n))}
              />
            ))}
          </tbody>
        </table>
        {form.rules.length === 0 ? <p className="px-4 py-2 text-ink-2">No item needs two signatures.</p> : null}
        {view.lonely.length > 0 ? (
          <p className="px-4 py-2 text-wait">
            Fewer than two accountants may accept these; a rule would stop them: {view.lonely.join(", ")}.
          </p>
        ) : null}
        {closed === null ? <Foot form={form} others={view.otherAdmins} /> : null}
      </form>
      {form.isAsked ? (
        <ImpactDialog
          changes={{}}
          rules={form.rules}
          isBusy={form.command.isPending}
          problem={form.command.error}
          onSave={form.confirm}
          onClose={form.close}
        >
          <ul aria-label="Changes">
            {form.differences.map((words) => (
              <li key={words}>{words}</li>
            ))}
          </ul>
        </ImpactDialog>
      ) : null}
      <RulesVersions reason={closed} onRevert={form.revert} />
    </>
  );
}

type Form = ReturnType<typeof useRules>;

function useRules(view: RulesView, { propose }: RulesActions) {
  const [edit, setEdit] = useState<{
    seen: number;
    before: readonly AcceptRule[];
    rules: readonly AcceptRule[];
  } | null>(null);
  const [why, setWhy] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [isAsked, setAsked] = useState(false);
  const { seen, before, rules } = edit ?? { seen: view.version, before: view.rules, rules: view.rules };
  const put = (next: readonly AcceptRule[]) => setEdit({ seen, before, rules: next });
  const command = useCommand<{ isInForce: boolean }>(propose, {
    touches: ["rules.view", "inbox.page", "item.view"],
    onDone: ({ isInForce }) => {
      const title = isInForce ? "Accept rules saved" : "Change proposed";
      const text = isInForce ? "They are in force." : "It is in force once another administrator confirms it.";
      notify({ title, text, tone: "good" });
      setEdit(null);
      setWhy("");
      setAsked(false);
    },
  });
  const labels = {
    types: new Map(view.types.map(({ id, label }) => [id, label])),
    projects: new Map(view.projects.map(({ id, label }) => [id, label])),
  };
  const isIn = (list: readonly AcceptRule[], rule: AcceptRule) => list.some((one) => ruleKey(one) === ruleKey(rule));
  const differences = [
    ...before.filter((one) => !isIn(rules, one)).map((one) => `No more: ${ruleWords(one, labels)}`),
    ...rules.filter((one) => !isIn(before, one) && hasAmount(one)).map((one) => `New: ${ruleWords(one, labels)}`),
  ];
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const wrong = rules.findIndex((one) => !hasAmount(one));
    const amount =
      wrong === -1 ? null : `Rule ${wrong + 1}: the amount is digits with at most two decimals, like 50000.00.`;
    const found = amount ?? rulesProblem(rules) ?? noteProblem(why);
    setProblem(found);
    if (found !== null || differences.length === 0) return;
    command.reset();
    setAsked(true);
  };
  const revert = (to: { readonly version: number; readonly rules: readonly AcceptRule[]; readonly note: string }) => {
    put(to.rules);
    setWhy(`Back to version ${to.version}: ${to.note}`.slice(0, 500));
  };
  return {
    ...{ rules, put, why, setWhy, problem, isAsked, differences, command, submit, revert },
    isChanged: edit !== null,
    confirm: () => command.mutate({ rules, seenVersion: seen, note: why.trim() }),
    close: () => setAsked(false),
    discard: () => setEdit(null),
  };
}

function Foot({ form, others }: { readonly form: Form; readonly others: readonly string[] }) {
  const { isChanged, rules } = form;
  return (
    <div className="flex flex-col gap-2 border-t border-line p-3">
      <div>
        <Button
          size="sm"
          onPress={() => form.put([...rules, { recordType: null, projectId: null, atLeast: "50000.00" }])}
        >
          Add a rule
        </Button>
      </div>
      <p className="text-ink-2">
        {others.length === 0
          ? "There is no second administrator: a change is in force at once."
          : `A change is in force once one of these confirms it: ${others.join(", ")}.`}
      </p>
      <NoteFoot
        label="Note: why the rules change (required)"
        note={form.why}
        onNote={form.setWhy}
        problem={form.problem}
      >
        <Button reason={isChanged ? null : "Nothing was changed."} onPress={form.discard}>
          Discard
        </Button>
        <Button
          type="submit"
          look="primary"
          reason={form.differences.length > 0 || isChanged ? null : "Change a rule first."}
        >
          Show impact of rules
        </Button>
      </NoteFoot>
    </div>
  );
}
