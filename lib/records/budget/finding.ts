import { findingMakers } from "#lib/core/finding-makers.ts";

export const makers = findingMakers("budget");
export const { inProcore, inExportField, inSage } = makers;
