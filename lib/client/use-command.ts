"use client";
import { type MutationKey, type UseMutationResult, useMutation, useQueryClient } from "@tanstack/react-query";
import type { Action } from "#lib/client/actions.ts";
import { callAction } from "#lib/client/call-action.ts";
import type { Problem } from "#lib/client/problem.ts";
import type { ViewName } from "#lib/client/view-names.ts";

type Options<T> = {
  readonly key?: MutationKey;
  /** Views that are read anew before the command counts as finished. */
  readonly touches?: readonly ViewName[];
  readonly onDone?: (value: T) => void;
  readonly onProblem?: (problem: Problem) => void;
};

export function useCommand<T, Input = unknown>(
  action: Action<T>,
  { key, touches = ["inbox.page", "item.view", "shell.view"], onDone, onProblem }: Options<T> = {},
): UseMutationResult<T, Problem, Input> {
  const client = useQueryClient();
  return useMutation<T, Problem, Input>({
    ...(key ? { mutationKey: key } : {}),
    mutationFn: (input) => callAction(action, input),
    onSuccess: async (value) => {
      onDone?.(value);
      await Promise.all(touches.map((name) => client.invalidateQueries({ queryKey: [name] })));
    },
    onError: (problem) => onProblem?.(problem),
  });
}
