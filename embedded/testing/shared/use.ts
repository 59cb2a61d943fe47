/** Before each test file: its helpers find what the run shares. */
import { inject } from "vitest";
import { shareWith } from "./ask.ts";

shareWith(inject("sharedServices"));
