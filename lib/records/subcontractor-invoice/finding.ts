import { findingMakers } from "#lib/core/finding-makers.ts";

export const makers = findingMakers("invoice");
export const { inProcore, inExportField, inSage } = makers;
