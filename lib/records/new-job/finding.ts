import { findingMakers } from "#lib/core/finding-makers.ts";

export const makers = findingMakers("new_job");
export const { inProcore, inExportField, inSage } = makers;
