"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useMemo, useRef, useState } from "react";
import type { Decidable } from "#components/review/decidable.ts";
import { announce } from "#components/ui/announcer.tsx";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import { addBatch, lastBatch, removeBatch, removeItems } from "#lib/client/accepted-batches.ts";
import type { DecisionActions } from "#lib/client/actions.ts";
import { callAction } from "#lib/client/call-action.ts";
import { decisionIdFor } from "#lib/client/decision-ids.ts";
import { problemOf } from "#lib/client/problem.ts";
import { firstSignature } from "#lib/core/accept-rules.ts";
import type { RejectionReason } from "#lib/core/rejection.ts";
import { mostAtOnce } from "#lib/views/accept-plan.ts";
import type { AcceptAnswer, RowOutcome } from "#lib/views/inputs.ts";

export type Decisions = {
  /** Rows that were decided and have left the list; the next look confirms or brings them back. */
  readonly leaving: ReadonlySet<string>;
  /** Answers with the rows that did not go to the outbox: refused, or signed by the first of two. */
  readonly accept: (rows: readonly Decidable[], releaseAt?: string | null) => Promise<readonly RowOutcome[]>;
  /** Gives items one accounting date; throws a Problem when it was refused for all. */
  readonly redate: (
    items: readonly { readonly itemId: string; readonly seenVersion: number }[],
    date: string,
    reason: string,
  ) => Promise<readonly RowOutcome[]>;
  /** Throws a Problem when nothing was decided; answers with the rows that were refused. */
  readonly reject: (
    rows: readonly Decidable[],
    reasons: readonly RejectionReason[],
    text: string,
  ) => Promise<readonly RowOutcome[]>;
  readonly takeBack: (items: readonly { readonly itemId: string; readonly seenVersion: number }[]) => Promise<void>;
  readonly takeBackLast: () => void;
};

type Waiting = {
  readonly row: Decidable;
  /** The instant at which it is to go; null: after the company's undo time. */
  readonly releaseAt: string | null;
  readonly settle: (outcome: RowOutcome) => void;
};

export function useDecisions(actions: DecisionActions): Decisions {
  const { leaving, leave, comeBack, look } = useLeaving();
  const accept = useAccept(actions, leave, comeBack, look);
  const reject = useCallback<Decisions["reject"]>(
    async (rows, reasons, text) => {
      const input = rows.map((row) => ({
        itemId: row.itemId,
        decisionId: decisionIdFor("reject", row.itemId, row.version, reasons.join(), text),
        seenVersion: row.version,
      }));
      const answer = await callAction(actions.reject, { rows: input, reasons, text });
      const refused = answer.rows.filter((row) => !row.isDone);
      const done = answer.rows.filter((row) => row.isDone).map((row) => row.itemId);
      leave(done);
      announce(`${done.length} rejected`);
      void look(done);
      return refused;
    },
    [actions, leave, look],
  );
  const redate = useCallback<Decisions["redate"]>(
    async (items, date, reason) => {
      const { rows } = await callAction(actions.redate, { items, date, reason });
      void look([]);
      return rows;
    },
    [actions, look],
  );
  const takeBack = useTakeBack(actions, look);
  const takeBackLast = useCallback(() => {
    const batch = lastBatch();
    if (!batch) notify({ title: "Nothing to take back", text: "You accepted nothing on this page yet." });
    else void takeBack(batch.items).then(() => removeBatch(batch));
  }, [takeBack]);
  return useMemo(
    () => ({ leaving, accept, redate, reject, takeBack, takeBackLast }),
    [leaving, accept, redate, reject, takeBack, takeBackLast],
  );
}

function useLeaving() {
  const client = useQueryClient();
  const [leaving, setLeaving] = useState<ReadonlySet<string>>(new Set());
  const leave = useCallback((ids: readonly string[]) => setLeaving((now) => new Set([...now, ...ids])), []);
  const comeBack = useCallback((ids: readonly string[]) => {
    setLeaving((now) => new Set([...now].filter((id) => !ids.includes(id))));
  }, []);
  const look = useCallback(
    async (ids: readonly string[]) => {
      await Promise.all(
        ["inbox.page", "item.view", "shell.view"].map((name) => client.invalidateQueries({ queryKey: [name] })),
      );
      comeBack(ids);
    },
    [client, comeBack],
  );
  return { leaving, leave, comeBack, look };
}

