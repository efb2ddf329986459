"use client";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { addressWritten } from "#components/shell/use-go.ts";

export const sectionIds = ["decision", "lines", "changes", "preview", "record"] as const;
export type Section = (typeof sectionIds)[number];

export const sectionLabels = {
  decision: "Decision",
  lines: "Lines",
  changes: "Changes",
  preview: "Preview",
  record: "Record",
} as const;

/** The open section is part of the address. */
export function useSection(): readonly [Section, (section: Section) => void] {
  const [section, setSection] = useQueryState("section", parseAsStringLiteral(sectionIds).withDefault("decision"));
  return [section, (next) => addressWritten(setSection(next))];
}
