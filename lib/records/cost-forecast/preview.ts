import type { Json } from "#lib/core/canonical-json.ts";
import type { ExportDocument, PreviewRecord } from "#lib/core/export-document.ts";
import type { Facts } from "#lib/core/facts.ts";
import type { ExportFields } from "#lib/core/record-type.ts";
import { changedGroups, inSageNow, nameOf, readForecast } from "#lib/records/cost-forecast/model.ts";
import { labels } from "#lib/records/cost-forecast/sage300.ts";

/** Every category that changes, with both amounts, where they come from and what Sage holds before. */
export function preview(
  body: Json,
  _fields: ExportFields,
  facts: Facts,
  document: ExportDocument,
): readonly PreviewRecord[] {
  const groups = changedGroups(readForecast(body), facts);
  const file = document.door === "database" ? "Written over SQL" : "Keyed in by a person";
  return document.expectations.map(({ key, rows }) => {
    const { Job = "", Extra: extra = "", Cost_Code: costCode = "", Category: category = "" } = key;
    const place = { extra, costCode, category };
    const now = inSageNow(place, facts);
    const own = groups.find((group) => nameOf(group) === nameOf(place));
    const summed = (own?.lines.length ?? 0) > 1 ? ` The sum of lines ${own?.lines.join(", ")}.` : "";
    const amount = (name: keyof typeof labels, source: string, before: string) => ({
      name: labels[name],
      value: rows[0]?.[name] ?? "",
      source: `Procore: ${source}`,
      note: `In Sage now: ${before}.${summed}`,
    });
    const code = "Procore: budget code of the line";
    return {
      file,
      record: "Category",
      title: nameOf(place),
      fields: [
        { name: "Job", value: Job, source: "Link: job of the project" },
        ...(extra === "" ? [] : [{ name: "Extra", value: extra, source: "Procore: sub job of the line" }]),
        { name: "Cost code", value: costCode, source: code },
        { name: "Category", value: category, source: code },
        amount("Msc_Cat_Amt_1", "Estimated Cost at Completion", now.atCompletion),
        amount("Msc_Cat_Amt_2", "Forecast to Complete", now.toComplete),
      ],
    };
  });
}
