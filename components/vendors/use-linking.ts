"use client";
import { useState } from "react";
import { count } from "#components/money/count.ts";
import { announce } from "#components/ui/announcer.tsx";
import { notify, notifyProblem } from "#components/ui/notices.tsx";
import type { Action } from "#lib/client/actions.ts";
import { problemOf } from "#lib/client/problem.ts";
import { useCommand } from "#lib/client/use-command.ts";
import type { Total } from "#lib/views/inbox.ts";
import type { PairsAnswer } from "#lib/views/inputs.ts";

export type LinkingActions = {
  readonly link: Action<{ checked: number }>;
  readonly linkMany: Action<PairsAnswer>;
  readonly unlinkMany: Action<PairsAnswer>;
  readonly refuse: Action<{ changed: boolean }>;
  readonly archive: Action<{ changed: number }>;
  readonly confirm: Action<{ vendorId: string }>;
};
/** A company and a Sage vendor with the names of both and what waits for the company. */
export type LinkPair = {
  readonly vendorId: string;
  readonly name: string;
  readonly sageVendor: string;
  readonly waiting: Total;
};
type Undo = { readonly words: string; readonly waiting: Total | null; readonly run: () => Promise<unknown> };

const touches = ["vendor.page", "vendor.match", "vendor.search", "inbox.page", "item.view"] as const;

function useLinkCommands(actions: LinkingActions) {
  const options = { touches };
  return {
    link: useCommand<{ checked: number }>(actions.link, options),
    linkMany: useCommand<PairsAnswer>(actions.linkMany, options),
    unlinkMany: useCommand<PairsAnswer>(actions.unlinkMany, options),
    refuse: useCommand<{ changed: boolean }>(actions.refuse, options),
    archive: useCommand<{ changed: number }>(actions.archive, options),
    confirm: useCommand<{ vendorId: string }>(actions.confirm, options),
  };
}
type Perform = (undo: Undo | null, work: () => Promise<unknown>, onDone?: () => void) => Promise<void>;

/** Every change of links on this screen; the last one is undone from a line of the page and by Z. */
export function useLinking(actions: LinkingActions) {
  const [last, setLast] = useState<Undo | null>(null);
  const [isBusy, setBusy] = useState(false);
  const commands = useLinkCommands(actions);
  /** One after another: a key pressed while the answer is awaited does nothing. */
  const perform: Perform = async (undo, work, onDone) => {
    if (isBusy) return;
    setBusy(true);
    try {
      await work();
      setLast(undo);
      if (undo) announce(undo.words);
      onDone?.();
    } catch (error) {
      notifyProblem(problemOf(error));
    } finally {
      setBusy(false);
    }
  };
  const undo = () => {
    if (last)
      void perform(null, async () => {
        await last.run();
        announce(`Undone: ${last.words}`);
      });
  };
  return { last, isBusy, undo, ...linksOf(commands, perform), ...opinionsOf(commands, perform) };
}
export type Linking = ReturnType<typeof useLinking>;
type Commands = ReturnType<typeof useLinkCommands>;

function linksOf({ link, linkMany, unlinkMany }: Commands, perform: Perform) {
  const set = ({ vendorId }: LinkPair, to: string | null, seen: string | null) =>
    link.mutateAsync({ vendorId, sageVendor: to, seen });
  return {
    link: (pair: LinkPair, onDone?: () => void) => {
      const words = `${pair.name} linked to ${pair.sageVendor}.`;
      const run = () => set(pair, null, pair.sageVendor);
      return perform({ words, waiting: pair.waiting, run }, () => set(pair, pair.sageVendor, null), onDone);
    },
    unlink: (pair: LinkPair, onDone?: () => void) => {
      const words = `${pair.name} unlinked from ${pair.sageVendor}.`;
      const run = () => set(pair, pair.sageVendor, null);
      return perform({ words, waiting: null, run }, () => set(pair, null, pair.sageVendor), onDone);
    },
    linkAll: (all: readonly LinkPair[], onDone?: () => void) => {
      const pairs = all.map(({ vendorId, sageVendor }) => ({ vendorId, sageVendor }));
      const run = () => unlinkMany.mutateAsync({ pairs });
      const work = async () => {
        const { done, rows } = await linkMany.mutateAsync({ pairs, count: pairs.length });
        const refused = rows.filter(({ isDone }) => !isDone);
        if (refused.length > 0)
          notify({ title: `${done} linked, ${refused.length} not.`, text: refused[0]?.sentence ?? "", tone: "bad" });
      };
      return perform({ words: `${count(pairs.length, "pair")} linked.`, waiting: null, run }, work, onDone);
    },
  };
}

function opinionsOf({ refuse, archive, confirm }: Commands, perform: Perform) {
  return {
    refuse: ({ vendorId, sageVendor, name }: Omit<LinkPair, "waiting">, isRefused = true) => {
      const words = isRefused
        ? `${name} is not ${sageVendor}; the two are not proposed again.`
        : `${name} may be ${sageVendor} again.`;
      const set = (to: boolean) => () => refuse.mutateAsync({ vendorId, sageVendor, isRefused: to });
      return perform({ words, waiting: null, run: set(!isRefused) }, set(isRefused));
    },
    archive: (sageVendor: string, name: string, isArchived: boolean) => {
      const words = `${sageVendor} ${name} ${isArchived ? "archived" : "restored"}.`;
      const set = (to: boolean) => () => archive.mutateAsync({ sageVendors: [sageVendor], isArchived: to });
      return perform({ words, waiting: null, run: set(!isArchived) }, set(isArchived));
    },
    confirm: (vendorId: string, seen: string) =>
      perform(null, async () => {
        await confirm.mutateAsync({ vendorId, seen });
        announce("Link confirmed as it is now");
      }),
  };
}
