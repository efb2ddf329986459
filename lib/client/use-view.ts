"use client";
import { keepPreviousData, type UseQueryResult, useQuery } from "@tanstack/react-query";
import { fetchView } from "#lib/client/fetch-view.ts";
import type { Problem } from "#lib/client/problem.ts";
import { type ViewName, type Views, viewKey } from "#lib/client/view-names.ts";

type Options<View> = {
  /** What the server rendered; the first paint needs no request. */
  readonly first?: View | undefined;
  /** Milliseconds between looks while the page is visible; may depend on what was seen last. */
  readonly every?: number | ((seen: View | undefined) => number) | undefined;
  readonly isOn?: boolean | undefined;
  readonly keepsPrevious?: boolean | undefined;
};

export function useView<Name extends ViewName>(
  name: Name,
  input: Views[Name]["input"],
  { first, every, isOn = true, keepsPrevious = false }: Options<Views[Name]["view"]> = {},
): UseQueryResult<Views[Name]["view"], Problem> {
  return useQuery<Views[Name]["view"], Problem>({
    queryKey: viewKey(name, input),
    queryFn: ({ signal }) => fetchView(name, input, signal),
    enabled: isOn,
    ...(first === undefined ? {} : { initialData: first }),
    ...(every === undefined
      ? {}
      : { refetchInterval: (query) => (typeof every === "function" ? every(query.state.data) : every) }),
    ...(keepsPrevious ? { placeholderData: keepPreviousData as never } : {}),
  });
}
