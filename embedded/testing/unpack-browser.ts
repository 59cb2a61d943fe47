/** Unpacks the packaged browser, which goes by nothing but the temporary folder: of a process of its own, so. */
import chromium from "@sparticuz/chromium";

await chromium.executablePath();
