import type { Metadata } from "next";
import type { ReactNode } from "react";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Member console", template: "%s – Member console" },
  description: "Run your own wikis on the co-op's farm",
  icons: "/favicon.svg",
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="en">
      <body className="min-h-dvh font-sans leading-relaxed antialiased">{children}</body>
    </html>
  );
}
