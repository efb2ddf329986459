/** Refusals of rights: apart, because the screens say them of a control that is closed, before anybody asks the server. */
export const accessRefusals = {
  "access.role": {
    sentence: "Your role does not include this.",
    fix: "Ask an administrator of {company} for the right “{permission}”.",
  },
  "access.grant": {
    sentence: "You may not push {type} to accounting.",
    fix: "An administrator grants “Can push to accounting” per record type in Settings.",
  },
  "access.own": {
    sentence: "You sent or last edited this item yourself.",
    fix: "Another accountant has to decide on it.",
  },
  "access.project": {
    sentence: "This project is not one of yours.",
    fix: "Ask an administrator to add you to the project.",
  },
} as const satisfies Record<string, { sentence: string; fix: string }>;

type Words = { readonly sentence: string; readonly fix: string };

/** Sentence and fix with the params in their places; one that is missing shows as "?". */
export function filled({ sentence, fix }: Words, params: Readonly<Record<string, string>>): Words {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? "?");
  return { sentence: fill(sentence), fix: fill(fix) };
}
