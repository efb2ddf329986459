/** Preferences that the server needs before the first paint live in cookies; app reads them, the person menu writes them. */
export const themes = { system: "As the system", light: "Light", dark: "Dark", contrast: "High contrast" } as const;
export type Theme = keyof typeof themes;
export const densities = { compact: "Compact", comfortable: "Comfortable" } as const;
export type Density = keyof typeof densities;

export const cookieNames = {
  theme: "countersign-theme",
  density: "countersign-density",
  panes: "countersign-panes",
} as const;

export function themeOf(text: string | undefined): Theme {
  return text !== undefined && text in themes ? (text as Theme) : "system";
}
export function densityOf(text: string | undefined): Density {
  return text === "comfortable" ? "comfortable" : "compact";
}
/** Width of the list in percent, 58 unless the person moved the divider. */
export function listWidthOf(text: string | undefined): number {
  const value = Number(text);
  return Number.isFinite(value) && value >= 30 && value <= 75 ? value : 58;
}

export function setPreference(name: keyof typeof cookieNames, value: string): void {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Firefox and Safari.
  document.cookie = `${cookieNames[name]}=${encodeURIComponent(value)}; path=/; max-age=31536000; samesite=lax`;
  const root = document.documentElement;
  if (name === "theme") {
    if (value === "system") root.removeAttribute("data-theme");
    else root.setAttribute("data-theme", value);
  }
  if (name === "density") root.setAttribute("data-density", value);
}
