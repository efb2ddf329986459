/** Refusals of linking a document to a record that Sage has already; part of `refusals`. */
export const documentLinkRefusals = {
  "link.totals": {
    sentence: "You confirmed {count} documents of {amount}; they are {found} of {sum} now.",
    fix: "Look at the list again; nothing was linked.",
  },
  "link.record_gone": {
    sentence: "{erpId} no longer fits {number}: it is gone from Sage, linked to another document, or was refused.",
    fix: "Look at the list again; nothing was linked.",
  },
  "link.waits": {
    sentence: "{number} belongs to {parent}, which is not Synced yet.",
    fix: "Link {parent} first.",
  },
  "link.not_exact": {
    sentence: "{number} and {erpId} are no longer exactly alike.",
    fix: "Look at the differences, then link it by itself.",
  },
  "link.impossible": { sentence: "{number} cannot be linked to {erpId}. {problem}", fix: "Choose another record." },
  "link.no_job": {
    sentence: "The project is not linked to a job in Sage.",
    fix: "An administrator links the project first.",
  },
} as const;
