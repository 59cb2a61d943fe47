import { status } from "@grpc/grpc-js";
import { expect, test } from "vitest";
import { isUnreachable } from "./unreachable.ts";

test.each([
  [status.CANCELLED, true],
  [status.DEADLINE_EXCEEDED, true],
  [status.UNAVAILABLE, true],
  [status.NOT_FOUND, false],
  [status.RESOURCE_EXHAUSTED, false],
])(
  "gRPC's code %i, from it or within an error of the client's, means that Temporal can't be asked: %s",
  (code, isSo) => {
    const error = Object.assign(new Error("gRPC"), { code });
    expect(isUnreachable(error)).toBe(isSo);
    expect(isUnreachable(new Error("Failed to get history", { cause: error }))).toBe(isSo);
  },
);
