import { findingMakers } from "#lib/core/finding-makers.ts";

export const makers = findingMakers("vendor");
export const { inProcore, inExportField, inSage } = makers;