/** One action at a time carries whatever was accepted meanwhile: a fast row of A keys never waits in line. */
function useAccept(
  actions: DecisionActions,
  leave: (ids: readonly string[]) => void,
  comeBack: (ids: readonly string[]) => void,
  look: (ids: readonly string[]) => Promise<void>,
): Decisions["accept"] {
  const waiting = useRef<Waiting[]>([]);
  const isSending = useRef(false);
  const flush = useCallback(async () => {
    if (isSending.current) return;
    isSending.current = true;
    while (waiting.current.length > 0) {
      const batch = nextDecision(waiting.current);
      const ids = batch.map((one) => one.row.itemId);
      try {
        const answer = await callAction(actions.accept, acceptInput(batch));
        settle(batch, answer);
        comeBack(answer.rows.filter((row) => !isInOutbox(row)).map((row) => row.itemId));
        void look(ids);
      } catch (error) {
        comeBack(ids);
        failAll(batch, problemOf(error));
      }
    }
    isSending.current = false;
  }, [actions, comeBack, look]);
  return useCallback(
    async (rows, releaseAt = null) => {
      leave(rows.map((row) => row.itemId));
      const outcomes = rows.map(
        (row) => new Promise<RowOutcome>((resolve) => waiting.current.push({ row, releaseAt, settle: resolve })),
      );
      void flush();
      return (await Promise.all(outcomes)).filter((outcome) => !isInOutbox(outcome));
    },
    [leave, flush],
  );
}

const isInOutbox = (row: RowOutcome) => row.isDone && row.code !== firstSignature;

/** Takes what is one decision off the line: as many as it can hold that go at one time. */
function nextDecision(line: Waiting[]): readonly Waiting[] {
  const other = line.findIndex(({ releaseAt }) => releaseAt !== line[0]?.releaseAt);
  return line.splice(0, Math.min(other === -1 ? line.length : other, mostAtOnce));
}

function acceptInput(batch: readonly Waiting[]) {
  const releaseAt = batch[0]?.releaseAt ?? null;
  return { rows: batch.map(({ row }) => acceptRow(row)), ...(releaseAt === null ? {} : { releaseAt }) };
}

function acceptRow(row: Decidable) {
  const sha = row.sha256 ?? "";
  return {
    itemId: row.itemId,
    decisionId: decisionIdFor("accept", row.itemId, row.version, row.revisionId, sha),
    seenVersion: row.version,
    seenRevisionId: row.revisionId,
    seenSha256: sha,
  };
}

function settle(batch: readonly Waiting[], answer: AcceptAnswer): void {
  const done = answer.rows.filter(isInOutbox);
  addBatch({
    items: done.map((row) => ({ itemId: row.itemId, seenVersion: row.version ?? 0 })),
    releaseAt: answer.releaseAt,
    batchId: answer.batchId,
  });
  if (done.length > 0) announce(`${done.length} accepted, in the outbox`);
  if (answer.signed > 0) announce(`${answer.signed} signed by the first of two accountants`);
  for (const one of batch) {
    const outcome = answer.rows.find((row) => row.itemId === one.row.itemId);
    one.settle(
      outcome ?? refusedRow(one.row.itemId, "item.unknown", "The answer did not name this item.", "Look at it again."),
    );
  }
}

function failAll(batch: readonly Waiting[], problem: { code: string; sentence: string; fix: string }): void {
  for (const one of batch) one.settle(refusedRow(one.row.itemId, problem.code, problem.sentence, problem.fix));
}

function refusedRow(itemId: string, code: string, sentence: string, fix: string): RowOutcome {
  return { itemId, isDone: false, code, sentence, fix, version: null };
}

function useTakeBack(actions: DecisionActions, look: (ids: readonly string[]) => Promise<void>): Decisions["takeBack"] {
  return useCallback(
    async (items) => {
      try {
        const answer = await callAction(actions.takeBack, { items });
        const refused = answer.rows.filter((row) => !row.isDone);
        const words = refused[0];
        if (words) notifyProblem({ sentence: words.sentence ?? "It could not be taken back.", fix: words.fix ?? "" });
        if (answer.done > 0) notify({ title: `${answer.done} taken back`, tone: "good" });
        removeItems(new Set(answer.rows.map((row) => row.itemId)));
        await look(items.map((item) => item.itemId));
      } catch (error) {
        notifyProblem(problemOf(error));
        throw error;
      }
    },
    [actions, look],
  );
}
