"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useRef, useState } from "react";
import { count } from "#components/money/count.ts";
import { announce } from "#components/ui/announcer.tsx";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { callAction } from "#lib/client/call-action.ts";
import { decisionIdFor } from "#lib/client/decision-ids.ts";
import { fetchView } from "#lib/client/fetch-view.ts";
import { problemOf } from "#lib/client/problem.ts";
import type { CauseItem } from "#lib/views/causes.ts";
import type { RetryManyAnswer } from "#lib/views/inputs.ts";

export type RetryProgress = {
  readonly done: number;
  /** Tried again by the first of two accountants. */
  readonly signed: number;
  readonly refused: number;
  readonly isRunning: boolean;
};
const touched = ["cause.view", "health.view", "inbox.page", "item.view", "shell.view"];

/**
 * Tries every item of a cause again, page by page as they were last seen; each page is one transaction. It can be stopped
 * between two pages, and what was refused is kept with its reason.
 */
export function useRetryAll(key: string, retry: Action<RetryManyAnswer>) {
  const client = useQueryClient();
  const [progress, setProgress] = useState<RetryProgress | null>(null);
  const [refused, setRefused] = useState<ReadonlyMap<string, string>>(new Map());
  const isStopped = useRef(false);
  const run = async () => {
    isStopped.current = false;
    let [done, signed, left]: [number, number, ReadonlyMap<string, string>] = [0, 0, new Map()];
    const tell = (isRunning: boolean) => setProgress({ done, signed, refused: left.size, isRunning });
    tell(true);
    setRefused(left);
    try {
      let after: string | null = null;
      do {
        const page: { rows: readonly CauseItem[]; next: string | null } = await fetchView("cause.view", {
          key,
          ...(after ? { after } : {}),
        });
        if (page.rows.length === 0) break;
        const answer = await callAction(retry, { rows: page.rows.map(orderOf) });
        done += answer.done;
        signed += answer.signed;
        left = new Map([...left, ...refusedOf(answer)]);
        setRefused(left);
        tell(true);
        after = page.next;
      } while (after !== null && !isStopped.current);
      tellEnd(done, signed, left);
    } catch (error) {
      notifyProblem(problemOf(error));
    }
    tell(false);
    await Promise.all(touched.map((name) => client.invalidateQueries({ queryKey: [name] })));
  };
  const stop = () => {
    isStopped.current = true;
  };
  return { run: () => void run(), stop, progress, refused };
}

function orderOf({ id, version, sha256 }: CauseItem) {
  const seenSha256 = sha256 ?? "0".repeat(64);
  return {
    itemId: id,
    decisionId: decisionIdFor("retry", id, version, seenSha256),
    seenVersion: version,
    seenSha256,
  };
}

function refusedOf(answer: RetryManyAnswer): readonly (readonly [string, string])[] {
  return answer.rows
    .filter((row) => !row.isDone)
    .map((row) => [row.itemId, [row.sentence, row.fix].filter(Boolean).join(" ")]);
}

/** What waits for a second accountant, who tries it again too; nothing where none does. */
export function signedWords(signed: number): string {
  return signed === 0 ? "" : `, ${signed} with a first signature`;
}

function tellEnd(done: number, signed: number, left: ReadonlyMap<string, string>): void {
  const words = `${count(done, "item")} in the outbox again${signedWords(signed)}`;
  announce(words);
  if (left.size === 0) notify({ title: words, tone: "good" });
  else notify({ title: `${words}, ${left.size} refused`, text: [...left.values()][0], tone: "bad" });
}
