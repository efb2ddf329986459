import { z } from "zod";

/** Lines of an entry: a list, or from the page a text with one entry a line and a semicolon between its parts. */
export const linesOf = <T extends z.ZodType>(schema: T, read: (parts: readonly string[]) => unknown) =>
  z.preprocess((value) => {
    if (typeof value !== "string") return value ?? [];
    const lines = value.split(/\r?\n/).filter((line) => line.trim() !== "");
    return lines.map((line) => read(line.split(";").map((part) => part.trim())));
  }, z.array(schema));
