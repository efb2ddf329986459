/** Refusals about what a document has attached in Procore; part of `refusals`. */
export const sourceFileRefusals = {
  "source.unconnected": {
    sentence: "This company has no connection to Procore that the web can use.",
    fix: "An administrator looks at the connection; until then open the document in Procore.",
  },
  "source.reconnect": {
    sentence: "Procore does not accept Countersign's credentials.",
    fix: "An administrator repairs the connection; until then open the document in Procore.",
  },
  "source.silent": {
    sentence: "Procore did not answer.",
    fix: "Try again in a moment, or open the document in Procore.",
  },
  "source.busy": {
    sentence: "Procore's limit of calls is used up for now.",
    fix: "Try again in {wait}, or open the document in Procore.",
  },
  "source.denied": {
    sentence: "Procore does not let Countersign read this document.",
    fix: "An administrator gives the service account the right to read it in Procore.",
  },
  "source.gone": {
    sentence: "Procore no longer has this document.",
    fix: "Look at the item's record; a deleted document is noted there.",
  },
  "source.shape": {
    sentence: "Procore's answer does not say what is attached in a way that Countersign knows.",
    fix: "Open the document in Procore, and tell an administrator.",
  },
  "source.file_gone": {
    sentence: "This file is no longer attached in Procore.",
    fix: "Read the list again.",
  },
  "source.file_large": {
    sentence: "{name} has {size}; a file from Procore may have {limit} at most to be read here.",
    fix: "Open it in Procore.",
  },
  "source.file_refused": {
    sentence: "Procore did not hand out {name}.",
    fix: "Try again in a moment, or open it in Procore.",
  },
  "source.file_elsewhere": {
    sentence: "Procore's address of {name} leads to a place that Countersign does not read from.",
    fix: "Open it in Procore, and tell an administrator.",
  },
} as const satisfies Record<string, { sentence: string; fix: string }>;
