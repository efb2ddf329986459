"use client";
import { useQueryClient } from "@tanstack/react-query";
import { useCallback, useEffect, useRef, useState } from "react";
import { announce } from "#components/ui/announcer.tsx";
import { notify } from "#components/ui/notices.tsx";
import { Problem, problemOf } from "#lib/client/problem.ts";
import { uploadFile } from "#lib/client/upload-file.ts";
import { fileLimits, fileSize, largestFile } from "#lib/core/file-kinds.ts";
import { wordsOf } from "#lib/core/refusals.ts";

export type Upload = {
  readonly fileId: string;
  readonly file: File;
  /** From 0 to 1. */
  readonly part: number;
  /** Why it was not attached. */
  readonly problem: Problem | null;
};
export type Uploads = {
  readonly list: readonly Upload[];
  readonly isBusy: boolean;
  readonly add: (files: Iterable<File>) => void;
  readonly again: (fileId: string) => void;
  /** Stops one, or puts the word about it away. */
  readonly drop: (fileId: string) => void;
};

/** Files on their way to a comment, one after another; `unsent` is how many of them are there already. */
export function useUploads(itemId: string, unsent: number): Uploads {
  const client = useQueryClient();
  const [list, setList] = useState<readonly Upload[]>([]);
  const running = useRef<{ readonly fileId: string; readonly stop: AbortController } | null>(null);
  const change = useCallback(
    (fileId: string, to: Partial<Upload>) =>
      setList((before) => before.map((one) => (one.fileId === fileId ? { ...one, ...to } : one))),
    [],
  );
  const drop = useCallback((fileId: string) => {
    if (running.current?.fileId === fileId) {
      running.current.stop.abort();
      running.current = null;
    }
    setList((before) => before.filter((one) => one.fileId !== fileId));
  }, []);
  const next = list.find((one) => one.problem === null);
  useEffect(() => {
    if (!next || running.current) return;
    const { fileId, file } = next;
    const stop = new AbortController();
    running.current = { fileId, stop };
    const run = async () => {
      try {
        await uploadFile({ itemId, fileId, file, signal: stop.signal, onProgress: (part) => change(fileId, { part }) });
        await client.invalidateQueries({ queryKey: ["item.talk"] });
        announce(`${file.name} is attached`);
        drop(fileId);
      } catch (error) {
        if (stop.signal.aborted) return;
        running.current = null;
        change(fileId, { problem: problemOf(error) });
      }
    };
    void run();
  }, [next, itemId, client, change, drop]);
  const waiting = useRef<readonly string[]>([]);
  useEffect(() => {
    waiting.current = list.filter(({ problem }) => problem === null).map(({ file }) => file.name);
  }, [list]);
  useEffect(
    () => () => {
      running.current?.stop.abort();
      if (waiting.current.length > 0)
        notify({
          title: "Not attached",
          text: `You left before these were here: ${waiting.current.join(", ")}.`,
          tone: "bad",
        });
    },
    [],
  );
  const add = (files: Iterable<File>) => {
    const free = fileLimits.perComment - unsent - list.filter(({ problem }) => problem === null).length;
    const added = [...files].map((file, n) => ({
      ...{ fileId: crypto.randomUUID(), file, part: 0 },
      problem: n < free ? problemBefore(file) : refused("file.many", file, { limit: String(fileLimits.perComment) }),
    }));
    setList((before) => [...before, ...added]);
  };
  const again = (fileId: string) => change(fileId, { problem: null, part: 0 });
  return { list, isBusy: next !== undefined, add, again, drop };
}

/** What can be said before anything is sent; the server says the rest. */
function problemBefore(file: File): Problem | null {
  if (file.size === 0) return refused("file.empty", file);
  if (file.size <= fileLimits.bytes) return null;
  return refused("file.large", file, { size: fileSize(file.size), limit: largestFile });
}

function refused(code: "file.empty" | "file.large" | "file.many", { name }: File, more: object = {}): Problem {
  return new Problem({ code, ...wordsOf({ code, params: { name, ...more } }) });
}
