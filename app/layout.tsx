import type { Metadata, Viewport } from "next";
import localFont from "next/font/local";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { cookieNames, densityOf, themeOf } from "#lib/client/preferences.ts";
import "./globals.css";
import "./pdf.css";
import "./print.css";

const inter = localFont({
  src: "../node_modules/@fontsource-variable/inter/files/inter-latin-wght-normal.woff2",
  weight: "100 900",
  display: "swap",
  variable: "--font-inter",
});

export const metadata: Metadata = {
  title: { default: "Countersign", template: "%s · Countersign" },
  description: "From Procore through one inbox into Sage 300 CRE.",
};
export const viewport: Viewport = { width: "device-width", initialScale: 1 };

/** Theme and density come with the first byte, from cookies: no flash, no script. */
export default async function RootLayout({ children }: { readonly children: ReactNode }) {
  const jar = await cookies();
  const theme = themeOf(jar.get(cookieNames.theme)?.value);
  const density = densityOf(jar.get(cookieNames.density)?.value);
  return (
    <html
      lang="en"
      className={inter.variable}
      data-theme={theme === "system" ? undefined : theme}
      data-density={density}
    >
      <body>{children}</body>
    </html>
  );
}
