import { writeFileSync } from "node:fs";
import { makeApiSchemas } from "#bin/api/answer-schemas.ts";

writeFileSync(new URL("../lib/server/api-schemas.json", import.meta.url), makeApiSchemas());
