/** Refusals about tables that leave as files; part of `refusals`. */
export const tableRefusals = {
  "table.too_long": {
    sentence: "The table has more than {most} rows, the most that one answer holds.",
    fix: "Narrow the filter, or export it on the screen, where a file has no such limit.",
  },
  "table.sheet_full": {
    sentence: "A sheet of Excel holds {most} rows with its heading and totals; the table has more.",
    fix: "Export it as CSV, or narrow the filter.",
  },
  "table.too_large": {
    sentence: "The file would have more than {most}, the most that one file may have.",
    fix: "Narrow the filter and export it in parts.",
  },
  "table.gave_up": {
    sentence: "The worker ended {tries} times while it made the file.",
    fix: "Look at Sync health, then export again.",
  },
  "table.left": {
    sentence: "{name} is no member of the company any more.",
    fix: "Nothing is to be done.",
  },
  "table.fault": {
    sentence: "Something went wrong while the file was made ({id}).",
    fix: "Export again; if it stays, tell your administrator the number.",
  },
  "table_file.unknown": {
    sentence: "You have no such file: it was removed, or its days are over.",
    fix: "Export it again from its screen.",
  },
  "table_file.open_many": {
    sentence: "{count} files of yours wait or are being made already.",
    fix: "Wait for one of them, or stop one under Your files.",
  },
  "table_file.kept_many": {
    sentence: "You keep {count} files, the most that one person keeps.",
    fix: "Remove one under Your files, then export again.",
  },
  "table_file.full": {
    sentence: "The files of your company have {size} together, the most that is kept.",
    fix: "Remove files that you need no longer under Your files; all of them go after {days} days.",
  },
  "table_file.not_ready": {
    sentence: "The file is not ready.",
    fix: "Wait until it is, or export it again.",
  },
  "table_file.under_way": {
    sentence: "The file is being made.",
    fix: "Stop it first.",
  },
  "table_file.over": {
    sentence: "The file is not being made any more.",
    fix: "Look at Your files again.",
  },
  "table_file.rights": {
    sentence: "Your rights changed since the file was made, and it has what you may no longer see.",
    fix: "Export it again: it has then what you may see now.",
  },
} as const satisfies Record<string, { sentence: string; fix: string }>;
