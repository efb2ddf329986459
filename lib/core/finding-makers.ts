import type { Finding, Severity } from "#lib/core/findings.ts";
import { textProblem, wordsOfTextProblem } from "#lib/core/sage-text.ts";

type Fix = Finding["fix"];
export type FindingOptions = {
  readonly asOf?: string | null;
  readonly severity?: Severity;
  readonly fixer?: Finding["fixer"];
  readonly fix?: Fix;
};

/** How a record type's rules make their findings; `code` is put behind the type's own prefix. */
export type FindingMakers = {
  /** Something that the project side cures in Procore; blocks unless said otherwise. */
  inProcore(code: string, field: string, sentence: string, options?: FindingOptions): Finding;
  /** Something that the accountant cures with an export field; blocks unless said otherwise. */
  inExportField(code: string, name: string, sentence: string, options?: FindingOptions): Finding;
  /** Something that is cured in Sage, or by reading Sage again. */
  inSage(code: string, field: string, sentence: string, words: string, options?: FindingOptions): Finding;
};

export function findingMakers(prefix: string): FindingMakers {
  const make = (
    code: string,
    field: string,
    sentence: string,
    options: FindingOptions & { fixer: Finding["fixer"]; fix: Fix },
  ): Finding => {
    const { severity = "blocks", asOf = null, fixer, fix } = options;
    return { code: `${prefix}.${code}`, severity, sentence, field, asOf, fixer, fix };
  };
  return {
    inProcore(code, field, sentence, options = {}) {
      const fix: Fix = {
        words: "Reject it with this as the reason; the project corrects it in Procore.",
        action: "open-source",
      };
      return make(code, field, sentence, { fixer: "project", fix, ...options });
    },
    inExportField(code, name, sentence, options = {}) {
      const fix: Fix = { words: "Change the export field.", action: "change-export-field", target: name };
      return make(code, `export.${name}`, sentence, { fixer: "accounting", fix, ...options });
    },
    inSage(code, field, sentence, words, options = {}) {
      return make(code, field, sentence, { fixer: "sage", fix: { words }, ...options });
    },
  };
}

export const nothingToDo = { severity: "informs", fix: { words: "Nothing to do if it is meant so." } } as const;

/**
 * What keeps a text from being written: `<subject>.character`, `<subject>.blanks` or `<subject>.too_long`; nothing when
 * it can be. `put` makes the finding: `inProcore` or `inExportField`, with the field in it.
 */
export function unwritable(
  subject: string,
  label: string,
  value: string,
  limit: number,
  put: (code: string, sentence: string) => Finding,
): readonly Finding[] {
  const problem = textProblem(value, limit);
  return problem ? [put(`${subject}.${problem.kind}`, wordsOfTextProblem(label, problem))] : [];
}

/** The entry that a table of facts holds itself: an id called "constructor" is no entry. */
export function entry<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
