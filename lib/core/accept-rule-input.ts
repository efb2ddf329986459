import { z } from "zod";
import { type AcceptRule, ruleAmountShape } from "#lib/core/accept-rules.ts";

/** Accept rules as they come from a form or a row; apart from what reads them, which the browser has too. */
export const AcceptRules: z.ZodType<AcceptRule[]> = z
  .array(
    z.strictObject({
      recordType: z.string().max(40).nullable(),
      projectId: z.uuid().nullable(),
      atLeast: z.string().regex(ruleAmountShape, "is an amount like 50000.00").nullable(),
    }),
  )
  .max(50);
