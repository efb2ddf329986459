/** Refusals about files at comments; part of `refusals`. */
export const fileRefusals = {
  "file.unknown": {
    sentence: "There is no such file, or its writer removed it.",
    fix: "Reload the conversation.",
  },
  "file.large": {
    sentence: "{name} has {size}; a file may have {limit} at most.",
    fix: "Attach only the pages that matter, or make the scan coarser.",
  },
  "file.kind": {
    sentence: "{name} is none of the kinds that can be attached: {kinds}.",
    fix: "Save it as a PDF, or a text as UTF-8, and attach that.",
  },
  "file.empty": {
    sentence: "{name} is empty.",
    fix: "Look whether it was written completely, then choose it again.",
  },
  "file.many": {
    sentence: "A comment has {limit} files at most; {name} was not attached.",
    fix: "Take one out, or send it with another comment.",
  },
  "file.unsent": {
    sentence: "You have {limit} files at comments that you have not sent; {name} was not attached.",
    fix: "Send those comments, or take files out of them.",
  },
  "file.reused": {
    sentence: "Another file was already sent under this one's number.",
    fix: "Choose the file again.",
  },
} as const satisfies Record<string, { sentence: string; fix: string }>;
