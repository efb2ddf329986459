"use client";
import { useView } from "#lib/client/use-view.ts";
import { isOpenFile } from "#lib/core/table-files.ts";
import type { TableFileList } from "#lib/views/table-files.ts";

const lookMs = 1000;

/** The person's exported tables; looked at again and again while one waits or is being made. */
export function useTableFiles(first?: TableFileList) {
  return useView(
    "table.files",
    {},
    {
      ...(first === undefined ? {} : { first }),
      // Zero: nothing is under way, nothing is looked at.
      every: (seen) => (seen?.rows.some(({ state }) => isOpenFile(state)) ? lookMs : 0),
    },
  );
}
