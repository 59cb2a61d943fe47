import { generateKeyPairSync } from "node:crypto";
import { existsSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";

const keySet = z.object({ keys: z.array(z.record(z.string(), z.string())) });

/**
 * The keys that tokens are signed with, made once and kept, so that tokens outlive a restart and a client
 * that has read the keys needn't read them again.
 */
export function signingKeys(dataDir: string): z.infer<typeof keySet> {
  const file = join(dataDir, "keys.json");
  if (!existsSync(file)) {
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const key = { ...privateKey.export({ format: "jwk" }), use: "sig", alg: "RS256" };
    writeFileSync(`${file}.${process.pid}`, JSON.stringify({ keys: [key] }), { mode: 0o600 });
    renameSync(`${file}.${process.pid}`, file);
  }
  return keySet.parse(JSON.parse(readFileSync(file, "utf8")));
}
